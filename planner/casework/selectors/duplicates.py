"""Who else in a reader's care may be the same person. Nobody of another agency is ever compared."""

from collections.abc import Sequence
from dataclasses import dataclass
from functools import cache
from typing import Any

from django.db.models import Q

from accounts.models import User
from planner.casework.models import Case, NotTheSame
from planner.casework.selectors.case import AtAGlance
from planner.sharing.audiences import Opened
from planner.sharing.kept_queries import KEY, KEYS, KeptQuery, anybody
from planner.sharing.models import Assignment
from planner.sharing.sections import Section

_SHOWN = ("worker__name", "worker__is_invited", "counselor__name")
_OWN = ("worker__name_key", "case__reference", "case__phone", "case__email")
_TOLD = (
    "worker__profile__birth_year",
    "worker__home__province__code",
    "worker__home__former_province__code",
)


@dataclass(frozen=True)
class MaybeSame:
    """`by_name`, `by_contact` (phone or e-mail of the agency's list), `by_reference`: what is alike."""

    pk: int
    name: str
    is_invited: bool
    counselor: str
    reference: str
    by_name: bool
    by_contact: bool
    by_reference: bool


def maybe_the_same(
    opened: Opened, reader: User, case: Case | None, told: AtAGlance
) -> list[MaybeSame]:
    """Among open cases in the reader's care, without those whom somebody has told apart.

    The same name alone is enough only as long as neither year of birth nor home tells them apart. `told`: what is
    open of the worker's. One query; two more where somebody is alike.
    """
    worker = opened.person
    if Section.PROFILE not in opened.sections or (case is not None and case.closed_at):
        return []
    like = Q(worker__name_key=worker.name_key) if worker.name_key else Q(pk__in=[])
    for name in ("reference", "phone", "email"):
        if value := getattr(case, name, ""):
            like |= Q(**{f"case__{name}__iexact": value})
    care = Assignment.objects.of_reader(reader)
    open_ones = care.filter(like).values_list("worker", "case__closed_at")
    alike = {pk for pk, closed_at in open_ones if closed_at is None} - {worker.pk}
    if not alike:
        return []
    known = (told.birth_year, told.province, told.former_province)
    rows = _shown(reader.role).of_keys(alike - told_apart_from(worker), reader)
    found = (_made(row, worker, case, known) for row in rows)
    return [row for row in found if row.by_name or row.by_contact or row.by_reference]


@cache
def _shown(role: str) -> KeptQuery:
    rows = Assignment.objects.of_reader(anybody(role)).filter(worker__among=KEYS)
    rows = rows.order_by("worker__name", "worker")
    return KeptQuery(rows.values_list("worker_id", *_SHOWN, *_OWN, *_TOLD))


def told_apart_from(worker: User) -> set[int]:
    """Of whom somebody has said that they are not this worker. By worker, in whoever's care."""
    return {pk for pair in _told_apart().of_key(worker.pk) for pk in pair} - {worker.pk}


@cache
def _told_apart() -> KeptQuery:
    of = ("first__assignment__worker", "second__assignment__worker")
    rows = NotTheSame.objects.filter(Q(**{of[0]: KEY}) | Q(**{of[1]: KEY}))
    return KeptQuery(rows.values_list(*of))


def _made(row: Sequence[Any], worker: User, case: Case | None, told: Sequence[Any]) -> MaybeSame:
    pk, name, is_invited, counselor, key, reference, phone, email, *theirs = row
    return MaybeSame(
        pk=pk,
        name=name,
        is_invited=is_invited,
        counselor=counselor or "",
        reference=reference or "",
        by_name=bool(key) and key == worker.name_key and _fits(told, theirs),
        by_contact=case is not None and (_same(case.phone, phone) or _same(case.email, email)),
        by_reference=case is not None and _same(case.reference, reference),
    )


def _same(one: str, other: str | None) -> bool:
    return bool(one) and one.casefold() == (other or "").casefold()


def _fits(told: Sequence[Any], theirs: Sequence[Any]) -> bool:
    """Born in one year, or at home in one place; or nothing that is known of both tells them apart."""
    years = _alike(told[0], theirs[0])
    homes = _alike(told[2], theirs[2])
    if homes is None:
        homes = _alike(told[1], theirs[1])
    return bool(years or homes) or (years is None and homes is None)


def _alike(one: Any, other: Any) -> bool | None:
    """None: not known of both."""
    return None if one is None or other is None else one == other
