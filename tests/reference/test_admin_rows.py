"""The admin pages of reference data: who gets in, what they find, what a change does."""

from datetime import date
from typing import Any

import pytest
from django.contrib import admin
from django.test import Client
from django.urls import reverse
from django.utils import timezone

from accounts.models import User
from planner.reference.loading.tables import TABLES
from planner.reference.models import (
    DataVersion,
    Industry,
    MinimumWage,
    Province,
    ReferenceRow,
    Region,
    Statistic,
)
from planner.reference.services import mark_edited
from tests.factories.accounts import UserFactory
from tests.signing_in import signed_in

pytestmark = pytest.mark.django_db
MODELS = [table.model for table in TABLES]
ALL_MODELS = pytest.mark.parametrize("model", MODELS, ids=lambda model: model.__name__)


@pytest.fixture
def clerk(client: Client) -> User:
    """Programme staff with nothing but the role, signed in, reading English."""
    user = UserFactory.create(staff=True, language="en")
    client.cookies = signed_in(user).cookies
    return user


def page(model: type[ReferenceRow], name: str, *args: Any) -> str:
    return reverse(f"admin:reference_{model._meta.model_name}_{name}", args=args)


def first(model: type[ReferenceRow]) -> ReferenceRow:
    return model._default_manager.order_by("pk")[0]


def written(response: Any) -> dict[str, Any]:
    """What the browser would send back from a form page."""
    form = response.context["adminform"].form
    bound = {name: form[name].value() for name in form.fields}
    return {name: "" if value is None else value for name, value in bound.items()}


def add_region(client: Client, **changes: str) -> Any:
    fields = {"code": "9", "name_en": "The sea", "name_vi": "Biển", **changes}
    return client.post(page(Region, "add"), fields)


def test_every_reference_model_has_its_page() -> None:
    assert set(MODELS) <= set(admin.site._registry)


@ALL_MODELS
def test_a_counselor_does_not_get_in(client: Client, model: type[ReferenceRow]) -> None:
    client.cookies = signed_in(UserFactory.create(counselor=True)).cookies

    answers = [
        client.get(page(model, "changelist")),
        client.get(page(model, "add")),
        client.post(page(model, "change", first(model).pk), {}),
    ]

    assert [answer.status_code for answer in answers] == [302, 302, 302]
    assert reverse("admin:login") in answers[0].headers["Location"]


@pytest.mark.parametrize("kind", [{}, {"supervisor": True}, None])
def test_workers_supervisors_and_strangers_do_not_get_in(
    client: Client, kind: dict[str, bool] | None
) -> None:
    if kind is not None:
        client.cookies = signed_in(UserFactory.create(**kind)).cookies

    answers = [client.get(page(Region, "changelist")), add_region(client)]

    assert [answer.status_code for answer in answers] == [302, 302]
    assert not Region.objects.filter(code="9").exists()


def test_closed_staff_accounts_stay_out(client: Client, clerk: User) -> None:
    clerk.is_active = False
    clerk.save()

    assert client.get(page(Region, "changelist")).status_code == 302


@ALL_MODELS
def test_staff_see_form_empty_form_and_history(
    client: Client, clerk: User, model: type[ReferenceRow]
) -> None:
    addresses = [
        page(model, "add"),
        page(model, "change", first(model).pk),
        page(model, "history", first(model).pk),
    ]

    assert [client.get(address).status_code for address in addresses] == [200] * 3


@ALL_MODELS
def test_staff_see_the_list_which_asks_the_database_as_often_for_many_as_for_one(
    client: Client, clerk: User, model: type[ReferenceRow], django_assert_max_num_queries: Any
) -> None:
    one = {"pk__exact": str(first(model).pk)}
    client.get(page(model, "changelist"), one)
    with django_assert_max_num_queries(25) as few:
        assert client.get(page(model, "changelist"), one).context["cl"].result_count == 1

    with django_assert_max_num_queries(25) as many:
        whole = client.get(page(model, "changelist"))

    assert whole.status_code == 200
    assert len(many) <= len(few)


@ALL_MODELS
def test_a_row_saved_without_a_change_stays_the_files_own(
    client: Client, clerk: User, model: type[ReferenceRow]
) -> None:
    row = first(model)
    form_page = client.get(page(model, "change", row.pk))

    answer = client.post(page(model, "change", row.pk), written(form_page))

    row.refresh_from_db()
    assert answer.status_code == 302
    assert row.edited_at is None


@pytest.mark.parametrize("words", ["hai duong", "Hải Dương", "DƯƠNG hải", "Hải  Dương"])
def test_provinces_are_found_however_they_are_typed(
    client: Client, clerk: User, words: str
) -> None:
    found = client.get(page(Province, "changelist"), {"q": words}).context["cl"].queryset

    assert [row.name for row in found] == ["Hải Dương"]


@pytest.mark.parametrize("words", ["🦆", "' OR 1=1 --", "hai duong nowhere", "%"])
def test_what_is_nowhere_is_not_found(client: Client, clerk: User, words: str) -> None:
    answer = client.get(page(Province, "changelist"), {"q": words})

    assert (answer.status_code, answer.context["cl"].result_count) == (200, 0)


def test_statistics_are_found_by_place_indicator_and_year(client: Client, clerk: User) -> None:
    row = Statistic.objects.select_related("province", "indicator").order_by("pk")[0]
    words = f"{row.province.name} {row.indicator.key} {row.year}"

    found = client.get(page(Statistic, "changelist"), {"q": words}).context["cl"].queryset

    assert row in found
    assert {item.year for item in found} == {row.year}


def test_an_edit_is_marked_and_renews_the_data_version(client: Client, clerk: User) -> None:
    row = first(Region)
    before = DataVersion.objects.get().digest
    form_page = client.get(page(Region, "change", row.pk))

    client.post(page(Region, "change", row.pk), {**written(form_page), "name_en": "Red River"})

    row.refresh_from_db()
    assert (str(row.edited_by), row.name_en) == (clerk.name, "Red River")  # type: ignore[attr-defined]
    assert DataVersion.objects.get().digest != before


def test_edited_rows_can_be_listed_alone(client: Client, clerk: User) -> None:
    row = first(Region)
    mark_edited(row=row, by=clerk, now=timezone.now())

    edited = client.get(page(Region, "changelist"), {"edited": "yes"}).context["cl"].queryset
    others = client.get(page(Region, "changelist"), {"edited": "no"}).context["cl"].queryset

    assert list(edited) == [row]
    assert row not in others
    assert others.count() == Region.objects.count() - 1


def test_the_key_of_a_row_cannot_be_changed(client: Client, clerk: User) -> None:
    row = first(Region)
    form_page = client.get(page(Region, "change", row.pk))

    client.post(page(Region, "change", row.pk), {**written(form_page), "code": "99"})

    assert "code" not in written(form_page)
    assert not Region.objects.filter(code="99").exists()


@pytest.mark.parametrize("blank", ["name_en", "name_vi"])
def test_a_text_in_one_language_only_is_refused(client: Client, clerk: User, blank: str) -> None:
    wage = MinimumWage.objects.order_by("pk")[0]
    note = "note" + blank.removeprefix("name")
    form_page = client.get(page(MinimumWage, "change", wage.pk))

    answer = client.post(
        page(MinimumWage, "change", wage.pk),
        {**written(form_page), "note_en": "a", "note_vi": "b", note: ""},
    )

    assert list(answer.context["adminform"].form.errors) == [note]
    assert "Fill in both languages, or neither." in answer.content.decode()


def test_a_published_figure_needs_a_source(client: Client, clerk: User) -> None:
    row = Statistic.objects.order_by("pk")[0]
    form_page = client.get(page(Statistic, "change", row.pk))

    answer = client.post(
        page(Statistic, "change", row.pk), {**written(form_page), "source": "", "source_url": ""}
    )

    assert list(answer.context["adminform"].form.errors) == ["source"]


def test_texts_are_kept_composed(client: Client, clerk: User) -> None:
    add_region(client, name_vi="Bie\u0302\u0309n")

    assert Region.objects.get(code="9").name_vi == "Biển"


def minimum_wage(client: Client, **changes: str) -> Any:
    province = Province.objects.get(kind="former", name="Hà Nội")
    fields = {
        "province": province.pk,
        "area": "rest",
        "area_en": "rest of the province",
        "area_vi": "phần còn lại của tỉnh",
        "zone": "I",
        "vnd_month": "5500000",
        "valid_from": "2027-01-01",
        "valid_to": "",
        "source": "Decree",
        "source_url": "",
        "basis": "published",
        **changes,
    }
    return client.post(page(MinimumWage, "add"), fields)


def test_minimum_wages_of_one_place_must_not_overlap(client: Client, clerk: User) -> None:
    before = MinimumWage.objects.count()

    answer = minimum_wage(client)

    assert list(answer.context["adminform"].form.errors) == ["valid_to"]
    assert MinimumWage.objects.count() == before


def test_a_new_minimum_wage_follows_an_ended_one(client: Client, clerk: User) -> None:
    current = MinimumWage.objects.get(province__name="Hà Nội", area="rest", valid_to=None)
    form_page = client.get(page(MinimumWage, "change", current.pk))
    address = page(MinimumWage, "change", current.pk)

    ended = client.post(address, {**written(form_page), "valid_to": "2026-12-31"})
    added = minimum_wage(client)

    assert (ended.status_code, added.status_code) == (302, 302)
    current.refresh_from_db()
    assert current.valid_to == date(2026, 12, 31)


@pytest.mark.parametrize(
    "column, value",
    [
        ("vnd_month", "5500"),
        ("vnd_month", "-1"),
        ("vnd_month", "5.500.000"),
        ("vnd_month", "9" * 400),
        ("valid_from", "31.12.2026"),
        ("valid_to", "2026-01-01"),
        ("area", "moon"),
        ("province", "0"),
        ("source_url", "javascript:alert(1)"),
        ("zone", "\0"),
        ("area_en", "🦆" * 200),
    ],
)
def test_a_wrong_value_is_refused_where_it_stands(
    client: Client, clerk: User, column: str, value: str
) -> None:
    before = MinimumWage.objects.count()

    answer = minimum_wage(client, **{"valid_from": "2030-01-01", column: value})

    assert answer.status_code == 200
    assert answer.context["adminform"].form.errors
    assert MinimumWage.objects.count() == before


def test_errors_speak_the_readers_language(client: Client, clerk: User) -> None:
    clerk.language = "vi"
    clerk.save()

    answer = add_region(client, code="")

    assert answer.context["adminform"].form.errors["code"] != ["This field is required."]


def test_a_row_of_a_file_cannot_be_deleted(client: Client, clerk: User) -> None:
    row = first(Region)
    mark_edited(row=row, by=clerk, now=timezone.now())

    answer = client.post(page(Region, "delete", row.pk), {"post": "yes"})

    assert answer.status_code == 403
    assert Region.objects.filter(pk=row.pk).exists()


def test_an_added_row_that_nothing_uses_can_be_deleted(client: Client, clerk: User) -> None:
    before = DataVersion.objects.get().digest
    add_region(client)
    row = Region.objects.get(code="9")

    confirm = client.get(page(Region, "delete", row.pk))
    answer = client.post(page(Region, "delete", row.pk), {"post": "yes"})

    assert (confirm.status_code, answer.status_code) == (200, 302)
    assert not Region.objects.filter(code="9").exists()
    assert DataVersion.objects.get().digest == before


def test_an_added_row_in_use_cannot_be_deleted(client: Client, clerk: User) -> None:
    add_region(client)
    row = Region.objects.get(code="9")
    province = Province.objects.order_by("pk")[0]
    province.region = row
    province.save()

    answer = client.post(page(Region, "delete", row.pk), {"post": "yes"})

    assert [str(use)[:6] for use in answer.context["protected"]] == [province.name[:6]]
    assert Region.objects.filter(code="9").exists()


def test_many_rows_are_never_deleted_at_once(client: Client, clerk: User) -> None:
    before = Industry.objects.count()
    chosen = list(Industry.objects.values_list("pk", flat=True)[:3])

    client.post(
        page(Industry, "changelist"),
        {"action": "delete_selected", "_selected_action": chosen, "post": "yes"},
    )

    assert Industry.objects.count() == before


def test_what_the_file_says_can_be_taken_back(client: Client, clerk: User) -> None:
    add_region(client)
    edited, added = first(Region), Region.objects.get(code="9")
    mark_edited(row=edited, by=clerk, now=timezone.now())

    answer = client.post(
        page(Region, "changelist"),
        {"action": "take_back", "_selected_action": [edited.pk, added.pk]},
        follow=True,
    )

    edited.refresh_from_db()
    added.refresh_from_db()
    assert (edited.edited_at, edited.edited_by) == (None, None)
    assert added.edited_at is not None
    assert [str(message) for message in answer.context["messages"]][-2:] == [
        "The next load of the files will overwrite 1 row. Until then it stays as it is.",
        "Rows that were added here stand in no file.",
    ]
