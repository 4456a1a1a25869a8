"""Make the demo people, as far as they are not there."""

import time
from collections.abc import Sequence
from datetime import datetime, timedelta

from allauth.mfa.totp.internal.auth import TOTP, format_hotp_value, hotp_value
from django.conf import settings
from django.contrib.auth.hashers import make_password
from django.db import transaction

from accounts.enums import Role
from accounts.models import Agency, User
from accounts.services import invite_worker
from planner.matching.atlas import Atlas
from planner.plans.choices import offer_of
from planner.plans.services.told import choose_trade, keep_answers
from planner.reference.selectors import current_atlas
from planner.sharing.services import assign, open_person
from planner.web.demo.cases import ask_for_help, follow, offer
from planner.web.demo.crowd import crowd
from planner.web.demo.messages import MESSAGES, write
from planner.web.demo.months import MONTHS, tell_months
from planner.web.demo.people import AGENCIES, DESK, DOMAIN, KNOWN, DemoPerson
from planner.web.demo.plans import PLANS, answer_plan, tell_plan
from planner.web.demo.reminders import remind

# Known to everybody: only ever seeded where DEMO_ALLOWED.
PASSWORD = "duong-ve-nha"  # noqa: S105
TOTP_SECRET = "LOIVEDEMOLOIVEDEMOLOIVEDEMO23456"  # noqa: S105
PERIOD = 30  # seconds
# Long enough to have been asked for months.
JOINED = timedelta(days=400)


class DemoNotAllowed(Exception):
    """These settings serve real people: no demo accounts here."""


def demo_people(atlas: Atlas) -> list[DemoPerson]:
    return [*DESK, *KNOWN, *crowd(atlas)]


def codes_from(moment: float, count: int = 6) -> list[tuple[float, str]]:
    """What an authenticator app shows for the accounts of the desk: since when, and which code."""
    first = int(moment) // PERIOD
    return [
        (float(counter * PERIOD), format_hotp_value(hotp_value(TOTP_SECRET, counter)))
        for counter in range(first, first + count)
    ]


@transaction.atomic
def seed_demo(*, now: datetime) -> int:
    """Make the demo people who are not there yet; those who are stay as they are. Returns how many."""
    if not settings.DEMO_ALLOWED:
        raise DemoNotAllowed
    atlas = current_atlas()
    known = set(User.objects.filter(email__endswith=f"@{DOMAIN}").values_list("email", flat=True))
    new = [person for person in demo_people(atlas) if person.email not in known]
    agencies = [Agency.objects.get_or_create(name=name)[0] for name in AGENCIES]
    desk = {person.key: person for person in DESK}
    password = make_password(PASSWORD)  # slow by design: once for all
    accounts = {person.key: _account(person, agencies, desk, password, now) for person in new}
    for person in new:
        _tell(person, accounts, atlas, now)
    follow(new, accounts, now)
    if "tuan" in accounts:
        ask_for_help(accounts["tuan"], now)
    for person in new:
        if person.role == Role.SUPERVISOR:
            offer(accounts[person.key], now)
    remind(accounts, now)
    if "huong" in accounts:
        invite_worker(counselor=accounts["huong"], name="Ngô Thị Bích Phượng", now=now)
    return len(new)


def _account(
    person: DemoPerson,
    agencies: Sequence[Agency],
    desk: dict[str, DemoPerson],
    password: str,
    now: datetime,
) -> User:
    place = desk[person.counselor].agency if person.counselor else person.agency
    account = User.objects.create(
        email=person.email,
        password=password,
        name=person.name,
        role=person.role,
        agency=None if place is None else agencies[place],
        is_superuser=person.role == Role.STAFF,
        date_joined=now - JOINED,
        last_active_on=None
        if person.days_silent is None
        else (now - timedelta(days=person.days_silent)).date(),
    )
    if person.role != Role.WORKER:
        TOTP.activate(account, TOTP_SECRET)
    return account


def _tell(person: DemoPerson, accounts: dict[str, User], atlas: Atlas, now: datetime) -> None:
    account = accounts[person.key]
    opened = None
    keep_answers(person=account, answers=person.answers)
    if person.counselor and account.agency:
        counselor = accounts.get(person.counselor) or User.objects.get(
            email=f"{person.counselor}@{DOMAIN}"
        )
        assign(worker=account, counselor=counselor, agency=account.agency, now=now)
        if person.key in PLANS:
            opened = open_person(reader=counselor, worker_pk=account.pk, now=now)
    offer = offer_of(person.answers, person.chosen, atlas) if person.chosen else None
    if offer:
        choose_trade(person=account, offer=offer, is_acknowledged=True, now=now)
    if plan := PLANS.get(person.key):
        tell_plan(account, plan, atlas, now)
        if opened and plan.is_agreed:
            answer_plan(opened, counselor, plan, now)
    if months := MONTHS.get(person.key):
        tell_months(account, months, now)
    if opened and person.key in MESSAGES:
        write(opened, counselor, MESSAGES[person.key], now)


def demo_code_lines() -> list[str]:
    """The code of now and the next ones, each with the seconds until it holds."""
    now = time.time()
    return [
        f"{code}  now" if since <= now else f"{code}  in {since - now:.0f} seconds"
        for since, code in codes_from(now)
    ]
