"""Every URL is swept. One that is not says so here, by name."""

from collections.abc import Mapping

import pytest

from tests.sweeps import samples
from tests.sweeps.addresses import addresses_of, models_in_admin, urls
from tests.sweeps.world import World, newest

KEYS = {url.key for url in urls()}


def test_every_url_has_a_sample() -> None:
    missing = [url.key for url in urls() if not addresses_of(url, samples.ARGUMENTS, {})]

    assert missing == [], "give these arguments in tests/sweeps/samples.py"


@pytest.mark.parametrize(
    "table",
    [
        samples.ARGUMENTS,
        samples.QUERIES,
        samples.WITHOUT_PAGE,
        samples.FORM_STANDS_ON,
        samples.POSTED_WITHOUT_FORM,
        samples.WRITES_ON_GET,
    ],
)
def test_no_sample_is_left_of_a_url_that_went(table: Mapping[str, object]) -> None:
    assert set(table) - KEYS == set()


def test_every_model_in_the_admin_has_a_row(world: World) -> None:
    assert [newest(model).pk for model in models_in_admin().values()]
