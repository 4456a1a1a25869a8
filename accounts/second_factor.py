"""The second factor: who needs one, whether this session has shown one, and the recovery codes."""

import base64
from functools import cache
from hashlib import sha256
from io import BytesIO
from typing import Any

import qrcode
from allauth.account.internal.flows.login import get_authentication_records, record_authentication
from allauth.core import context
from allauth.core.internal.cryptokit import compare_user_code
from allauth.mfa.adapter import DefaultMFAAdapter
from allauth.mfa.models import Authenticator
from allauth.mfa.recovery_codes.internal.auth import RecoveryCodes
from allauth.mfa.utils import encrypt
from cryptography.fernet import Fernet, MultiFernet
from django.conf import settings
from django.db import transaction
from django.http import HttpRequest
from django.utils.translation import gettext_lazy as _
from qrcode.image.svg import SvgPathFillImage

from accounts.device import words_of_device
from accounts.enums import Role
from accounts.models import User

SECOND_FACTORS = [Authenticator.Type.TOTP, Authenticator.Type.WEBAUTHN]


class LastSecondFactor(Exception):
    """Whoever sees other people's data keeps at least one."""


class LastWayIn(Exception):
    """Without a password the last passkey is the only key to the account."""


class SecondFactorAdapter(DefaultMFAAdapter):  # type: ignore[misc]
    """What the library of second factors asks about our people, and the words it answers them with."""

    error_messages = {
        **DefaultMFAAdapter.error_messages,
        "incorrect_code": _("This code is not right, or it has been used. Take the newest one."),
    }

    def is_mfa_enabled(self, user: User, types: Any = None) -> bool:
        """Recovery codes alone are a worker's spare key, not a second factor."""
        return bool(super().is_mfa_enabled(user, types or SECOND_FACTORS))

    def encrypt(self, text: str) -> str:
        return _cipher().encrypt(text.encode()).decode()

    def decrypt(self, encrypted_text: str) -> str:
        return _cipher().decrypt(encrypted_text.encode()).decode()

    def build_totp_svg(self, url: str) -> str:
        # On white of its own: the library's has none, and on a dark page no camera reads it.
        drawn = BytesIO()
        qrcode.make(url, image_factory=SvgPathFillImage).save(drawn)
        return drawn.getvalue().decode()

    def generate_authenticator_name(self, user: User, type: Any) -> str:
        """A passkey is called after the device it is made on."""
        return words_of_device(context.request.headers.get("user-agent", ""))

    def _get_user_identifier(self, user: User) -> str:
        return user.email or user.phone or user.name


def needs_second_factor(person: User) -> bool:
    """Everybody who sees more than their own."""
    return person.role != Role.WORKER


def has_second_factor(person: User) -> bool:
    return bool(Authenticator.objects.filter(user=person, type__in=SECOND_FACTORS).exists())


def has_passkey(person: User) -> bool:
    passkeys = Authenticator.objects.filter(user=person, type=Authenticator.Type.WEBAUTHN)
    return bool(passkeys.exists())


def is_proved(request: HttpRequest) -> bool:
    """This very session has shown a second factor of the person who is signed in. Asks no table."""
    person = request.user
    if not isinstance(person, User):
        return False
    return any(record["method"] == "mfa" for record in get_authentication_records(request, person))


def record_enrolment(request: HttpRequest, authenticator: Authenticator) -> None:
    """Whoever has just set up a factor has shown that they have it."""
    record_authentication(
        request, request.user, "mfa", id=authenticator.pk, type=authenticator.type
    )


@transaction.atomic
def remove_factor(*, person: User, authenticator: Authenticator) -> None:
    """Raises LastSecondFactor, LastWayIn. Unlike the library it leaves a worker the recovery codes."""
    # Two at once would each leave the other's.
    User.objects.select_for_update().get(pk=person.pk)
    others = Authenticator.objects.filter(user=person).exclude(pk=authenticator.pk)
    if needs_second_factor(person) and not others.filter(type__in=SECOND_FACTORS).exists():
        raise LastSecondFactor
    passkeys = others.filter(type=Authenticator.Type.WEBAUTHN)
    if not person.has_usable_password() and not passkeys.exists():
        raise LastWayIn
    Authenticator.objects.filter(user=person, pk=authenticator.pk).delete()


@transaction.atomic
def make_recovery_codes(person: User) -> list[str]:
    """Ten new codes; those before are worth nothing any more."""
    User.objects.select_for_update().get(pk=person.pk)
    Authenticator.objects.filter(user=person, type=Authenticator.Type.RECOVERY_CODES).delete()
    authenticator = Authenticator.objects.create(
        user=person,
        type=Authenticator.Type.RECOVERY_CODES,
        data={"seed": encrypt(RecoveryCodes.generate_seed()), "used_mask": 0},
    )
    return list(RecoveryCodes(authenticator).generate_codes())


def unused_recovery_codes(person: User) -> list[str]:
    authenticator = _recovery_codes(person)
    return list(RecoveryCodes(authenticator).get_unused_codes()) if authenticator else []


def recovery_codes_left(person: User) -> int:
    return len(unused_recovery_codes(person))


def use_recovery_code(person: User, code: str) -> bool:
    """Whether it was an unused one; it is used then. Counts no tries: that is the caller's part."""
    authenticator = _recovery_codes(person)
    if authenticator is None:
        return False
    used = authenticator.data["used_mask"]
    for place, own in enumerate(RecoveryCodes(authenticator).generate_codes()):
        if not used & 1 << place and compare_user_code(actual=code, expected=own):
            # The same code twice at once: only one of the two finds the mask as it was.
            found = Authenticator.objects.filter(pk=authenticator.pk, data__used_mask=used)
            now_used = {**authenticator.data, "used_mask": used | 1 << place}
            return bool(found.update(data=now_used)) or use_recovery_code(person, code)
    return False


def _recovery_codes(person: User) -> Authenticator | None:
    found: Authenticator | None = Authenticator.objects.filter(
        user=person, type=Authenticator.Type.RECOVERY_CODES
    ).first()
    return found


def _cipher() -> MultiFernet:
    return _cipher_of((settings.SECRET_KEY, *settings.SECRET_KEY_FALLBACKS))


@cache
def _cipher_of(secrets: tuple[str, ...]) -> MultiFernet:
    """Encrypts with the first; reads what any of them wrote."""
    keys = (sha256(b"accounts.second_factor:" + secret.encode()).digest() for secret in secrets)
    return MultiFernet([Fernet(base64.urlsafe_b64encode(key)) for key in keys])


def has_spare_key(person: User) -> bool:
    """Another way in than the password: a passkey, or codes on paper."""
    kinds = [Authenticator.Type.WEBAUTHN, Authenticator.Type.RECOVERY_CODES]
    return bool(Authenticator.objects.filter(user=person, type__in=kinds).exists())
