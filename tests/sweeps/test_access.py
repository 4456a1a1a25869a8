"""Who may open what: every URL, asked by everybody in every way, answers as the tables here say."""

from collections.abc import Mapping
from dataclasses import dataclass
from enum import Enum
from functools import cache

import pytest
from django.urls import reverse

from tests.sweeps import samples
from tests.sweeps.addresses import Address, Taken, Url, urls
from tests.sweeps.crawl import Crawl, Visit, visit
from tests.sweeps.desk_samples import OF_CASE
from tests.sweeps.personas import ANONYMOUS, OWNERS, PERSONAS, SENDERS, STAFF
from tests.sweeps.samples import addresses
from tests.sweeps.world import World


class Outcome(Enum):
    IN = "a page, or led on to one"
    SIGN_IN = "to the sign-in, or to register"
    SECOND_STEP = "to the second step"
    UNLOCK = "to the recovery code"
    STAFF_DOOR = "to the sign-in of staff"
    NOT_THERE = "404"
    REFUSED = "403"
    NOT_SO = "405"
    NO_KEY = "401"


People = frozenset[str]
ALL: People = frozenset(PERSONAS)
# Without the second factor of their work: both are stopped before every page.
STOPPED: People = frozenset({"half in", "not set up"})
ANYBODY = ALL - STOPPED
SIGNED_IN = ANYBODY - ANONYMOUS
SHUT_OUT: People = frozenset({"shut out"})
SUPERVISORS: People = frozenset({"supervisor", "foreign supervisor"})
CARING = SUPERVISORS | {"counselor", "colleague", "foreign counselor"}
# Who has the worker in care.
OWN: People = frozenset({"counselor", "supervisor"})
NOBODY: People = frozenset()
ONE_OF_EACH_KIND = ("visitor", "worker", "supervisor", "half in", "superuser")
# Workers, each with the own plan.
PLANNING = SIGNED_IN - CARING - STAFF
# Of them, those who are in Japan.
GONE = PLANNING - {"loner"}
READ, SEND, BOTH = ("GET",), ("POST",), ("GET", "POST")


@dataclass(frozen=True)
class Door:
    """Who gets in, by which methods. Strangers to it are sent to sign in first, and others told nothing."""

    who: People
    methods: tuple[str, ...] = BOTH
    is_shut: bool = False  # to a browser that is shut out
    is_said: bool = False  # the same, and the page says so itself
    refused: People = frozenset()  # who is told 403
    is_keyed: bool = False  # a key of an agency's system opens it, and no person

    def answers(self, persona: str) -> Outcome:
        if self.is_keyed and persona not in STOPPED:
            return Outcome.NO_KEY
        if persona in self.who:
            return Outcome.IN
        if persona in STOPPED:
            return Outcome.SECOND_STEP
        if persona in self.refused:
            return Outcome.REFUSED
        if persona in ANONYMOUS:
            return Outcome.SIGN_IN
        if self.is_said and persona in SHUT_OUT:
            return Outcome.REFUSED
        return Outcome.UNLOCK if self.is_shut and persona in SHUT_OUT else Outcome.NOT_THERE


def _named(names: str, door: Door) -> dict[str, Door]:
    return dict.fromkeys(names.split(), door)


DOORS: Mapping[str, Door] = {
    **_named("help", Door(ALL, READ)),
    **_named("set_language", Door(ALL, SEND)),
    **_named("account_logout", Door(ALL)),
    **_named("front home summary my_economy economy trades compare trade", Door(ANYBODY, READ)),
    **_named("ways way mirror", Door(ANYBODY, READ)),
    **_named("question register account_login invitation", Door(ANYBODY)),
    **_named("account_reset_password forgotten_number forgotten_code", Door(ANYBODY)),
    **_named("account_reset_password_from_key", Door(ANYBODY)),
    **_named("account_reset_password_done account_inactive", Door(ANYBODY, READ)),
    **_named("account_reset_password_from_key_done", Door(ANYBODY, READ)),
    # The one half of a sign-in; strangers to it begin at the beginning.
    **_named("mfa_authenticate mfa_login_webauthn", Door(SIGNED_IN | {"at the code"})),
    **_named("choose keep_answers account_change_password", Door(SIGNED_IN)),
    **_named("account_set_password leave_agency unlock", Door(SIGNED_IN)),
    **_named("my_choice who_looked after_sign_in account_security", Door(SIGNED_IN, READ)),
    **_named("sessions mfa_list_webauthn", Door(SIGNED_IN, READ)),
    **_named("end_other_sessions helped_seen", Door(SIGNED_IN, SEND)),
    **_named("second_factor", Door(SIGNED_IN | {"not set up"}, READ)),
    **_named("account_reauthenticate", Door(SIGNED_IN | {"not set up"})),
    **_named("mfa_reauthenticate", Door(SIGNED_IN | {"half in"})),
    **_named("mfa_reauthenticate_webauthn", Door(SIGNED_IN)),
    **_named("recovery_codes", Door(SIGNED_IN - SHUT_OUT, is_shut=True)),
    **_named(
        "mfa_activate_totp mfa_add_webauthn",
        Door(SIGNED_IN - SHUT_OUT | {"not set up"}, is_shut=True),
    ),
    # Those who have any.
    **_named("mfa_download_recovery_codes", Door(OWNERS | {"loner"}, READ, is_shut=True)),
    **_named("mfa_deactivate_totp", Door(OWNERS | {"counselor"}, is_shut=True)),
    **_named("mfa_edit_webauthn mfa_remove_webauthn", Door(OWNERS, is_shut=True)),
    **_named("end_session", Door(OWNERS, SEND)),
    # A plan is a worker's; money of it is shut to a browser that is shut out.
    **_named("my_plan goal add_step my_route lay_out add_benchmark", Door(PLANNING)),
    **_named("my_goals my_benchmarks from_counselor plan_history plan_pdf", Door(PLANNING, READ)),
    **_named("offer_work", Door(PLANNING)),
    **_named("my_offer offer_versions my_money", Door(PLANNING - SHUT_OUT, READ, is_said=True)),
    **_named("offer_pay offer_costs add_offer_file", Door(PLANNING - SHUT_OUT, is_said=True)),
    **_named("add_debt pay_year money_basis money_rate", Door(PLANNING - SHUT_OUT, is_said=True)),
    **_named("step remove_step benchmark drop_benchmark answer_proposal", Door(OWNERS)),
    **_named("finish_step finish_benchmark take_up_benchmark", Door(OWNERS, SEND)),
    **_named("debt remove_debt remove_offer_file", Door(OWNERS, is_said=True)),
    **_named("offer_file", Door(OWNERS, READ, is_said=True)),
    # The years in Japan.
    **_named("check_in check_ins where_i_stand change_of_status offline", Door(PLANNING, READ)),
    **_named("change_status add_japanese_test messages answer_consent", Door(PLANNING)),
    **_named("who_sees", Door(PLANNING, READ)),
    **_named("read_messages", Door(PLANNING, SEND)),
    **_named("check_in_month", Door(GONE)),
    **_named("add_payslip", Door(GONE - SHUT_OUT, is_said=True)),
    **_named("tell_miss add_evidence remove_evidence", Door(OWNERS)),
    **_named("japanese_test remove_japanese_test", Door(OWNERS)),
    **_named("evidence message_photo", Door(OWNERS, READ)),
    **_named(
        "money_in_japan my_savings remittances coming_home side_by_side",
        Door(PLANNING - SHUT_OUT, READ, is_said=True),
    ),
    **_named("savings_plan add_remittance edit_sheet", Door(PLANNING - SHUT_OUT, is_said=True)),
    **_named("remittance remove_remittance", Door(OWNERS, is_said=True)),
    **_named("contract_help", Door(ALL, READ)),
    **_named("payslip_words service_worker", Door(ANYBODY, READ)),
    **_named("worker_standing worker_evidence worker_message_photo", Door(OWN, READ)),
    **_named("worker_messages", Door(OWN)),
    **_named("worker_read_messages", Door(OWN, SEND)),
    **_named("reminders addresses", Door(SIGNED_IN, READ)),
    **_named("reminder_settings calendar", Door(SIGNED_IN)),
    **_named("read_reminders push_subscription", Door(SIGNED_IN, SEND)),
    **_named("add_address", Door(SIGNED_IN)),
    **_named("verify_address", Door(OWNERS)),
    **_named("snooze_reminder remove_address move_address", Door(OWNERS, SEND)),
    **_named("switch_on_address", Door(OWNERS, SEND)),
    # Who has the link needs nothing else.
    **_named("stop_kind", Door(ALL)),
    **_named("calendar_feed", Door(ALL, READ)),
    **_named("plan_moved", Door(OWNERS, is_said=True)),
    **_named("desk_today", Door(CARING, READ)),
    # Only with the signature of the service.
    **_named("line_hook zalo_hook", Door(NOBODY, SEND, refused=ANYBODY)),
    # Opened to this one counselor.
    **_named("worker_shared", Door(frozenset({"colleague"}), READ)),
    # Nothing is kept without the token of a form.
    **_named("keep_draft", Door(NOBODY, SEND, refused=ANYBODY)),
    **_named("drop_draft", Door(NOBODY, SEND, refused=SIGNED_IN)),
    **_named("worker_plan worker_notes propose", Door(OWN)),
    **_named("my_workers invitations", Door(CARING, READ)),
    **_named("invite", Door(CARING)),
    **_named("worker sent_invitation", Door(OWN, READ)),
    **_named("confirm_number", Door(OWN)),
    **_named("revoke_invitation", Door(OWN, SEND)),
    **_named("team", Door(SUPERVISORS, READ)),
    **_named("move_worker", Door(OWN & SUPERVISORS)),
    # The desk.
    **_named("worker_timeline worker_told", Door(OWN, READ)),
    **_named("set_step finish_step_of_case log_contact set_flag case_facts refer", Door(OWN)),
    **_named("close_case reopen_case", Door(OWN)),
    **_named("clear_flag not_the_same invite_again", Door(OWN, SEND)),
    **_named("save_view bulk", Door(CARING, SEND)),
    **_named("remove_view", Door(frozenset({"counselor"}), SEND)),
    **_named("export", Door(frozenset({"counselor"}))),
    **_named("lists referrals sign_offs agency_offers", Door(CARING, READ)),
    **_named("new_import new_export", Door(CARING)),
    **_named("import_batch", Door(OWN)),
    **_named("import_faults", Door(OWN, READ)),
    **_named("drop_import", Door(OWN, SEND)),
    **_named("export_rights add_offer add_api_key add_webhook", Door(SUPERVISORS)),
    **_named("api_keys", Door(SUPERVISORS, READ)),
    **_named("hand_over edit_offer remove_offer webhook", Door(OWN & SUPERVISORS)),
    **_named("revoke_api_key", Door(OWN & SUPERVISORS, SEND)),
    **_named("referral", Door(OWN)),
    **_named("worker_referral", Door(OWNERS)),
    # No cookie opens it.
    **_named("api", Door(NOBODY, is_keyed=True)),
}

IN_CARE: Mapping[str, People] = {
    "helped.pk": OWN,
    "neighbour.pk": frozenset({"colleague", "supervisor"}),
    "stranger.pk": frozenset({"foreign counselor", "foreign supervisor"}),
    "loner.pk": NOBODY,
    # Who is in nobody's care: not workers.
    "counselor.pk": NOBODY,
    "clerk.pk": NOBODY,
}
SENT: Mapping[str, People] = {
    "invitations.expired.pk": OWN,
    "invitations.colleague's.pk": frozenset({"colleague", "supervisor"}),
    "invitations.foreign.pk": frozenset({"foreign counselor", "foreign supervisor"}),
}
# Of URLs with a row in the address: whose row it is decides.
ROWS: Mapping[str, Mapping[str, People]] = {
    "worker": IN_CARE,
    "confirm_number": IN_CARE,
    "move_worker": {row: who & SUPERVISORS for row, who in IN_CARE.items()},
    "sent_invitation": SENT,
    "revoke_invitation": SENT,
    "worker_plan": IN_CARE,
    "worker_notes": IN_CARE,
    "worker_standing": IN_CARE,
    "worker_messages": IN_CARE,
    "worker_shared": dict.fromkeys(IN_CARE, NOBODY) | {"neighbour.pk": frozenset({"colleague"})},
    **dict.fromkeys(OF_CASE, IN_CARE),
    # The side that asks, and the supervisor of the side that is asked.
    "referral": {
        "desk.transfer.pk": frozenset({"foreign counselor", "foreign supervisor", "supervisor"})
    },
    "worker_referral": {"desk.transfer.pk": frozenset({"stranger"})},
}
# Rows of another worker's plan, by URL: for nobody of those who ask here.
OF_A_PLAN = {
    **dict.fromkeys(("debt", "remove_debt"), "debt"),
    **dict.fromkeys(("step", "remove_step", "finish_step"), "step"),
    **dict.fromkeys(("benchmark", "drop_benchmark", "finish_benchmark"), "benchmark"),
    "take_up_benchmark": "dropped",
    **dict.fromkeys(("offer_file", "remove_offer_file"), "file"),
    **dict.fromkeys(("tell_miss", "add_evidence"), "late"),
    **dict.fromkeys(("evidence", "remove_evidence"), "evidence"),
    **dict.fromkeys(("japanese_test", "remove_japanese_test"), "japanese_test"),
    **dict.fromkeys(("remittance", "remove_remittance"), "remittance"),
}
# Tokens that open nothing: for everybody alike.
ENDED = ("tokens.accepted", "tokens.expired", "tokens.revoked")

OURS = [url for url in urls() if not url.is_admin]
OUTSIDE_THE_DOOR = ("admin:login", "admin:logout")


def test_every_url_has_a_door() -> None:
    assert {url.key for url in OURS} == set(DOORS), "say in DOORS who may open it"


@pytest.mark.parametrize("persona", PERSONAS)
def test_every_door_opens_to_whom_it_should(world: World, crawl: Crawl, persona: str) -> None:
    faults = []

    for method in BOTH if persona in SENDERS else READ:
        for found in crawl.visits(world, persona, method):
            if not found.address.url.is_admin:
                faults += _faults(found, DOORS[found.address.url.key], persona, method)

    assert not faults, "\n".join(faults)


@pytest.mark.parametrize("persona", ONE_OF_EACH_KIND)
def test_no_other_method_opens_a_door(world: World, persona: str) -> None:
    client, faults = PERSONAS[persona](world), []

    for url in OURS:
        address = next(item for item in addresses() if item.url.key == url.key)
        for method in ("PUT", "DELETE"):
            found = visit(client, address, address.path(world), method)
            # Some pages of the library take any method, and answer it as they answer a POST.
            is_taken = url.key.startswith(samples.TAKES_ANY_METHOD)
            wanted = {DOORS[url.key].answers(persona), Outcome.NOT_SO}
            if _outcome(found) not in wanted - (set() if is_taken else {Outcome.IN}):
                faults.append(f"{method} {address}: {_outcome(found)}")
            if found.wrote - {"django_session"}:
                faults.append(f"{method} {address}: wrote to {found.wrote}")

    assert not faults, "\n".join(faults)


@pytest.mark.parametrize("persona", SENDERS)
def test_nobody_reaches_another_ones_rows(world: World, persona: str) -> None:
    client, faults = PERSONAS[persona](world), []

    for key, rows in ROWS.items():
        for place, who in rows.items():
            address = Address(_url(key), Taken("pk", place))
            door = Door(who, DOORS[key].methods)
            for method in BOTH:
                found = visit(client, address, address.path(world), method)
                faults += _faults(found, door, persona, method)

    assert not faults, "\n".join(faults)


@pytest.mark.parametrize("persona", sorted({"worker", "loner", "counselor", "superuser"}))
def test_nobody_reaches_rows_of_another_ones_plan(world: World, persona: str) -> None:
    client, faults = PERSONAS[persona](world), []

    for key, row in OF_A_PLAN.items():
        address = Address(_url(key), Taken("pk", f"plans.neighbour.{row}.pk"))
        door = Door(NOBODY, DOORS[key].methods)
        for method in BOTH:
            found = visit(client, address, address.path(world), method)
            faults += _faults(found, door, persona, method)

    assert not faults, "\n".join(faults)


@pytest.mark.parametrize("persona", sorted(ANYBODY))
def test_an_invitation_that_is_over_opens_nothing(world: World, persona: str) -> None:
    client = PERSONAS[persona](world)

    for place in ENDED:
        address = Address(_url("invitation"), Taken("token", place))
        for method in BOTH:
            found = visit(client, address, address.path(world), method)
            assert (found.status, found.wrote) == (404, set()), (place, method)


def test_the_admin_is_for_staff_alone(world: World, crawl: Crawl) -> None:
    faults = []

    for persona in ALL - STAFF:
        for method in BOTH if persona in SENDERS else READ:
            for found in crawl.visits(world, persona, method):
                url = found.address.url
                if not url.is_admin or url.key in OUTSIDE_THE_DOOR:
                    continue
                wanted = Outcome.SECOND_STEP if persona in STOPPED else Outcome.STAFF_DOOR
                if _outcome(found) != wanted:
                    faults.append(f"{method} {found.address} {persona}: {_outcome(found)}")

    assert not faults, "\n".join(faults)


def test_staff_without_rights_see_figures_and_no_people(world: World, crawl: Crawl) -> None:
    """A right is given by name, to a person or a group."""
    of_people = ("admin:accounts_", "admin:sharing_", "admin:auth_", "admin:reminders_")
    found = {str(item.address): item for item in crawl.visits(world, "clerk")}
    people = [item for name, item in found.items() if name.startswith(of_people)]

    assert {_outcome(item) for item in people} == {Outcome.REFUSED}
    assert _outcome(found["admin:reference_wage_changelist"]) == Outcome.IN


def _faults(found: Visit, door: Door, persona: str, method: str) -> list[str]:
    outcome, wanted = _outcome(found), door.answers(persona)
    if outcome == Outcome.SECOND_STEP and persona not in STOPPED:
        outcome = Outcome.IN  # to confirm it is them
    # Whether the method or the person is looked at first is the same to whoever is refused.
    allowed = {wanted}
    if method not in door.methods:
        allowed = {wanted, Outcome.NOT_SO} - {Outcome.IN}
    faults = []
    if outcome not in allowed:
        faults.append(f"{method} {found.address}: {outcome} instead of {wanted}")
    if outcome != Outcome.IN and found.wrote - {"django_session"}:
        faults.append(f"{method} {found.address}: refused, but wrote to {found.wrote}")
    return faults


def _outcome(found: Visit) -> Outcome:
    by_status = {
        404: Outcome.NOT_THERE,
        403: Outcome.REFUSED,
        405: Outcome.NOT_SO,
        401: Outcome.NO_KEY,
    }
    if found.status in by_status:
        return by_status[found.status]
    if found.status == 400 and found.address.url.key in samples.READS_JSON:
        return Outcome.IN
    assert found.status in (200, 302), (found.address, found.status, found.faults)
    to = found.to.partition("?")[0]
    return next((door for door, paths in _places().items() if to in paths), Outcome.IN)


@cache
def _places() -> dict[Outcome, set[str]]:
    return {
        Outcome.SIGN_IN: _paths("account_login", "register"),
        Outcome.SECOND_STEP: _paths("second_factor", "mfa_reauthenticate"),
        Outcome.UNLOCK: _paths("unlock"),
        Outcome.STAFF_DOOR: _paths("admin:login"),
    }


def _paths(*names: str) -> set[str]:
    return {reverse(name) for name in names}


def _url(key: str) -> Url:
    return next(url for url in OURS if url.key == key)
