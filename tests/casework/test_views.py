"""Views of the caseload kept under a name."""

import pytest

from accounts.models import User
from planner.casework.models import SavedView
from planner.casework.selectors.views import views_of
from planner.casework.services.views import (
    MOST_VIEWS,
    NameTaken,
    NoSuchView,
    TooManyViews,
    keep_view,
    remove_view,
)
from tests.factories.accounts import UserFactory
from tests.factories.plans import NOW

pytestmark = pytest.mark.django_db


@pytest.fixture
def counselor(db: None) -> User:
    return UserFactory.create(counselor=True)


def test_views_are_the_own_by_name(counselor: User) -> None:
    for name in ("Trễ hẹn", "Ở Nhật"):
        keep_view(owner=counselor, name=name, query="stage=in_japan", now=NOW)
    keep_view(owner=UserFactory.create(counselor=True), name="Khác", query="q=x", now=NOW)

    assert {view.name for view in views_of(counselor)} == {"Trễ hẹn", "Ở Nhật"}


@pytest.mark.parametrize("name", ["Trễ hẹn", " trễ  HẸN ", "Tre\u0302\u0303 he\u0323n"])
def test_a_name_is_given_once(name: str, counselor: User) -> None:
    keep_view(owner=counselor, name="Trễ hẹn", query="step=overdue", now=NOW)

    with pytest.raises(NameTaken):
        keep_view(owner=counselor, name=name, query="q=x", now=NOW)

    other = keep_view(
        owner=UserFactory.create(counselor=True), name=name, query="step=overdue", now=NOW
    )
    assert SavedView.objects.exclude(pk=other.pk).get().query == "step=overdue"


def test_nobody_keeps_more_than_the_most(counselor: User) -> None:
    SavedView.objects.bulk_create(
        SavedView(owner=counselor, name=str(number), query="q=x", made_at=NOW)
        for number in range(MOST_VIEWS - 1)
    )
    keep_view(owner=counselor, name="Cuối", query="q=x", now=NOW)

    with pytest.raises(TooManyViews):
        keep_view(owner=counselor, name="Thêm", query="q=x", now=NOW)

    assert views_of(counselor).count() == MOST_VIEWS


def test_view_is_removed_by_its_owner_only(counselor: User) -> None:
    view = keep_view(owner=counselor, name="Trễ hẹn", query="step=overdue", now=NOW)

    for owner, pk in ((UserFactory.create(counselor=True), view.pk), (counselor, 10**25)):
        with pytest.raises(NoSuchView):
            remove_view(owner=owner, pk=pk)
    left = views_of(counselor).count()
    remove_view(owner=counselor, pk=view.pk)

    assert (left, views_of(counselor).count()) == (1, 0)
