"""Writes of what a worker has told."""

from django.db import transaction

from accounts.models import User
from planner.plans.answers import Answers
from planner.plans.models import CareDuties, Home, Profile, SelfRating, Wish
from planner.plans.selectors import answers_of
from planner.reference.enums import ProvinceKind
from planner.reference.models import JobCategory, Province


def keep_answers(*, person: User, answers: Answers) -> None:
    """Keep what `answers` tells beside what was kept before; what it leaves open stays as it was."""
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
        if answers.is_in_japan is not None or answers.skipped is not None:
            trade = JobCategory.objects.filter(code=whole.trade).first() if whole.trade else None
            Profile.objects.update_or_create(
                person=person,
                defaults={
                    "is_in_japan": whole.is_in_japan,
                    "trade": trade,
                    "skipped": None if whole.skipped is None else list(whole.skipped),
                },
            )


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
            "assets": None if answers.assets is None else list(answers.assets),
            "land_m2": answers.land_m2,
        },
    )
