"""The worker agrees the plan; a counselor signs off what is open of it."""

from collections.abc import Collection, Mapping
from datetime import datetime

from django.db import transaction

from accounts.models import User
from planner.plans.enums import ChangeKind
from planner.plans.models import Agreement, SignOff
from planner.plans.selectors.plan import WholePlan, plan_of, plan_open_in
from planner.plans.services.writing import hold, record
from planner.sharing.audiences import Opened, own_sections
from planner.sharing.sections import Section
from planner.sharing.stale import check_seen, fingerprint


class NothingToAgree(Exception):
    """A plan needs a goal and benchmarks before it is one."""


class NotAgreed(Exception):
    """A counselor signs what the worker has agreed, and as it was agreed."""


def seen_of(plan: WholePlan, sections: Collection[str]) -> str:
    """The fingerprint of what a page showed of a plan."""
    return fingerprint(said(plan, sections))


def is_ready(plan: WholePlan) -> bool:
    """There is something to agree: a goal, and benchmarks on a way."""
    return bool(plan.goals and plan.way and plan.benchmarks)


@transaction.atomic
def agree_plan(*, person: User, seen: str, now: datetime) -> WholePlan:
    """Keep what each section says as agreed. The same again makes no second row.

    Raises NothingToAgree, ChangedMeanwhile.
    """
    hold(person, Section.PLAN)
    plan, sections = plan_of(person), own_sections(person)
    if not is_ready(plan):
        raise NothingToAgree
    check_seen(seen, said(plan, sections))
    changed = plan.changed_since_agreed(sections)
    Agreement.objects.bulk_create(
        Agreement(person=person, section=section, digest=plan.digests[section], agreed_at=now)
        for section in changed
    )
    if opened := [section for section in changed if section != Section.MONEY]:
        record(
            ChangeKind.AGREED,
            person=person,
            section=Section.PLAN,
            now=now,
            after={"sections": opened},
        )
    elif changed:
        record(ChangeKind.AGREED, person=person, section=Section.MONEY, now=now)
    return plan_of(person)


@transaction.atomic
def sign_off_plan(
    *, opened: Opened, by: User, seen: str, now: datetime, words: str = ""
) -> SignOff:
    """Sign the sections that are open. The same again makes no second row. Raises NotAgreed, ChangedMeanwhile."""
    hold(opened.person)
    plan = plan_open_in(opened)
    if not plan.agreements or plan.changed_since_agreed(opened.sections):
        raise NotAgreed
    signed = said(plan, opened.sections)
    check_seen(seen, signed)
    before = next((row for row in plan.sign_offs if row.by_id == by.pk), None)
    if before and before.digests == signed and words in ("", before.words):
        return before
    row = SignOff.objects.create(
        person=opened.person,
        by=by,
        by_name=by.name,
        by_role=by.role,
        agency_name=opened.assignment.agency.name,
        signed_at=now,
        digests=signed,
        words=words,
    )
    record(
        ChangeKind.SIGNED,
        person=opened.person,
        by=by,
        section=Section.PLAN,
        now=now,
        after={"sections": sorted(signed)},
        why=words,
    )
    return row


def holds(sign_off: SignOff, plan: WholePlan) -> bool:
    """What was signed is still what the plan says."""
    now = plan.digests
    return all(now.get(section) == digest for section, digest in sign_off.digests.items())


def said(plan: WholePlan, sections: Collection[str]) -> Mapping[str, str]:
    """What each of these sections says, as a page shows it and agreeing compares it."""
    return {section: digest for section, digest in plan.digests.items() if section in sections}
