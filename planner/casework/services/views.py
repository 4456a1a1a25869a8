"""Views of the caseload that somebody keeps under a name."""

import unicodedata
from datetime import datetime

from django.db import transaction

from accounts.models import User
from planner.casework.models import SavedView

MOST_VIEWS = 20


class NameTaken(Exception):
    """This person has another view of that name."""


class TooManyViews(Exception):
    """Nobody keeps more than MOST_VIEWS."""


class NoSuchView(Exception):
    """Of this person, at least."""


@transaction.atomic
def keep_view(*, owner: User, name: str, query: str, now: datetime) -> SavedView:
    """Raises NameTaken, TooManyViews."""
    # Two at once must queue up, or there would be one too many.
    User.objects.get_queryset().select_for_update().get(pk=owner.pk)
    name = " ".join(unicodedata.normalize("NFC", name).split())
    names = set(SavedView.objects.filter(owner=owner).values_list("name", flat=True))
    if name.casefold() in {one.casefold() for one in names}:
        raise NameTaken
    if len(names) >= MOST_VIEWS:
        raise TooManyViews
    return SavedView.objects.create(owner=owner, name=name, query=query, made_at=now)


@transaction.atomic
def remove_view(*, owner: User, pk: int) -> None:
    """Raises NoSuchView."""
    view = SavedView.objects.filter(owner=owner, pk=pk).first()
    if view is None:
        raise NoSuchView
    view.delete()
