"""The description in OpenAPI."""

import json
import subprocess
import sys

from django.test import Client

from planner.web.api.site import _resolver
from tests.web.api.conftest import at


def test_description_names_every_address_and_method(db: None) -> None:
    answer = Client().get(at("openapi.json"))

    told = answer.json()
    assert told["openapi"].startswith("3.")
    assert {path: sorted(methods) for path, methods in told["paths"].items()} == {
        "/api/v1/workers": ["get", "post"],
        "/api/v1/workers/{worker_id}": ["get", "patch"],
        "/api/v1/workers/{worker_id}/benchmarks": ["get", "post"],
        "/api/v1/workers/{worker_id}/proposals/{proposal_id}": ["get"],
    }
    routes = {str(entry.pattern) for entry in _resolver().url_patterns}
    # The root is the library's own, and is not led to.
    assert len(routes - {""}) == len(told["paths"])


def test_every_reference_in_it_leads_somewhere_and_every_answer_is_described(db: None) -> None:
    told = Client().get(at("openapi.json")).json()
    text = json.dumps(told)

    named = {part.split('"')[0] for part in text.split('"#/components/schemas/')[1:]}
    assert named <= set(told["components"]["schemas"])
    for methods in told["paths"].values():
        for operation in methods.values():
            assert operation["security"] == [{"KeyAuth": []}]
            assert {"401", "403", "404", "422", "429"} <= set(operation["responses"])
            assert operation["description"]


def test_start_does_not_load_the_library() -> None:
    code = (
        "import os, django, sys; os.environ['DJANGO_SETTINGS_MODULE'] = 'config.settings.testing';"
        "django.setup(); import config.urls; print('ninja' in sys.modules)"
    )

    done = subprocess.run([sys.executable, "-c", code], capture_output=True, text=True, check=True)

    assert done.stdout == "False\n"
