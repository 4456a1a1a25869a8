"""Reports in the admin site."""

import csv
from datetime import date
from io import StringIO
from typing import Any

import pytest
from django.contrib.auth.models import Permission
from django.test import Client
from django.urls import reverse
from pytest_django import DjangoAssertNumQueries

from accounts.models import Agency, User
from planner.casework.selectors.indicators import Dimension, report_of
from planner.casework.statistics.families import What
from tests.factories.accounts import UserFactory
from tests.factories.statistics import TODAY, counted_people
from tests.signing_in import signed_in

pytestmark = pytest.mark.django_db
LIST = reverse("admin:reports")
HIDDEN = "&lt; 10, or hidden to protect others"


@pytest.fixture(autouse=True)
def _clock(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr("django.utils.timezone.localdate", lambda *_args: date(2026, 11, 22))


@pytest.fixture
def reader(client: Client) -> User:
    person: User = UserFactory.create(staff=True, language="en")
    person.user_permissions.set(Permission.objects.filter(codename="view_reports"))
    client.cookies = signed_in(person).cookies
    return person


def url(what: What, name: str = "report_table") -> str:
    return reverse(f"admin:{name}", args=[what.value])


def page(client: Client, address: str, **asked: Any) -> str:
    response = client.get(address, asked)
    assert response.status_code == 200
    return response.content.decode()


def test_only_staff_with_the_right_read_reports(client: Client) -> None:
    addresses = [LIST, url(What.PEOPLE), url(What.PEOPLE, "report_csv")]
    client.cookies = signed_in(UserFactory.create(staff=True)).cookies

    assert [client.get(address).status_code for address in addresses] == [403, 403, 403]
    assert LIST not in client.get(reverse("admin:index")).content.decode()
    client.cookies = signed_in(UserFactory.create(supervisor=True)).cookies
    assert [client.get(address).status_code for address in addresses] == [302, 302, 302]


def test_they_stand_on_the_first_page_of_the_admin(client: Client, reader: User) -> None:
    assert f'href="{LIST}"' in page(client, reverse("admin:index"))


def test_with_few_people_every_report_says_that_nothing_can_be_shown(
    client: Client, reader: User
) -> None:
    counted_people(6)

    assert "fewer than ten people agreed to count" in page(client, LIST)
    for what in What:
        text = page(client, url(what))
        assert "22 Nov" in text or "Nov. 22" in text or "November" in text
        assert "Only workers who said yes to statistics" in text
        assert 'class="chart"' not in text


def test_a_report_shows_what_may_be_told_with_a_chart_and_nothing_else(
    client: Client, reader: User
) -> None:
    counted_people(600)
    agency = Agency.objects.order_by("pk")[0]
    report = report_of(What.PEOPLE, Dimension.TRADE, Dimension.AGENCY, today=TODAY)

    response = client.get(
        url(What.PEOPLE), {"rows": "trade", "by": "agency", "value": str(agency.pk)}
    )

    text = response.content.decode()
    shown = {row.label: row.people for row in response.context["table"].shown}
    assert len(shown) >= 2
    assert shown["Not told"] == report.people("", str(agency.pk))
    assert 'class="chart"' in text
    assert f"only: {agency.name}" in text
    assert "Hidden, for fewer than ten people or to protect others: " in text


def test_each_report_answers_for_every_filter(client: Client, reader: User) -> None:
    counted_people(60)

    for what in What:
        page(client, url(what), rows="agency", by="province", value="01")
        page(client, url(what), rows="year", by="trade", value="-")
    assert HIDDEN in page(client, url(What.PEOPLE), rows="former", by="sex", value="other")


@pytest.mark.parametrize(
    "asked",
    [
        {"rows": "shoe"},
        {"rows": "sex", "by": "sex", "value": "male"},
        {"rows": "province", "by": "former", "value": "31/30"},
        {"rows": "sex", "by": "year", "value": "99999999999999999999"},
        {"rows": ["sex", "'"], "by": "'", "value": "x" * 9000},
    ],
)
def test_a_mad_question_is_answered_with_what_is_wrong(
    asked: dict[str, Any], client: Client, reader: User
) -> None:
    text = page(client, url(What.PLAN), **asked)

    assert 'class="errornote"' in text
    assert 'class="chart"' not in text
    assert client.get(url(What.PLAN, "report_csv"), asked).status_code == 404


def test_a_filter_without_a_value_asks_for_it(client: Client, reader: User) -> None:
    counted_people(100)

    text = page(client, url(What.PEOPLE), rows="sex", by="agency")

    assert "Now choose which one" in text
    assert client.get(url(What.PEOPLE, "report_csv"), {"by": "agency"}).status_code == 404


def test_an_unknown_report_is_not_there(client: Client, reader: User) -> None:
    assert client.get(reverse("admin:report_table", args=["shoes"])).status_code == 404


def test_the_file_says_the_same_as_the_page(client: Client, reader: User) -> None:
    counted_people(300)
    asked = {"rows": "sex"}

    table = client.get(url(What.TRADE), asked).context["table"]
    response = client.get(url(What.TRADE, "report_csv"), asked)

    lines = list(csv.reader(StringIO(response.content.decode("utf-8-sig"))))
    assert lines[0][:2] == ["Woman or man", "People"]
    assert lines[1][:3] == [
        "All together",
        str(table.whole.people),
        str(table.whole.shares[0].part),
    ]
    assert [line[0] for line in lines[2:]] == ["Woman", "Man", "Other", "Not told"]
    assert 'filename="trade-2026-11-22.csv"' in response["Content-Disposition"]


def test_an_agency_with_a_formula_for_a_name_is_text_in_the_file(
    client: Client, reader: User
) -> None:
    Agency.objects.create(name="=1+1")

    text = client.get(url(What.PAY, "report_csv")).content.decode("utf-8-sig")

    assert "'=1+1," in text


def test_a_report_takes_a_fixed_number_of_queries(
    client: Client, reader: User, django_assert_max_num_queries: DjangoAssertNumQueries
) -> None:
    counted_people(80)

    with django_assert_max_num_queries(12):
        page(client, url(What.BENCHMARKS), rows="agency", by="sex", value="male")
