from datetime import UTC, datetime
from zoneinfo import ZoneInfo

from django.test import override_settings

from planner.reminders.codes import code_of, digest_of_code, digits_of, is_code


def test_code_has_six_digits_and_is_the_same_for_the_same_thing() -> None:
    codes = {code_of("mail", number) for number in range(200)}

    assert {len(code) for code in codes} == {6}
    assert all(code.isdigit() for code in codes)
    assert len(codes) > 190
    assert code_of("mail", 7) == code_of("mail", 7)


def test_code_of_an_instant_does_not_depend_on_the_zone_it_is_told_in() -> None:
    here = datetime(2026, 11, 22, 9, tzinfo=UTC)

    assert code_of(here) == code_of(here.astimezone(ZoneInfo("Asia/Tokyo")))


def test_another_key_of_the_site_makes_other_codes() -> None:
    code, digest = code_of("mail", 7), digest_of_code(7, "123456")

    with override_settings(SECRET_KEY="another"):
        assert code_of("mail", 7) != code
        assert digest_of_code(7, "123456") != digest


def test_code_is_known_however_it_is_typed_and_for_its_own_thing_only() -> None:
    digest = digest_of_code(7, "123456")

    assert is_code(7, " 123 456 ", digest)
    assert is_code(7, "１２３４５６", digest)
    assert not is_code(8, "123456", digest)
    assert not is_code(7, "123457", digest)
    assert not is_code(7, "", "")
    assert digits_of("my code: 12-34-56\0") == "123456"
