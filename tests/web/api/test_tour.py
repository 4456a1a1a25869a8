"""A tour as an agency's own system takes it: over HTTP, with nothing of ours."""

import pytest
import requests
from pytest_django.live_server_helper import LiveServer

from tests.factories.plans import planned


@pytest.mark.django_db(transaction=True)
def test_tour(live_server: LiveServer, request: pytest.FixtureRequest) -> None:
    care, secret = request.getfixturevalue("care"), request.getfixturevalue("secret")
    planned(care.worker)
    # By its name: an address by number is sent on.
    address = live_server.url.replace("127.0.0.1", "localhost") + "/api/v1"
    with requests.Session() as session:
        session.headers["Authorization"] = f"Bearer {secret}"
        description = session.get(f"{address}/openapi.json", timeout=20).json()

        people = session.get(f"{address}/workers", timeout=20).json()["workers"]
        one = f"{address}/workers/{people[0]['id']}"
        changed = session.patch(one, json={"reference": "A-1"}, timeout=20)
        marks = session.get(f"{one}/benchmarks", timeout=20).json()["benchmarks"]
        new = {"words": "Thi thử", "due_on": "2027-05-04"}
        proposed = session.post(f"{one}/benchmarks", json=new, timeout=20)
        asked = session.get(f"{one}/proposals/{proposed.json()['id']}", timeout=20)
        added = session.post(
            f"{address}/workers", json={"name": "Lê Nam", "reference": "A-2"}, timeout=20
        )
        nobody = session.get(f"{address}/workers/99999999", timeout=20)

    assert "/api/v1/workers" in description["paths"]
    assert changed.json()["agency"]["reference"] == "A-1"
    assert [mark["key"] for mark in marks] == ["passport", "first_test", "jlpt:2028-07"]
    assert (proposed.status_code, asked.json()["state"]) == (202, "open")
    assert (added.status_code, added.json()["state"]) == (201, "invited")
    assert nobody.json()["status"] == 404
    assert requests.get(f"{address}/workers", timeout=20).status_code == 401
