"""People whom an agency's list or system puts in: known ones are brought up to date, new ones are invited.

Whether somebody has an account outside the agency is never looked at, so nothing that comes of it can differ.
"""

from collections.abc import Iterable, Sequence
from dataclasses import dataclass, replace
from datetime import date, datetime
from typing import Any

from django.contrib.auth.hashers import make_password
from django.db import transaction

from accounts.enums import Role
from accounts.models import Agency, Invitation, User
from accounts.names import search_key
from accounts.services import INVITATION_LASTS
from accounts.tokens import digest_of, new_token
from planner.casework.enums import CaseEventKind, NoteAudience
from planner.casework.importing.values import FaultCode, WorkerValues
from planner.casework.models import Case, CaseEvent, CaseNote
from planner.casework.selectors.known import FACTS, KnownPeople, Person, known_people
from planner.plans.enums import Stage
from planner.plans.models import Home, Profile
from planner.reference.enums import ProvinceKind
from planner.reference.models import JobCategory, Province
from planner.sharing.models import Assignment

_TOLD = ("sex", "trade", "province", "former_province", "birth_year")


class NotKept(Exception):
    """`code`: the values point to two people, or to somebody in a colleague's care."""

    def __init__(self, code: FaultCode) -> None:
        super().__init__(code)
        self.code = code


class NotInvited(Exception):
    """Who has an account needs no invitation."""


@dataclass(frozen=True)
class Kept:
    """`is_changed`: of somebody known, whether anything was new."""

    case: Case
    is_new: bool
    is_changed: bool


@transaction.atomic
def keep_worker(
    *, agency: Agency, counselor: User, values: WorkerValues, by: User, now: datetime
) -> Kept:
    """Somebody known is brought up to date, somebody new is invited into the counselor's care. Raises NotKept."""
    kept = keep_workers(agency=agency, counselor=counselor, rows=[values], by=by, now=now)[0]
    if isinstance(kept, FaultCode):
        raise NotKept(kept)
    return kept


@transaction.atomic
def keep_workers(
    *, agency: Agency, counselor: User, rows: Sequence[WorkerValues], by: User, now: datetime
) -> list[Kept | FaultCode]:
    """The same for many, in few queries: for each what became of it, or why it was left alone."""
    # Two lists of one agency at once would not see whom the other makes.
    Agency.objects.select_for_update().get(pk=agency.pk)
    known = known_people(agency, rows)
    new: list[WorkerValues] = []
    answers: list[FaultCode | Person | int] = []
    for values in rows:
        found = _looked_up(known, values, by)
        if found is None:
            new.append(values)
            known.add(Person.of(values, len(new)))
        elif isinstance(found, Person) and found.row:
            new[found.row - 1] = _filled(new[found.row - 1], values)
        answers.append(len(new) - 1 if found is None else found)
    made = _invite_all(agency, counselor, new, by, now)
    renewed = _renew_all(
        [(answer, values) for answer, values in zip(answers, rows, strict=True) if _is_old(answer)],
        by,
        now,
    )
    return [_kept(answer, made, renewed) for answer in answers]


def why_left_alone(person: Person, by: User) -> FaultCode | None:
    """A counselor brings up to date only who is in the own care."""
    is_elsewhere = not person.row and by.role != Role.SUPERVISOR and person.counselor != by.pk
    return FaultCode.WITH_COLLEAGUE if is_elsewhere else None


@transaction.atomic
def invite_again(*, person: User, counselor: User, now: datetime) -> tuple[Invitation, str]:
    """A fresh link for somebody who was put in by a list; the ones before no longer work. Raises NotInvited."""
    if not person.is_invited:
        raise NotInvited
    links = fresh_links(people=[person], counselor_of={person.pk: counselor}, now=now)
    return links[person.pk]


@transaction.atomic
def fresh_links(
    *, people: Iterable[User], counselor_of: dict[int, User], now: datetime
) -> dict[int, tuple[Invitation, str]]:
    """By person: an invitation and the token of its link, which is kept nowhere. Who has an account is left out."""
    waiting = [person for person in people if person.is_invited and person.pk in counselor_of]
    Invitation.objects.open(now=now).filter(person__in=waiting).update(revoked_at=now)
    tokens = [new_token() for _person in waiting]
    made = Invitation.objects.bulk_create(
        _invitation(person, counselor_of[person.pk], token, now)
        for person, token in zip(waiting, tokens, strict=True)
    )
    return {
        person.pk: (invitation, token)
        for person, invitation, token in zip(waiting, made, tokens, strict=True)
    }


def _looked_up(known: KnownPeople, values: WorkerValues, by: User) -> FaultCode | Person | None:
    match = known.match(values)
    if match.two:
        return FaultCode.TWO_PEOPLE
    if match.person is None:
        return None
    return why_left_alone(match.person, by) or match.person


def _is_old(answer: FaultCode | Person | int) -> bool:
    return isinstance(answer, Person) and not answer.row


def _kept(
    answer: FaultCode | Person | int, made: list[Case], renewed: dict[int, Kept]
) -> Kept | FaultCode:
    if isinstance(answer, FaultCode):
        return answer
    if isinstance(answer, Person):
        if answer.row:
            return Kept(made[answer.row - 1], is_new=False, is_changed=False)
        return renewed[answer.assignment]
    return Kept(made[answer], is_new=True, is_changed=True)


def _filled(first: WorkerValues, second: WorkerValues) -> WorkerValues:
    """Two rows of one person: the first, with what only the second tells."""
    more = {name: value for name, value in vars(second).items() if value and not vars(first)[name]}
    if "former_province" in more and "province" not in more:
        del more["former_province"]
    return replace(first, **more)


def _invite_all(
    agency: Agency, counselor: User, rows: list[WorkerValues], by: User, now: datetime
) -> list[Case]:
    people = User.objects.bulk_create(
        User(
            name=values.name,
            name_key=search_key(values.name),
            is_invited=True,
            is_active=False,
            agency=agency,
            password=make_password(None),
            date_joined=now,
        )
        for values in rows
    )
    care = Assignment.objects.bulk_create(
        Assignment(worker=person, counselor=counselor, agency=agency, started_at=now)
        for person in people
    )
    cases = Case.objects.bulk_create(
        Case(
            assignment=assignment,
            opened_at=now,
            **{name: getattr(values, name) for name in FACTS},
        )
        for assignment, values in zip(care, rows, strict=True)
    )
    _tell_all(list(zip(people, rows, strict=True)), now.date())
    CaseEvent.objects.bulk_create(_event(case, by, now) for case in cases)
    CaseNote.objects.bulk_create(
        CaseNote(
            case=case,
            author=by,
            author_name=by.name,
            audience=NoteAudience.COUNSELORS,
            text=values.note,
            made_at=now,
        )
        for case, values in zip(cases, rows, strict=True)
        if values.note
    )
    Invitation.objects.bulk_create(
        _invitation(person, counselor, new_token(), now) for person in people
    )
    return cases


def _renew_all(found: list[tuple[Any, WorkerValues]], by: User, now: datetime) -> dict[int, Kept]:
    """By assignment. Only the agency's own facts: what a worker says stays as the worker said it."""
    cases = _cases_of([person for person, _values in found], now)
    changed: dict[int, bool] = {}
    for person, values in found:
        case = cases[person.assignment]
        new = {
            name: value
            for name in FACTS
            if (value := getattr(values, name)) and value != getattr(case, name)
        }
        for name, value in new.items():
            setattr(case, name, value)
        is_told = person.is_invited and _tell_again(person, values, now.date())
        changed[person.assignment] = changed.get(person.assignment, False) or bool(new or is_told)
    fresh = [case for pk, case in cases.items() if changed[pk]]
    Case.objects.bulk_update(fresh, FACTS)
    CaseEvent.objects.bulk_create(_event(case, by, now) for case in fresh)
    return {pk: Kept(case, is_new=False, is_changed=changed[pk]) for pk, case in cases.items()}


def _cases_of(people: list[Person], now: datetime) -> dict[int, Case]:
    """By assignment; who has none yet gets one."""
    keys = [person.assignment for person in people]
    found = {case.assignment_id: case for case in Case.objects.filter(assignment__in=keys)}
    missing = dict.fromkeys(key for key in keys if key not in found)
    made = Case.objects.bulk_create(Case(assignment_id=key, opened_at=now) for key in missing)
    return {**found, **{case.assignment_id: case for case in made}}


def _tell_all(told: list[tuple[User, WorkerValues]], today: date) -> None:
    provinces, trades = _provinces(), dict(JobCategory.objects.values_list("code", "pk"))
    Home.objects.bulk_create(
        Home(person=person, **_home(values, provinces))
        for person, values in told
        if values.province
    )
    Profile.objects.bulk_create(
        Profile(person=person, **said)
        for person, values in told
        if (said := _profile(values, trades, today))
    )


def _tell_again(person: Person, values: WorkerValues, today: date) -> bool:
    """Who has not accepted yet has said nothing: the list's word is all there is."""
    news = [
        name
        for name in _TOLD
        if (value := getattr(values, name)) and value != person.told.get(name)
    ]
    if not news:
        return False
    if values.province:
        Home.objects.update_or_create(person_id=person.worker, defaults=_home(values, _provinces()))
    trades = dict(JobCategory.objects.filter(code=values.trade).values_list("code", "pk"))
    if said := _profile(values, trades, today):
        Profile.objects.update_or_create(person_id=person.worker, defaults=said)
    return True


def _home(values: WorkerValues, provinces: dict[tuple[str, str], int]) -> dict[str, int | None]:
    return {
        "province_id": provinces.get((ProvinceKind.CURRENT, values.province)),
        "former_province_id": provinces.get((ProvinceKind.FORMER, values.former_province)),
    }


def _profile(values: WorkerValues, trades: dict[str, int], today: date) -> dict[str, Any]:
    """What is told, and only that."""
    said = {
        "birth_year": values.birth_year,
        "sex": values.sex,
        "trade_id": trades.get(values.trade),
        "departure_month": values.departs_on and values.departs_on.replace(day=1),
        "stage": _stage(values, today),
    }
    return {name: value for name, value in said.items() if value}


def _stage(values: WorkerValues, today: date) -> str:
    if values.returns_on and values.returns_on < today:
        return Stage.HOME
    if values.departs_on:
        return Stage.IN_JAPAN if values.departs_on <= today else Stage.BEFORE_DEPARTURE
    return ""


def _provinces() -> dict[tuple[str, str], int]:
    return {
        (kind, code): pk for kind, code, pk in Province.objects.values_list("kind", "code", "pk")
    }


def _event(case: Case, by: User, now: datetime) -> CaseEvent:
    return CaseEvent(case=case, kind=CaseEventKind.IMPORTED, by=by, by_name=by.name, at=now)


def _invitation(person: User, counselor: User, token: str, now: datetime) -> Invitation:
    return Invitation(
        agency=person.agency,
        counselor=counselor,
        name=person.name,
        person=person,
        token_digest=digest_of(token),
        created_at=now,
        expires_at=now + INVITATION_LASTS,
    )
