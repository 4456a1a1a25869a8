"""What the sweeps need to know of the pages of the desk: what `samples` says, for these."""

from tests.sweeps.addresses import Arguments, Taken
from tests.sweeps.world import World

OF_CASE = (
    *("set_step", "log_contact", "set_flag", "case_facts", "close_case", "reopen_case"),
    *("worker_timeline", "worker_told", "refer"),
)
OF_SUPERVISORS = (
    *("hand_over", "revoke_api_key", "webhook", "edit_offer", "remove_offer"),
    *("finish_step_of_case", "clear_flag", "referral", "import_batch", "import_faults"),
    *("drop_import", "invite_again", "not_the_same"),
)


def _flag(world: World) -> dict[str, object]:
    return {"pk": world.worker.pk, "flag": world.desk.rows["worker"].flag.pk}


def _step(world: World) -> dict[str, object]:
    return {"pk": world.worker.pk, "step": world.desk.rows["worker"].step.pk}


def _other(world: World) -> dict[str, object]:
    return {"pk": world.worker.pk, "other": world.helped.pk}


ARGUMENTS: dict[str, list[Arguments]] = {
    **{key: [Taken("pk", "worker.pk")] for key in OF_CASE},
    "finish_step_of_case": [_step],
    "clear_flag": [_flag],
    "not_the_same": [_other],
    "remove_view": [Taken("pk", "desk.view.pk")],
    "hand_over": [Taken("pk", "colleague.pk")],
    "referral": [Taken("pk", "desk.help.pk")],
    "worker_referral": [Taken("pk", "desk.help.pk")],
    **{
        key: [Taken("pk", "desk.batch.pk")]
        for key in ["import_batch", "import_faults", "drop_import"]
    },
    "invite_again": [Taken("pk", "desk.invited.pk")],
    "export": [Taken("pk", "desk.export.pk")],
    **{key: [Taken("pk", "desk.offer.pk")] for key in ["edit_offer", "remove_offer"]},
    "revoke_api_key": [Taken("pk", "desk.key.pk")],
    "webhook": [Taken("pk", "desk.endpoint.pk")],
    "api": [{"rest": "workers"}],
    **{
        key: [{"what": what} for what in ("people", "trade", "pay")]
        for key in ["admin:report_table", "admin:report_csv"]
    },
}
READ_BY: dict[str, str] = {
    **dict.fromkeys((*OF_CASE, *OF_SUPERVISORS), "supervisor"),
    **dict.fromkeys(["remove_view", "export"], "counselor"),
    "worker_referral": "worker",
}
QUERIES: dict[str, list[str]] = {
    "my_workers": [
        *("?page=2", "?page=-1", "?q=nguyen&stage=in_japan&sort=step", "?reason=silent&flag=watch"),
        *("?state=duplicates", "?state=closed", "?province=x&trade=y&counselor=z&sort=w&step=v"),
        "?state=invited",
    ],
    "desk_today": ["?page=2", "?page=-1", "?priority=1", "?priority=x"],
    "worker_timeline": ["?page=2"],
    "referrals": ["?page=2"],
    "sign_offs": ["?page=2"],
    "new_export": ["?stage=in_japan", "?stage=x"],
    "close_case": ["?reason=duplicate"],
    "admin:report_table": ["?rows=province&by=sex&value=female", "?rows=x&by=y&value=z"],
}
POSTED = (
    *("remove_view", "clear_flag", "not_the_same", "drop_import", "revoke_api_key"),
    *("save_view", "bulk", "invite_again"),
)
WITHOUT_PAGE: dict[str, str] = {
    **dict.fromkeys(POSTED, "is only posted to"),
    **dict.fromkeys(["import_faults", "admin:report_csv"], "answers with the file"),
    **dict.fromkeys(["api"], "answers in JSON"),
    "reopen_case": "leads back while the case is open",
}
FORM_STANDS_ON: dict[str, str] = {
    "clear_flag": "worker",
    "not_the_same": "worker",
    "save_view": "my_workers",
    "remove_view": "my_workers",
    "bulk": "my_workers",
    "drop_import": "import_batch",
    "revoke_api_key": "api_keys",
}
POSTED_WITHOUT_FORM: dict[str, str] = {
    "api": "a key opens it, and no cookie",
    "invite_again": "its form stands on the page of somebody invited",
    "reopen_case": "its form stands behind a closed case",
}
# Whoever reads a worker's data, or a list, leaves a row.
LOGGED = (
    *OF_CASE,
    *("finish_step_of_case", "referrals", "referral", "team", "hand_over", "sign_offs"),
)
# The answer to the POST is the file.
STAYS_AFTER_A_WRITE: dict[str, set[str]] = {"export": {"casework_export", "sharing_accesslog"}}
