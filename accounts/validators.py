"""Sign-in names: an e-mail address or a mobile number, each with one spelling under which it is kept."""

import re
import unicodedata
from dataclasses import dataclass
from functools import cache
from zoneinfo import available_timezones

from django.core.exceptions import ValidationError
from django.core.validators import validate_email
from django.utils.translation import gettext_lazy as _

EMAIL_MAX_LENGTH = 254

# The ten-digit mobile codes since Decision 798/QĐ-BTTTT (25 May 2018) of the Ministry of Information and
# Communications, without the leading 0.
VIETNAMESE_MOBILE = re.compile(r"(3[2-9]|5[25689]|7[06-9]|8[1-9]|9\d)\d{7}", re.ASCII)
# 090, 080, 070 and, decided in 2024, 060: Ministry of Internal Affairs and Communications, numbering plan.
JAPANESE_MOBILE = re.compile(r"[6-9]0\d{8}", re.ASCII)

BETWEEN_DIGITS = re.compile(r"[\s.()\-\u2010-\u2015\u2212/]+")


@dataclass(frozen=True, kw_only=True)
class SignInName:
    """Exactly one of the two is filled, in the spelling it is kept under."""

    email: str | None = None
    phone: str | None = None

    def __str__(self) -> str:
        return self.email or self.phone or ""


def fold_email(text: str) -> str:
    """The one spelling of an address; says nothing about whether it is one."""
    return unicodedata.normalize("NFKC", text).strip().casefold()


def normalise_email(text: str) -> str:
    email = fold_email(text)
    # Letters that only look like ASCII could mail one person's reset link to another; mail itself wants ASCII.
    if not email.isascii() or len(email) > EMAIL_MAX_LENGTH:
        raise ValidationError(
            _("Write an e-mail address like lan@example.com."), code="invalid_email"
        )
    validate_email(email)
    return email


def normalise_phone(text: str) -> str:
    """+84… or +81… from any usual spelling. A number that could be of either country is refused, never guessed."""
    digits = BETWEEN_DIGITS.sub("", unicodedata.normalize("NFKC", text))
    if digits.startswith("00"):
        digits = "+" + digits[2:]
    if digits.startswith("0") and VIETNAMESE_MOBILE.fullmatch(digits[1:]):
        return "+84" + digits[1:]
    for code, mobile in (("+84", VIETNAMESE_MOBILE), ("+81", JAPANESE_MOBILE)):
        # "+84 (0)912…" and "+84 0912…" are written often; no number within either country begins with 0.
        rest = digits.removeprefix(code).removeprefix("0")
        if digits.startswith(code) and mobile.fullmatch(rest):
            return code + rest
    raise ValidationError(
        _("Write a mobile number like 0912 345 678. For a number in Japan begin with +81."),
        code="invalid_phone",
    )


def sign_in_name(text: str) -> SignInName:
    """What a person typed as e-mail or phone. Raises ValidationError with a sentence about the one they meant."""
    if "@" in unicodedata.normalize("NFKC", text):
        return SignInName(email=normalise_email(text))
    if any(character.isalpha() for character in text):
        raise ValidationError(
            _("Write an e-mail address or a mobile number."), code="invalid_sign_in_name"
        )
    return SignInName(phone=normalise_phone(text))


def validate_email_address(value: str) -> None:
    normalise_email(value)


def validate_phone(value: str) -> None:
    normalise_phone(value)


@cache
def _time_zones() -> frozenset[str]:
    return frozenset(available_timezones())


def validate_time_zone(value: str) -> None:
    if value not in _time_zones():
        raise ValidationError(
            _("“%(value)s” is not the name of a time zone."), params={"value": value}
        )
