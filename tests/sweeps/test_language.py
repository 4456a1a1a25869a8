"""Every page speaks the language that was chosen."""

import re
from pathlib import Path

import polib
import pytest
from django.conf import settings

from tests.sweeps.html import Html
from tests.sweeps.samples import addresses
from tests.sweeps.visits import is_html, one_request, page_faults, twin
from tests.sweeps.world import PERSONAS, World

# Words of no Vietnamese sentence. Titles of sources stay in the language they have.
ENGLISH = re.compile(r"\b(the|and|of|is|are|your|you|with|this|that|not|from)\b", re.I)
QUOTED = {"src"}


def english_texts() -> set[str]:
    catalogue = polib.pofile(
        str(Path(settings.LOCALE_PATHS[0]) / "vi" / "LC_MESSAGES" / "django.po")
    )
    return {entry.msgid for entry in catalogue if entry.msgstr and entry.msgstr != entry.msgid}


@pytest.mark.parametrize("persona", ["answered", "worker", "undecided"])
def test_a_page_in_vietnamese_has_no_english_sentence(world: World, persona: str) -> None:
    client, english = PERSONAS[persona](world), english_texts()
    found: dict[str, str] = {}

    for address in [item for item in addresses() if not item.url.is_admin]:
        with one_request():
            response = twin(client).get(address.path(world))
        if is_html(response):
            texts = Html(response.content.decode()).texts
            ours = [item for item in texts if item.language == "vi" and not item.classes & QUOTED]
            found |= {text.words: str(address) for text in ours if _is_english(text.words, english)}

    assert not found, "\n".join(f"{where}: {words}" for words, where in found.items())


def _is_english(words: str, english: set[str]) -> bool:
    return words in english or (len(words.split()) > 2 and bool(ENGLISH.search(words)))


@pytest.mark.parametrize("persona", ["visitor", "answered"])
def test_a_page_in_english_says_so(world: World, persona: str) -> None:
    client = PERSONAS[persona](world)
    client.cookies["language"] = "en"
    faults = []

    for address in addresses():
        with one_request():
            response = twin(client).get(address.path(world))
        if is_html(response) and response.content:
            faults += [
                f"{address}: {fault}" for fault in page_faults(response.content.decode(), "en")
            ]

    assert faults == []


def test_the_language_of_the_account_wins(world: World) -> None:
    world.worker.language = "en"
    world.worker.save()
    client = PERSONAS["worker"](world)
    client.cookies["language"] = "vi"

    page = Html(client.get("/home/").content.decode())

    assert page.language == "en"
