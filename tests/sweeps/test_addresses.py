"""Whatever stands in an address: a page, or a refusal, never a failure and never a write."""

import re
from urllib.parse import quote, urlencode

import pytest
from hypothesis import HealthCheck, Phase, given, settings
from hypothesis import strategies as st

from tests.sweeps.addresses import ARGUMENT, Address, Url, urls
from tests.sweeps.personas import PERSONAS
from tests.sweeps.posts import NASTY, values
from tests.sweeps.samples import READ_BY, WRITES_ON_GET, addresses
from tests.sweeps.visits import header_faults, one_request, twin
from tests.sweeps.world import World

WITH_ARGUMENTS = {url.pattern: url for url in urls() if url.has_arguments}
# Names that a view, the library or the framework reads from a query.
NAMES = [
    *("from", "next", "trade", "pathway", "group", "page", "way", "said", "new", "language"),
    *("q", "p", "o", "all", "e", "_popup", "_to_field", "_facets", "_changelist_filters"),
    *("edited", "id", "pk__in", "province__kind__exact", "valid_from__gte"),
    *("edited_at__year", "date_joined__year", "id__range", "source", "source__regex"),
]
SLUGS = ["0", "1", "-1", "_", "former", "current", "9" * 30, "TITP-1-1", "set-password", "change"]


@pytest.mark.parametrize("pattern", WITH_ARGUMENTS)
def test_no_argument_fails(world: World, pattern: str) -> None:
    url = WITH_ARGUMENTS[pattern]
    client = PERSONAS["superuser" if url.is_admin else READ_BY.get(url.key, "answered")](world)

    @settings(
        max_examples=2 if url.is_admin else 8,
        phases=[Phase.generate],
        suppress_health_check=list(HealthCheck),
        deadline=None,
    )
    @given(st.lists(st.one_of(st.sampled_from(SLUGS), values([])), min_size=2, max_size=2))
    def nothing_fails(given: list[str | bytes]) -> None:
        with one_request() as seen:
            response = twin(client).get(_filled(url, given))
        assert response.status_code < 500
        assert header_faults(response) == []
        assert set(seen.tables) <= {"django_session"} | WRITES_ON_GET.get(url.key, set())

    nothing_fails()


def _filled(url: Url, given: list[str | bytes]) -> str:
    parts = iter(given)
    path = ARGUMENT.sub(lambda _match: quote(next(parts) or b"x", safe=""), url.pattern)
    return "/" + re.sub(r"[\^$]", "", path)


@pytest.mark.parametrize("persona", ["answered", "undecided", "supervisor", "superuser"])
def test_no_query_fails(world: World, persona: str) -> None:
    client, is_staff = PERSONAS[persona](world), persona == "superuser"
    places = [item for item in addresses() if not item.query and item.url.is_admin == is_staff]

    @settings(
        max_examples=60,
        phases=[Phase.generate],
        suppress_health_check=list(HealthCheck),
        deadline=None,
    )
    @given(
        st.sampled_from(places),
        st.lists(st.tuples(st.sampled_from(NAMES), values(list(map(str, NASTY)))), max_size=3),
    )
    def nothing_fails(place: Address, query: list[tuple[str, str | bytes]]) -> None:
        with one_request() as seen:
            response = twin(client).get(f"{place.path(world)}?{urlencode(query)}")
        assert response.status_code < 500
        assert header_faults(response) == []
        assert set(seen.tables) <= {"django_session"} | WRITES_ON_GET.get(place.url.key, set())
        assert not seen.has_nul, "PostgreSQL refuses zero bytes"

    nothing_fails()
