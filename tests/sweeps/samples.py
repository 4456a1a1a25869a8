"""What the sweeps need to know of a URL. A new URL that takes arguments fails until it is named here."""

from functools import cache

from django.contrib.contenttypes.models import ContentType

from planner.reminders.models import ReminderRule
from planner.reminders.stopping import stop_token
from planner.web.counselor.japan.shared import PARTS
from planner.web.worker.match_rows import trade_slug
from planner.web.worker.steps import STEPS
from tests.sweeps import desk_samples
from tests.sweeps.addresses import Address, Arguments, Taken, addresses_of, urls
from tests.sweeps.world import MISFIT, World, newest

CATCH_ALL = "staff/(?P<url>.*)$"  # Django's own, for what the admin does not know

# By the name of the URL; by its pattern where it has none. Rows in the admin need no entry.
ARGUMENTS: dict[str, list[Arguments]] = {
    "question": [{"step": step.slug} for step in STEPS],
    "economy": [
        {"kind": "former", "code": "27"},
        {"kind": "former", "code": "89"},
        {"kind": "current", "code": "24"},
        {"kind": "current", "code": "31"},
    ],
    "trade": [{"code": "TITP-6-1"}, {"code": "TITP-1-1"}, {"code": "SSW-13-road_transport"}],
    "choose": [{"code": trade_slug(MISFIT)}, {"code": "TITP-1-1"}],
    "goal": [{"kind": "long_term"}, {"kind": "option_b"}],
    "step": [Taken("pk", "plans.worker.step.pk")],
    "finish_step": [Taken("pk", "plans.worker.step.pk")],
    "remove_step": [Taken("pk", "plans.worker.step.pk")],
    "benchmark": [
        Taken("pk", "plans.worker.benchmark.pk"),
        Taken("pk", "plans.worker.dropped.pk"),
        Taken("pk", "plans.worker.missed.pk"),
    ],
    "finish_benchmark": [Taken("pk", "plans.worker.benchmark.pk")],
    "drop_benchmark": [Taken("pk", "plans.worker.benchmark.pk")],
    "take_up_benchmark": [Taken("pk", "plans.worker.dropped.pk")],
    "debt": [Taken("pk", "plans.worker.debt.pk")],
    "remove_debt": [Taken("pk", "plans.worker.debt.pk")],
    "pay_year": [{"year": 1}, {"year": 2}],
    "offer_file": [Taken("pk", "plans.worker.file.pk")],
    "remove_offer_file": [Taken("pk", "plans.worker.file.pk")],
    "answer_proposal": [Taken("pk", "proposal.pk")],
    **{
        key: [lambda world: world.plans["worker"].month]
        for key in ["check_in_month", "add_payslip"]
    },
    "tell_miss": [Taken("pk", "plans.worker.late.pk")],
    "add_evidence": [Taken("pk", "plans.worker.late.pk")],
    **{
        key: [Taken("pk", "plans.worker.evidence.pk"), Taken("pk", "plans.worker.payslip.pk")]
        for key in ["evidence", "remove_evidence"]
    },
    **{
        key: [Taken("pk", "plans.worker.japanese_test.pk")]
        for key in ["japanese_test", "remove_japanese_test"]
    },
    "change_status": [{"kind": "titp_to_ssw"}, {"kind": "titp_3"}],
    **{
        key: [Taken("pk", "plans.worker.remittance.pk")]
        for key in ["remittance", "remove_remittance"]
    },
    "message_photo": [Taken("pk", "messages.desk.pk")],
    "answer_consent": [
        {"purpose": slug} for slug in ("money", "well-being", "decision", "statistics")
    ],
    **{
        key: [Taken("pk", "worker.pk")]
        for key in ["worker_standing", "worker_messages", "worker_read_messages"]
    },
    "worker_evidence": [
        lambda world: {"pk": world.worker.pk, "evidence": world.plans["worker"].evidence.pk}
    ],
    "worker_message_photo": [
        lambda world: {"pk": world.worker.pk, "message": world.messages["worker"].pk}
    ],
    "worker_shared": [Taken("pk", "neighbour.pk")],
    "worker_plan": [Taken("pk", "worker.pk"), Taken("pk", "helped.pk")],
    "worker_notes": [Taken("pk", "worker.pk")],
    "propose": [
        lambda world: {"pk": world.worker.pk, "kind": "goal"},
        lambda world: {"pk": world.worker.pk, "kind": "step"},
        lambda world: {"pk": world.worker.pk, "kind": "benchmark"},
    ],
    "snooze_reminder": [Taken("pk", "reminding.reminder.pk")],
    "stop_kind": [lambda world: {"token": stop_token(world.worker.pk, "check_in")}],
    "calendar_feed": [Taken("token", "reminding.calendar")],
    "add_address": [{"channel": "email"}],
    "verify_address": [Taken("pk", "reminding.waiting.pk")],
    **{key: [Taken("pk", "reminding.second.pk")] for key in ["remove_address", "move_address"]},
    "switch_on_address": [Taken("pk", "reminding.off.pk")],
    "plan_moved": [Taken("pk", "reminding.move.pk")],
    "way": [{"key": "titp"}, {"key": "ssw"}, {"key": "esd"}],
    "worker": [Taken("pk", "worker.pk"), Taken("pk", "helped.pk")],
    "confirm_number": [Taken("pk", "helped.pk")],
    "move_worker": [Taken("pk", "worker.pk")],
    "sent_invitation": [
        Taken("pk", "invitations.open.pk"),
        Taken("pk", "invitations.accepted.pk"),
        Taken("pk", "invitations.expired.pk"),
    ],
    "revoke_invitation": [Taken("pk", "invitations.open.pk")],
    "invitation": [Taken("token", "tokens.open")],
    "end_session": [World.session],
    "mfa_edit_webauthn": [World.passkey],
    "mfa_remove_webauthn": [World.passkey],
    "account_reset_password_from_key": [
        World.reset_key,
        {"uidb36": "1", "key": "set-password"},
    ],
    "admin:app_list": [
        {"app_label": "accounts"},
        {"app_label": "reference"},
        {"app_label": "reminders"},
    ],
    "admin:view_on_site": [
        lambda world: {
            "content_type_id": ContentType.objects.get_for_model(world.worker).pk,
            "object_id": world.worker.pk,
        }
    ],
    **{
        f"admin:reminders_reminderrule_{page}": [lambda world: {"pk": newest(ReminderRule).pk}]
        for page in ["preview", "test"]
    },
    CATCH_ALL: [{"url": "nowhere/"}],
    **desk_samples.ARGUMENTS,
}

# Who gets far enough to read the argument, where a visitor does not.
READ_BY: dict[str, str] = {
    **dict.fromkeys(["worker", "confirm_number", "move_worker"], "supervisor"),
    **dict.fromkeys(["worker_plan", "worker_notes", "propose"], "supervisor"),
    **dict.fromkeys(["worker_standing", "worker_messages", "worker_evidence"], "supervisor"),
    **dict.fromkeys(["worker_read_messages", "worker_message_photo"], "supervisor"),
    "worker_shared": "colleague",
    **dict.fromkeys(["check_in_month", "add_payslip", "tell_miss", "add_evidence"], "worker"),
    **dict.fromkeys(["evidence", "remove_evidence", "japanese_test"], "worker"),
    **dict.fromkeys(["remove_japanese_test", "change_status", "remittance"], "worker"),
    **dict.fromkeys(["remove_remittance", "message_photo", "answer_consent"], "worker"),
    **dict.fromkeys(["sent_invitation", "revoke_invitation"], "supervisor"),
    **dict.fromkeys(["choose", "end_session", "answer_proposal"], "worker"),
    **dict.fromkeys(["goal", "step", "finish_step", "remove_step"], "worker"),
    **dict.fromkeys(["benchmark", "finish_benchmark", "drop_benchmark"], "worker"),
    **dict.fromkeys(["take_up_benchmark", "debt", "remove_debt", "pay_year"], "worker"),
    **dict.fromkeys(["offer_file", "remove_offer_file"], "worker"),
    **dict.fromkeys(["snooze_reminder", "plan_moved", "add_address", "verify_address"], "worker"),
    **dict.fromkeys(["remove_address", "move_address", "switch_on_address"], "worker"),
    **dict.fromkeys(["mfa_edit_webauthn", "mfa_remove_webauthn"], "worker"),
    **desk_samples.READ_BY,
}

# The first one, and those of what is closed.
TELLING_QUESTIONS = ("question province", "question care", "question health")

# More of the same page: filters, pages, ways to come back.
QUERIES: dict[str, list[str]] = {
    "question": ["?from=summary"],
    "trades": ["?page=2", "?pathway=SSW&group=food", "?pathway=nowhere", "?group=fishing&page=99"],
    "compare": ["?trade=TITP-1-1&trade=TITP-6-13&trade=TITP-7-7&trade=TITP-6-4", "?trade=nothing"],
    "mirror": ["?trade=TITP+7-7", "?trade=SSW+13-road_transport", "?trade=nothing"],
    "register": ["?next=/trades/", "?way=passkey"],
    "account_login": ["?next=/trades/", "?next=https://elsewhere.example/"],
    "who_looked": ["?page=9"],
    "plan_history": ["?page=2"],
    "reminders": ["?page=2", "?page=99"],
    "stop_kind": ["?language=en"],
    **{key: ["?language=en"] for key in ["help", "contract_help"]},
    "worker_shared": [f"?part={key}" for key in (*PARTS, "months&page=2", "nothing")],
    "coming_home": ["?house_vnd=1.000.000.000&runway_months=3", "?house_vnd=x"],
    **{key: ["?before=1", "?before=x"] for key in ["messages", "worker_messages"]},
    "forgotten_number": ["?said=1"],
    "recovery_codes": ["?new=1&next=/trades/"],
    "admin:autocomplete": ["?term=S&app_label=accounts&model_name=user&field_name=agency"],
    "admin:accounts_user_changelist": ["?q=worker&role__exact=worker"],
    "admin:reference_statistic_changelist": ["?q=lua&p=1&o=1.-2", "?edited=no&_facets=True"],
    "admin:reference_homework_changelist": ["?edited=yes"],
    "admin:reminders_reminderrule_changelist": ["?versions=all"],
    "admin:reminders_outgoing_changelist": ["?q=1", "?day=x", "?state__exact=failed"],
    **desk_samples.QUERIES,
}

# Why no person ever gets a page of HTML from this URL.
WITHOUT_PAGE: dict[str, str] = {
    "after_sign_in": "leads on to a page of the person's own",
    "set_language": "is only posted to",
    "revoke_invitation": "is only posted to",
    "end_session": "is only posted to",
    "end_other_sessions": "is only posted to",
    "helped_seen": "is only posted to",
    "finish_step": "is only posted to",
    "finish_benchmark": "is only posted to",
    "take_up_benchmark": "is only posted to",
    "keep_draft": "is only posted to",
    "drop_draft": "is only posted to",
    "offer_file": "answers with the file",
    "evidence": "answers with the file",
    "message_photo": "answers with the file",
    "worker_evidence": "answers with the file",
    "worker_message_photo": "answers with the file",
    "service_worker": "answers with a script",
    "read_messages": "is only posted to",
    **dict.fromkeys(["read_reminders", "snooze_reminder"], "is only posted to"),
    **dict.fromkeys(["remove_address", "move_address"], "is only posted to"),
    **dict.fromkeys(["switch_on_address", "push_subscription"], "is only posted to"),
    **dict.fromkeys(["line_hook", "zalo_hook"], "is only posted to"),
    "calendar_feed": "answers with a calendar",
    "worker_read_messages": "is only posted to",
    "plan_pdf": "answers with a PDF",
    "mfa_login_webauthn": "answers a script, in JSON",
    "mfa_download_recovery_codes": "answers in plain text",
    "admin:login": "leads to the one sign-in page",
    "admin:logout": "is only posted to",
    "admin:autocomplete": "answers in JSON",
    "admin:jsi18n": "answers in JavaScript",
    "admin:view_on_site": "no row has a page outside the admin",
    "admin:reference_matchweights_delete": "no version is ever deleted",
    "admin:accounts_invitation_add": "counselors invite",
    "admin:accounts_invitation_delete": "is taken back instead",
    "admin:sharing_assignment_delete": "is ended instead",
    "admin:sharing_accesslog_add": "is written by reading",
    "admin:sharing_accesslog_delete": "is never changed",
    "admin:reminders_reminderrule_test": "is only posted to",
    **{
        f"admin:reminders_reminderrule_{page}": "a change makes a new version"
        for page in ["add", "delete"]
    },
    **{f"admin:reminders_outgoing_{page}": "is never changed" for page in ["add", "delete"]},
    CATCH_ALL: "answers 404",
    **desk_samples.WITHOUT_PAGE,
}
WITHOUT_PAGE |= {
    url.key: "leads to the page of the row"
    for url in urls()
    if url.key.startswith("staff/") and url.key.endswith("/<path:object_id>/")
}

# Forms that stand on the page of another URL.
FORM_STANDS_ON: dict[str, str] = {
    "set_language": "front",
    "mfa_login_webauthn": "account_login",
    "revoke_invitation": "sent_invitation",
    "end_session": "sessions",
    "end_other_sessions": "sessions",
    "helped_seen": "home",
    "compare": "trades",
    "finish_step": "my_goals",
    "finish_benchmark": "benchmark",
    "take_up_benchmark": "benchmark",
    "read_messages": "messages",
    "read_reminders": "reminders",
    "snooze_reminder": "reminders",
    **dict.fromkeys(["remove_address", "move_address", "switch_on_address"], "addresses"),
    "check_in_month": "check_in_month",
    "worker_read_messages": "worker_messages",
    "account_logout": "home",
    "admin:logout": "admin:index",
    "admin:reminders_reminderrule_test": "admin:reminders_reminderrule_preview",
    **desk_samples.FORM_STANDS_ON,
}

# Why a URL that does not refuse a POST has no form.
POSTED_WITHOUT_FORM: dict[str, str] = {
    "keep_draft": "a script sends it, with the token of a form",
    "push_subscription": "a script sends JSON, with the token of the page",
    "drop_draft": "its form stands where a draft does",
    "account_inactive": "the library's page takes any method and reads nothing",
    "account_reset_password_from_key": "its form stands behind a key that holds; one does not",
    "admin:index": "answers as to GET",
    "admin:app_list": "answers as to GET",
    "admin:login": "leads to the one sign-in page",
    **desk_samples.POSTED_WITHOUT_FORM,
}
POSTED_WITHOUT_FORM |= {
    url.key: "answers as to GET" for url in urls() if url.key.endswith("_history")
}
POSTED_WITHOUT_FORM |= {
    url.key: "what is in use cannot be deleted" for url in urls() if url.key.endswith("_delete")
}

# A script asks, and is told by the status that it asked nonsense.
READS_JSON = {"push_subscription"}

# The page stands at the address that it leads to.
LEADS_TO_ITSELF = {"account_reset_password_from_key"}

# Why a GET may write, and which tables.
WRITES_ON_GET: dict[str, set[str]] = {
    # The key moves from the address into the session, so that no referrer carries it away.
    "account_reset_password_from_key": {"django_session"},
}
# Whoever reads a worker's data leaves a row that the worker sees.
for _key in (
    *("desk_today", "my_workers", "worker", "confirm_number", "move_worker"),
    *("worker_plan", "worker_notes", "propose", "worker_standing", "worker_messages"),
    *("worker_evidence", "worker_message_photo", "worker_shared"),
    *desk_samples.LOGGED,
):
    WRITES_ON_GET[_key] = {"sharing_accesslog"}
# The session keeps what a passkey or an app has to answer.
for _key in (
    *("mfa_activate_totp", "mfa_add_webauthn"),
    *("mfa_authenticate", "mfa_reauthenticate_webauthn"),
):
    WRITES_ON_GET[_key] = {"django_session"}

# A mail provider follows no redirect (RFC 8058), so the page stays where it is after a write.
STAYS_AFTER_A_WRITE: dict[str, set[str]] = {
    "stop_kind": {"reminders_stoppedkind"},
    **desk_samples.STAYS_AFTER_A_WRITE,
}

# Pages of the library answer PUT as POST, and of the admin as GET; both without a write.
TAKES_ANY_METHOD = ("account_", "admin:", "staff/")


# Stand for the pages of every other table of figures, which are made alike.
NOT_LIKE_OTHERS = ("reference_wage_", "reference_matchweights_")


def is_of_figures(address: Address) -> bool:
    """A page of rows that name nobody, where another one of its kind stands for it."""
    return is_of_figures_key(address.url.key)


def is_of_figures_key(key: str) -> bool:
    """By the key of its URL."""
    key = key.removeprefix("admin:").removeprefix("staff/").replace("/", "_")
    return key.startswith("reference_") and not key.startswith(NOT_LIKE_OTHERS)


@cache
def addresses() -> list[Address]:
    return [address for url in urls() for address in addresses_of(url, ARGUMENTS, QUERIES)]
