from datetime import datetime

from django.contrib.sessions.models import Session
from django.db import IntegrityError, transaction

from accounts.enums import Language, Role
from accounts.models import User
from accounts.validators import sign_in_name


class SignInNameTaken(Exception):
    """Somebody already signs in with this e-mail address or phone number."""


@transaction.atomic
def register_worker(*, name: str, login: str, password: str, language: str) -> User:
    """A worker without agency. `login` is an e-mail address or a mobile number in any usual spelling.

    Raises ValidationError for a `login` that is neither, SignInNameTaken for one in use.
    """
    called = sign_in_name(login)
    if User.objects.called(called).exists():
        raise SignInNameTaken
    try:
        with transaction.atomic():
            return User.objects.create_user(
                email=called.email,
                phone=called.phone,
                password=password,
                name=name,
                role=Role.WORKER,
                language=Language(language),
            )
    except IntegrityError as error:
        # Two people, or one impatient finger, registered the same name between the look and the write.
        raise SignInNameTaken from error


@transaction.atomic
def set_language(*, person: User, language: Language) -> None:
    person.language = language
    person.save(update_fields=["language"])


@transaction.atomic
def drop_ended_sessions(*, now: datetime) -> int:
    """How many were dropped."""
    dropped, _ = Session.objects.filter(expire_date__lt=now).delete()
    return dropped
