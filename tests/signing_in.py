"""A browser in which somebody has signed in, with whatever the role asks for."""

import time

from allauth.account.internal.flows.login import (
    _AUTHENTICATION_METHODS_USER_SESSION_KEY as WHOSE_RECORDS,
)
from allauth.account.internal.flows.login import (
    AUTHENTICATION_METHODS_SESSION_KEY as RECORDS,
)
from allauth.account.internal.userkit import user_id_to_str
from django.test import Client

from accounts.enums import Role
from accounts.models import User


def signed_in(person: User, *, with_second_factor: bool | None = None) -> Client:
    """By password just now; with a second factor too where the role asks for it, or as said."""
    client = Client()
    client.force_login(person)
    needs_more = person.role != Role.WORKER if with_second_factor is None else with_second_factor
    methods = [{"method": "password", "at": time.time()}]
    if needs_more:
        methods.append({"method": "mfa", "type": "totp", "id": 0, "at": time.time()})
    session = client.session
    session[RECORDS], session[WHOSE_RECORDS] = methods, user_id_to_str(person)
    session.save()
    return client
