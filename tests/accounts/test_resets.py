from datetime import UTC, datetime, timedelta

import pytest
from django.core.exceptions import ValidationError

from accounts import services
from accounts.models import NumberReset, User
from accounts.second_factor import make_recovery_codes, unused_recovery_codes
from accounts.selectors import helped_resets_to_tell, number_reset_of
from accounts.services import (
    NumberNotOpen,
    ShownNumber,
    TooManyNumbers,
    WrongCode,
    WrongNumber,
    ask_number,
    confirm_number,
    mark_helped_resets_seen,
    open_by_code,
    remove_second_factor,
    set_password_by_code,
    set_password_by_number,
)
from accounts.validators import SignInName
from tests.factories.accounts import PASSWORD, AgencyFactory, UserFactory

pytestmark = pytest.mark.django_db

NOW = datetime(2026, 11, 22, 9, tzinfo=UTC)
LATER = NOW + timedelta(minutes=5)
TOO_LATE = NOW + timedelta(minutes=30)
NEW = "về quê trồng bưởi"
PHONE = SignInName(phone="+84912345678")


@pytest.fixture
def counselor() -> User:
    person: User = UserFactory.create(counselor=True)
    return person


@pytest.fixture
def lan(counselor: User) -> User:
    """A worker with a phone and no e-mail, with the counselor's agency."""
    person: User = UserFactory.create(
        by_phone=True, phone="0912345678", agency=counselor.agency, name="Lan"
    )
    return person


def confirmed(lan: User, counselor: User) -> ShownNumber:
    shown = ask_number(name=PHONE, now=NOW)
    confirm_number(person=lan, number=shown.number, by=counselor, now=LATER)
    return shown


def wrong(number: str) -> str:
    return f"{(int(number) + 1) % 10**6:06d}"


def test_the_browser_with_the_confirmed_number_sets_the_password_once(
    lan: User, counselor: User
) -> None:
    shown = confirmed(lan, counselor)

    person = set_password_by_number(key=shown.key, password=NEW, now=LATER)

    lan.refresh_from_db()
    assert person == lan
    assert lan.check_password(NEW)
    assert lan.helped_until == LATER + timedelta(hours=72)
    assert NumberReset.objects.get().used_at == LATER
    with pytest.raises(NumberNotOpen):
        set_password_by_number(key=shown.key, password=PASSWORD, now=LATER)


def test_without_confirmation_nothing_is_set(lan: User) -> None:
    shown = ask_number(name=PHONE, now=NOW)

    with pytest.raises(NumberNotOpen):
        set_password_by_number(key=shown.key, password=NEW, now=LATER)

    lan.refresh_from_db()
    assert lan.check_password(PASSWORD)


def test_only_the_browser_that_shows_the_number_goes_on(lan: User, counselor: User) -> None:
    confirmed(lan, counselor)
    other = ask_number(name=PHONE, now=NOW)

    for key in (other.key, "made up", ""):
        with pytest.raises(NumberNotOpen):
            set_password_by_number(key=key, password=NEW, now=LATER)


def test_all_of_it_ends_after_thirty_minutes(lan: User, counselor: User) -> None:
    shown = confirmed(lan, counselor)
    unconfirmed = ask_number(name=PHONE, now=NOW)

    assert number_reset_of(shown.key, now=TOO_LATE) is None
    with pytest.raises(NumberNotOpen):
        set_password_by_number(key=shown.key, password=NEW, now=TOO_LATE)
    with pytest.raises(WrongNumber):
        confirm_number(person=lan, number=unconfirmed.number, by=counselor, now=TOO_LATE)


def test_of_two_at_once_one_sets_the_password(
    lan: User, counselor: User, monkeypatch: pytest.MonkeyPatch
) -> None:
    shown = confirmed(lan, counselor)
    seen = number_reset_of(shown.key, now=LATER)
    set_password_by_number(key=shown.key, password=NEW, now=LATER)
    # The second looked before the first wrote.
    monkeypatch.setattr(services, "number_reset_of", lambda *_, **__: seen)

    with pytest.raises(NumberNotOpen):
        set_password_by_number(key=shown.key, password="another one here", now=LATER)

    lan.refresh_from_db()
    assert lan.check_password(NEW)


def test_other_browsers_that_wait_lose_their_numbers(lan: User, counselor: User) -> None:
    other = confirmed(lan, counselor)
    shown = confirmed(lan, counselor)

    set_password_by_number(key=shown.key, password=NEW, now=LATER)

    with pytest.raises(NumberNotOpen):
        set_password_by_number(key=other.key, password="another one here", now=LATER)


@pytest.mark.parametrize(
    "fields",
    [
        {"email": "lan@example.com"},
        {"is_active": False},
        {"counselor": True},
        {"staff": True},
        {"phone": "+84987654321"},
    ],
)
def test_who_cannot_use_a_number_gets_one_to_look_at(fields: dict[str, object]) -> None:
    UserFactory.create(**{"email": None, "phone": "+84912345678", **fields})

    shown = ask_number(name=PHONE, now=NOW)

    assert len(shown.number) == 6
    assert shown.ends_at == TOO_LATE
    assert not NumberReset.objects.exists()


def test_two_browsers_never_show_the_same_number(
    lan: User, monkeypatch: pytest.MonkeyPatch
) -> None:
    numbers = iter(["123456", "123456", "123456", "654321"])
    monkeypatch.setattr(services, "new_number", lambda: next(numbers))

    shown = [ask_number(name=PHONE, now=NOW).number for _ in range(2)]

    assert shown == ["123456", "654321"]


def test_numbers_that_ran_out_do_not_pile_up(lan: User) -> None:
    ask_number(name=PHONE, now=NOW)

    ask_number(name=PHONE, now=TOO_LATE)

    assert NumberReset.objects.count() == 1


@pytest.mark.parametrize("gap", ["", " ", "-", "\u3000", "\n"])
def test_a_number_is_confirmed_however_it_is_spaced(lan: User, counselor: User, gap: str) -> None:
    number = ask_number(name=PHONE, now=NOW).number

    typed = f"{number[:3]}{gap}{number[3:]}"
    confirm_number(person=lan, number=typed, by=counselor, now=LATER)

    assert NumberReset.objects.get().confirmed_by == counselor


def test_confirming_twice_is_no_mistake(lan: User, counselor: User) -> None:
    number = ask_number(name=PHONE, now=NOW).number

    for minutes in (1, 2):
        confirm_number(
            person=lan, number=number, by=counselor, now=NOW + timedelta(minutes=minutes)
        )

    assert NumberReset.objects.get().confirmed_at == NOW + timedelta(minutes=1)


def test_the_number_of_another_worker_is_wrong(lan: User, counselor: User) -> None:
    other = UserFactory.create(by_phone=True, agency=counselor.agency)
    number = ask_number(name=PHONE, now=NOW).number

    with pytest.raises(WrongNumber):
        confirm_number(person=other, number=number, by=counselor, now=LATER)

    assert NumberReset.objects.get().confirmed_at is None


@pytest.mark.parametrize("other", [{"counselor": True}, {"supervisor": True}, {"staff": True}, {}])
def test_only_the_own_agency_confirms(lan: User, other: dict[str, bool]) -> None:
    number = ask_number(name=PHONE, now=NOW).number

    with pytest.raises(services.NotTheirWorker):
        confirm_number(person=lan, number=number, by=UserFactory.create(**other), now=LATER)

    assert NumberReset.objects.get().confirmed_at is None


def test_after_five_wrong_numbers_the_right_one_waits_too(lan: User, counselor: User) -> None:
    number = ask_number(name=PHONE, now=NOW).number
    for _ in range(5):
        with pytest.raises(WrongNumber):
            confirm_number(person=lan, number=wrong(number), by=counselor, now=LATER)

    with pytest.raises(TooManyNumbers):
        confirm_number(person=lan, number=number, by=counselor, now=LATER)

    assert NumberReset.objects.get().confirmed_at is None


def test_wrong_numbers_for_one_worker_leave_another_alone(lan: User, counselor: User) -> None:
    other = UserFactory.create(by_phone=True, agency=counselor.agency)
    number = ask_number(name=PHONE, now=NOW).number
    for _ in range(6):
        with pytest.raises(WrongNumber):
            confirm_number(person=other, number=wrong(number), by=counselor, now=LATER)

    confirm_number(person=lan, number=number, by=counselor, now=LATER)

    assert NumberReset.objects.get().confirmed_at == LATER


@pytest.mark.parametrize("password", ["short", "12345678", "+84912345678"])
def test_a_poor_password_leaves_the_number_open(lan: User, counselor: User, password: str) -> None:
    shown = confirmed(lan, counselor)

    with pytest.raises(ValidationError):
        set_password_by_number(key=shown.key, password=password, now=LATER)

    assert NumberReset.objects.get().used_at is None


def test_the_worker_is_told_until_it_is_read(lan: User, counselor: User) -> None:
    shown = confirmed(lan, counselor)
    before = helped_resets_to_tell(lan)
    set_password_by_number(key=shown.key, password=NEW, now=LATER)

    told = helped_resets_to_tell(lan)
    mark_helped_resets_seen(person=lan, up_to=told[0].pk, now=LATER)

    assert before == []
    assert [(reset.confirmed_by, reset.used_at) for reset in told] == [(counselor, LATER)]
    assert helped_resets_to_tell(lan) == []


def test_one_that_came_since_is_told_still(lan: User, counselor: User) -> None:
    for _ in range(2):
        shown = confirmed(lan, counselor)
        set_password_by_number(key=shown.key, password=NEW, now=LATER)
    newer, older = helped_resets_to_tell(lan)

    mark_helped_resets_seen(person=lan, up_to=older.pk, now=LATER)

    assert helped_resets_to_tell(lan) == [newer]


def test_nobody_marks_what_another_should_read(lan: User, counselor: User) -> None:
    shown = confirmed(lan, counselor)
    set_password_by_number(key=shown.key, password=NEW, now=LATER)

    mark_helped_resets_seen(person=UserFactory.create(), up_to=2**62, now=LATER)

    assert len(helped_resets_to_tell(lan)) == 1


def test_a_recovery_code_sets_the_password_and_shuts_nothing(lan: User) -> None:
    lan.helped_until = LATER
    lan.save()
    code = make_recovery_codes(lan)[0]

    set_password_by_code(name=PHONE, code=code, password=NEW)

    lan.refresh_from_db()
    assert lan.check_password(NEW)
    assert lan.helped_until is None
    with pytest.raises(WrongCode):
        set_password_by_code(name=PHONE, code=code, password=PASSWORD)


def test_a_poor_password_leaves_the_code_unused(lan: User) -> None:
    code = make_recovery_codes(lan)[0]

    with pytest.raises(ValidationError):
        set_password_by_code(name=PHONE, code=code, password="short")
    set_password_by_code(name=PHONE, code=code, password=NEW)

    lan.refresh_from_db()
    assert lan.check_password(NEW)


@pytest.mark.parametrize("fields", [{"counselor": True}, {"staff": True}, {"is_active": False}])
def test_the_sheet_of_codes_alone_opens_no_other_account(fields: dict[str, bool]) -> None:
    person = UserFactory.create(by_phone=True, phone="0912345678", **fields)
    code = make_recovery_codes(person)[0]

    with pytest.raises(WrongCode):
        set_password_by_code(name=PHONE, code=code, password=NEW)

    person.refresh_from_db()
    assert person.check_password(PASSWORD)


def test_a_code_opens_what_was_shut_once(lan: User) -> None:
    code = make_recovery_codes(lan)[0]
    lan.helped_until = LATER
    lan.save()

    open_by_code(person=lan, code=code)

    lan.refresh_from_db()
    assert lan.helped_until is None
    with pytest.raises(WrongCode):
        open_by_code(person=lan, code=code)


def test_a_code_of_another_person_opens_nothing(lan: User) -> None:
    code = make_recovery_codes(UserFactory.create())[0]
    lan.helped_until = LATER
    lan.save()

    with pytest.raises(WrongCode):
        open_by_code(person=lan, code=code)

    lan.refresh_from_db()
    assert lan.helped_until == LATER


def test_removing_the_second_factor_leaves_others_theirs(lan: User) -> None:
    other = UserFactory.create()
    for person in (lan, other):
        make_recovery_codes(person)

    assert remove_second_factor(person=lan) == 1
    assert len(unused_recovery_codes(other)) == 10


def test_an_agency_the_worker_has_left_confirms_nothing(lan: User, counselor: User) -> None:
    number = ask_number(name=PHONE, now=NOW).number
    User.objects.filter(pk=lan.pk).update(agency=AgencyFactory.create())
    lan.refresh_from_db()

    with pytest.raises(services.NotTheirWorker):
        confirm_number(person=lan, number=number, by=counselor, now=LATER)
