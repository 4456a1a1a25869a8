"""Writes of what a worker has told."""

from datetime import datetime

from django.db import transaction

from accounts.models import User
from planner.matching.enums import Verdict
from planner.matching.records import match_to_json
from planner.plans.answers import Answers
from planner.plans.choices import Offer
from planner.plans.models import (
    CareDuties,
    Choice,
    ChoiceAsShown,
    HealthLimits,
    Home,
    Profile,
    SelfRating,
    Wish,
)
from planner.plans.selectors.told import answers_of
from planner.reference.enums import ProvinceKind
from planner.reference.models import JobCategory, Province

_PROFILE = (
    *("stage", "skipped", "birth_year", "sex", "schooling", "japanese"),
    *("experience", "departure_month", "pathway"),
)


class NotAcknowledged(Exception):
    """A trade that does not fit is chosen only by somebody who has read why."""


def keep_answers(*, person: User, answers: Answers) -> None:
    """Keep what `answers` tells beside what was kept before; what it leaves open stays as it was.

    In a browser that is shut out nothing closed is written.
    """
    if person.is_shut_out:
        answers = answers.without_closed
    with transaction.atomic():
        whole = answers_of(person).updated(answers)
        if (
            answers.province is not None
            or answers.assets is not None
            or answers.land_m2 is not None
        ):
            _keep_home(person, whole)
        if answers.care is not None:
            CareDuties.objects.update_or_create(
                person=person, defaults={"duties": list(answers.care)}
            )
        if answers.wish is not None or answers.family_hope is not None:
            wish = {
                name: getattr(whole, name) or ""
                for name in ("wish", "wish_words", "family_hope", "family_words")
            }
            Wish.objects.update_or_create(person=person, defaults=wish)
        if answers.ratings is not None:
            SelfRating.objects.update_or_create(
                person=person, defaults={"ratings": dict(whole.ratings or {})}
            )
        if answers.health is not None:
            HealthLimits.objects.update_or_create(
                person=person,
                defaults={"limits": list(answers.health), "words": whole.health_words or ""},
            )
        if any(getattr(answers, name) is not None for name in _PROFILE):
            _keep_profile(person, whole)


def _keep_profile(person: User, answers: Answers) -> None:
    trade = JobCategory.objects.filter(code=answers.trade).first() if answers.trade else None
    words = ("stage", "sex", "schooling", "japanese", "work_words", "pathway")
    lists = ("skipped", "experience")
    Profile.objects.update_or_create(
        person=person,
        defaults={
            **{name: getattr(answers, name) or "" for name in words},
            **{name: _as_list(getattr(answers, name)) for name in lists},
            "trade": trade,
            "birth_year": answers.birth_year,
            "departure_month": answers.departs_in,
        },
    )


def _as_list(told: tuple[str, ...] | None) -> list[str] | None:
    return None if told is None else list(told)


def _keep_home(person: User, answers: Answers) -> None:
    found = {
        (province.kind, province.code): province
        for province in Province.objects.filter(
            code__in=[answers.province, answers.former_province]
        )
    }
    Home.objects.update_or_create(
        person=person,
        defaults={
            "province": found.get((ProvinceKind.CURRENT, answers.province or "")),
            "former_province": found.get((ProvinceKind.FORMER, answers.former_province or "")),
            "assets": _as_list(answers.assets),
            "land_m2": answers.land_m2,
        },
    )


@transaction.atomic
def choose_trade(*, person: User, offer: Offer, is_acknowledged: bool, now: datetime) -> Choice:
    """Keep the choice as it was shown. The same one again, with nothing changed, makes no second.

    Raises NotAcknowledged for a trade that does not fit home.
    """
    is_misfit = offer.match.verdict == Verdict.MISALIGNED
    if is_misfit and not is_acknowledged:
        raise NotAcknowledged
    # One tap may arrive twice: the second waits for the first.
    User.objects.select_for_update().get(pk=person.pk)
    newest: Choice | None = Choice.objects.filter(person=person).order_by("-pk").first()
    if newest and hasattr(newest, "as_shown") and newest.as_shown.offer_key == offer.key:
        return newest
    choice = Choice.objects.create(
        person=person,
        trade=JobCategory.objects.get(code=offer.match.trade.code),
        chosen_at=now,
        data_version=offer.data_version,
        weights=offer.weights,
        inputs=offer.answers.matched.without_closed.to_json(),
        match=match_to_json(offer.open_match),
    )
    ChoiceAsShown.objects.create(
        choice=choice,
        person=person,
        inputs=offer.answers.matched.to_json(),
        match=match_to_json(offer.match),
        is_acknowledged=is_misfit,
        offer_key=offer.key,
    )
    return choice
