"""The second page of the weights form, which no address shows: only what was previewed is saved."""

from dataclasses import asdict
from urllib.parse import urlencode

from hypothesis import HealthCheck, Phase, given, settings

from planner.matching.weights import DEFAULT
from planner.reference.models import MatchWeights
from tests.sweeps.html import Form, Html
from tests.sweeps.personas import PERSONAS
from tests.sweeps.posts import Post, posts
from tests.sweeps.visits import one_request, twin
from tests.sweeps.world import World

URL = "/staff/reference/matchweights/add/"
URLENCODED = "application/x-www-form-urlencoded"


def test_only_what_was_previewed_is_saved(world: World) -> None:
    client = PERSONAS["superuser"](world)
    asked = {**asdict(DEFAULT), "skill": 30, "note": "thử", "preview": "1"}
    page = Html(client.post(URL, asked).content.decode())
    form = next(form for form in page.forms if "seen" in form.fields)
    shown = {name: item.values[0] for name, item in form.fields.items() if item.values}

    @settings(
        max_examples=15,
        phases=[Phase.generate],
        suppress_health_check=list(HealthCheck),
        deadline=None,
    )
    @given(posts(form))
    def saved_as_shown(post: Post) -> None:
        with one_request() as seen:
            response = twin(client).generic(
                "POST", URL, urlencode(post.pairs).encode(), content_type=URLENCODED
            )
            newest = MatchWeights.objects.latest("pk")
        assert response.status_code in (200, 302)
        if response.status_code == 302:
            assert (newest.note, newest.weights.skill) == (shown["note"], int(shown["skill"]))
        else:
            assert set(seen.tables) <= {"django_session"}

    saved_as_shown()
    assert _can_be_saved(form)


def _can_be_saved(form: Form) -> bool:
    return "save" in form.fields
