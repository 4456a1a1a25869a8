"""Matching weights in the admin: seen first, saved then, never changed."""

from dataclasses import asdict
from typing import Any

import pytest
from django.test import Client
from django.urls import reverse
from django.utils import timezone

from accounts.models import User
from planner.matching.weights import DEFAULT, Weights
from planner.reference.admin import weights as weights_admin
from planner.reference.admin.preview import Preview, PreviewRow, preview_of
from planner.reference.admin.weights_form import LABELS
from planner.reference.models import DataVersion, MatchWeights
from planner.reference.selectors import current_weights
from planner.reference.services import change_weights
from tests.factories.accounts import UserFactory
from tests.signing_in import signed_in

pytestmark = pytest.mark.django_db
LIST = reverse("admin:reference_matchweights_changelist")
ADD = reverse("admin:reference_matchweights_add")
CHANGED = {**asdict(DEFAULT), "skill": 40, "note": "A craft counts more."}


@pytest.fixture
def clerk(client: Client) -> User:
    user = UserFactory.create(staff=True, language="en")
    client.cookies = signed_in(user).cookies
    return user


@pytest.fixture
def quick_preview(monkeypatch: pytest.MonkeyPatch) -> None:
    """One row instead of all cases, which take a second."""
    row = PreviewRow("Home", "", "Expected", True, "this", False, "that")
    monkeypatch.setattr(weights_admin, "preview_of", lambda weights: Preview([row]))


def errors(answer: Any) -> dict[str, list[str]]:
    return dict(answer.context["form"].errors)


def preview(client: Client, **changes: Any) -> Any:
    return client.post(ADD, {**CHANGED, **changes, "preview": "1"})


def hidden(answer: Any) -> dict[str, Any]:
    form = answer.context["form"]
    return {**{name: form[name].value() for name in form.fields}, "seen": answer.context["seen"]}


def version(**changes: int) -> MatchWeights:
    return change_weights(
        weights=Weights(**{**asdict(DEFAULT), **changes}), note="n", by=None, now=timezone.now()
    )


def test_every_weight_has_a_place_in_the_form() -> None:
    assert set(LABELS) == set(asdict(DEFAULT))


@pytest.mark.parametrize("kind", [{}, {"counselor": True}, {"supervisor": True}])
def test_nobody_but_staff_gets_in(client: Client, kind: dict[str, bool]) -> None:
    client.cookies = signed_in(UserFactory.create(**kind)).cookies

    answers = [client.get(LIST), client.get(ADD), client.post(ADD, {**CHANGED, "save": "1"})]

    assert [answer.status_code for answer in answers] == [302, 302, 302]
    assert not MatchWeights.objects.exists()


def test_the_form_begins_with_the_weights_of_today(client: Client, clerk: User) -> None:
    version(skill=33)

    form = client.get(ADD).context["form"]

    assert {name: form[name].value() for name in LABELS} == {**asdict(DEFAULT), "skill": 33}


@pytest.mark.usefixtures("quick_preview")
def test_a_preview_saves_nothing(client: Client, clerk: User) -> None:
    answer = preview(client)

    assert answer.status_code == 200
    assert "1 of 1 expectations are met today, 0 with the new weights." in answer.content.decode()
    assert not MatchWeights.objects.exists()


@pytest.mark.usefixtures("quick_preview")
def test_what_was_previewed_becomes_the_newest_version(client: Client, clerk: User) -> None:
    shown = preview(client)

    answer = client.post(ADD, {**hidden(shown), "save": "1"})

    saved = MatchWeights.objects.get()
    assert answer.headers["Location"] == LIST
    assert (saved.note, saved.created_by) == ("A craft counts more.", clerk)
    assert current_weights() == Weights(skill=40)


@pytest.mark.usefixtures("quick_preview")
@pytest.mark.parametrize("changes", [{"skill": 41}, {"note": "Another reason."}, {"seen": ""}])
def test_nothing_is_saved_that_was_not_previewed(
    client: Client, clerk: User, changes: dict[str, Any]
) -> None:
    shown = hidden(preview(client))

    answer = client.post(ADD, {**shown, **changes, "save": "1"})

    assert answer.status_code == 200
    assert answer.context["preview"]
    assert not MatchWeights.objects.exists()


@pytest.mark.usefixtures("quick_preview")
@pytest.mark.parametrize("token", ["x", "\0", "a:b:c", "🦆"])
def test_a_forged_preview_saves_nothing(client: Client, clerk: User, token: str) -> None:
    answer = client.post(ADD, {**CHANGED, "seen": token, "save": "1"})

    assert answer.status_code == 200
    assert not MatchWeights.objects.exists()


@pytest.mark.usefixtures("quick_preview")
def test_the_preview_of_somebody_else_does_not_count(client: Client, clerk: User) -> None:
    shown = hidden(preview(client))
    client.cookies = signed_in(UserFactory.create(staff=True)).cookies

    client.post(ADD, {**shown, "save": "1"})

    assert not MatchWeights.objects.exists()


@pytest.mark.usefixtures("quick_preview")
def test_a_preview_of_older_weights_or_data_is_shown_again(client: Client, clerk: User) -> None:
    shown = hidden(preview(client))
    version(person=20)
    after_weights = client.post(ADD, {**shown, "save": "1"})
    shown = hidden(after_weights)
    DataVersion.objects.update(digest="another")

    after_data = client.post(ADD, {**shown, "save": "1"})

    assert [answer.status_code for answer in (after_weights, after_data)] == [200, 200]
    assert MatchWeights.objects.count() == 1


@pytest.mark.usefixtures("quick_preview")
def test_saving_twice_makes_one_version(client: Client, clerk: User) -> None:
    shown = hidden(preview(client))

    client.post(ADD, {**shown, "save": "1"})
    client.post(ADD, {**shown, "save": "1"})

    assert MatchWeights.objects.count() == 1


@pytest.mark.usefixtures("quick_preview")
def test_back_keeps_what_was_written(client: Client, clerk: User) -> None:
    shown = hidden(preview(client))

    answer = client.post(ADD, {**shown, "back": "1"})

    form = answer.context["form"]
    assert (form["skill"].value(), form["note"].value()) == ("40", "A craft counts more.")
    assert not MatchWeights.objects.exists()


@pytest.mark.parametrize(
    "changes, field",
    [
        ({"skill": ""}, "skill"),
        ({"skill": "101"}, "skill"),
        ({"skill": "-1"}, "skill"),
        ({"skill": "1.5"}, "skill"),
        ({"skill": "một"}, "skill"),
        ({"skill": "9" * 5000}, "skill"),
        ({"note": ""}, "note"),
        ({"note": "\0"}, "note"),
        ({"note": "n" * 301}, "note"),
        (dict.fromkeys(["home_economy", "family_and_wish", "person", "skill"], 0), "home_economy"),
        ({"family_wish": 0, "family_assets": 0}, "family_wish"),
        ({"misaligned_below": 80}, "misaligned_below"),
        ({"misaligned_component_below": 80}, "misaligned_component_below"),
        ({"skill": DEFAULT.skill}, "__all__"),
    ],
)
def test_weights_that_cannot_be_are_refused_at_their_field(
    client: Client, clerk: User, changes: dict[str, Any], field: str
) -> None:
    answer = preview(client, **changes)

    assert answer.status_code == 200
    assert list(errors(answer)) == [field]


def test_an_empty_form_comes_back_with_its_errors(client: Client, clerk: User) -> None:
    answer = client.post(ADD, {"save": "1"})

    assert set(errors(answer)) == {*LABELS, "note"}


def test_a_version_can_be_read_but_not_changed_or_deleted(client: Client, clerk: User) -> None:
    row = version(skill=33)
    change = reverse("admin:reference_matchweights_change", args=[row.pk])
    delete = reverse("admin:reference_matchweights_delete", args=[row.pk])

    answers = [
        client.get(change),
        client.post(change, {"note": "other"}),
        client.post(delete, {"post": "yes"}),
    ]

    assert [answer.status_code for answer in answers] == [200, 403, 403]
    assert "Skill carried home: 33" in answers[0].content.decode()
    row.refresh_from_db()
    assert row.note == "n"


def test_the_list_marks_the_one_that_holds_and_asks_equally_often(
    client: Client, clerk: User, django_assert_max_num_queries: Any
) -> None:
    version(skill=33)
    client.get(LIST)
    with django_assert_max_num_queries(15) as few:
        client.get(LIST)
    version(skill=34)
    version(skill=35)

    with django_assert_max_num_queries(15) as many:
        rows = client.get(LIST).context["cl"].result_list

    assert len(many) == len(few)
    assert [row.is_newest for row in rows] == [True, False, False]


@pytest.mark.parametrize("language", ["vi", "en"])
def test_the_real_preview_names_every_expectation_in_words(
    client: Client, clerk: User, language: str
) -> None:
    clerk.language = language
    clerk.save()

    answer = preview(client, skill=80)

    rows = answer.context["preview"].rows
    assert len(rows) > 40
    assert any(row.differs for row in rows)
    assert not any(code in row.expectation for row in rows for code in ("_", "[", "{"))
    assert not any("_" in row.found_then for row in rows)


def test_unchanged_weights_find_the_same() -> None:
    assert preview_of(current_weights()).differing == 0
