import pytest
from django.db import IntegrityError

from accounts.models import User
from planner.plans.answers import Answers
from planner.plans.models import (
    FIRST_BIRTH_YEAR,
    MOST_LAND_M2,
    CareDuties,
    Choice,
    ChoiceAsShown,
    DecisionSheet,
    HealthLimits,
    Home,
    MoneyBasis,
    Outlook,
    Plan,
    Profile,
    SavingsPlan,
    SelfRating,
    Wish,
)
from planner.plans.models.owned import OfPerson
from planner.plans.services.told import keep_answers
from planner.reference.models import Province
from planner.reminders.models import CalendarFeed, ReminderSettings
from tests.factories.accounts import UserFactory
from tests.plans.choosing import choose

pytestmark = pytest.mark.django_db

MODELS = (Home, CareDuties, Wish, SelfRating, Profile, HealthLimits)
TOLD = Answers(
    province="31",
    former_province="30",
    care=("parents",),
    wish="farm",
    ratings={"bargain": 1},
    stage="before_departure",
    health=("lifting",),
)


@pytest.fixture
def worker() -> User:
    """A worker of an agency, who has told something of everything."""
    worker = UserFactory.create(counselor=True, role="worker")
    keep_answers(person=worker, answers=TOLD)
    return worker


def test_every_model_of_a_person_is_known_here() -> None:
    assert set(OfPerson.__subclasses__()) == {
        *MODELS,
        *(MoneyBasis, Plan, SavingsPlan, DecisionSheet, Outlook),
        *(ReminderSettings, CalendarFeed),
    }


@pytest.mark.parametrize("model", MODELS)
def test_row_is_visible_to_its_owner(model: type[OfPerson], worker: User) -> None:
    rows = model.objects.visible_to(worker)

    assert list(rows.values_list("person", flat=True)) == [worker.pk]


@pytest.mark.parametrize("viewer", ["another worker", "her counselor", "a supervisor", "staff"])
@pytest.mark.parametrize("model", MODELS)
def test_row_is_visible_to_nobody_else(model: type[OfPerson], viewer: str, worker: User) -> None:
    cast = {
        "another worker": UserFactory.create(),
        "her counselor": UserFactory.create(role="counselor", agency=worker.agency),
        "a supervisor": UserFactory.create(role="supervisor", agency=worker.agency),
        "staff": UserFactory.create(staff=True, is_superuser=True),
    }

    assert list(model.objects.visible_to(cast[viewer])) == []


def test_whoever_goes_takes_everything_along(worker: User) -> None:
    choose(worker, "TITP 6-4")

    worker.delete()

    assert (Choice.objects.count(), ChoiceAsShown.objects.count()) == (0, 0)
    assert [model.objects.count() for model in MODELS] == [0] * len(MODELS)


def test_row_of_another_stays_when_somebody_goes(worker: User) -> None:
    another = UserFactory.create()
    keep_answers(person=another, answers=TOLD)

    worker.delete()

    assert [model.objects.get().person for model in MODELS] == [another] * len(MODELS)


def test_home_refuses_more_land_than_any_family_has() -> None:
    with pytest.raises(IntegrityError, match="home_land_within_reason"):
        Home.objects.create(person=UserFactory.create(), land_m2=MOST_LAND_M2 + 1)


def test_home_refuses_a_former_province_alone() -> None:
    former = Province.objects.former().get(code="30")

    with pytest.raises(IntegrityError, match="home_former_has_province"):
        Home.objects.create(person=UserFactory.create(), former_province=former)


def test_a_person_has_one_home(worker: User) -> None:
    with pytest.raises(IntegrityError):
        Home.objects.create(person=worker)


@pytest.mark.parametrize("year", [0, FIRST_BIRTH_YEAR - 1])
def test_profile_refuses_a_birth_year_of_nobody_alive_at_work(year: int) -> None:
    with pytest.raises(IntegrityError, match="profile_birth_year_within_reason"):
        Profile.objects.create(person=UserFactory.create(), birth_year=year)
