"""Codes that no table knows: the admin refuses what the loader refuses."""

import pytest
from django.test import Client
from django.urls import reverse

from planner.reference.codes import CODES
from planner.reference.loading.tables import TABLES
from planner.reference.models import Operation
from tests.factories.accounts import UserFactory
from tests.signing_in import signed_in

pytestmark = pytest.mark.django_db


@pytest.mark.parametrize(
    "column, value",
    [("vsic_divisions", "01|77x"), ("ssw_fields", "ssw-moon"), ("esd_fields", "esd-moon")],
)
def test_an_unknown_code_is_refused_where_it_stands(
    client: Client, column: str, value: str
) -> None:
    client.cookies = signed_in(UserFactory.create(staff=True)).cookies
    row = Operation.objects.order_by("pk")[0]
    url = reverse("admin:reference_operation_change", args=[row.pk])
    form = client.get(url).context["adminform"].form
    sent = {name: form[name].value() or "" for name in form.fields}

    answer = client.post(url, {**sent, column: value})

    assert list(answer.context["adminform"].form.errors) == [column]


def test_every_rule_is_about_a_column_that_is_there() -> None:
    columns = {name for table in TABLES for name in table.columns}

    assert set(CODES) <= columns
