"""The person behind a request to a page that asks for a sign-in."""

from django.core.exceptions import PermissionDenied
from django.http import HttpRequest

from accounts.models import User


def signed_in_person(request: HttpRequest) -> User:
    """For views that `login_required` guards."""
    if not isinstance(request.user, User):
        raise PermissionDenied
    return request.user
