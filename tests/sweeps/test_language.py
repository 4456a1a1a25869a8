"""Every page speaks the language that was chosen."""

import re
from pathlib import Path

import polib
import pytest
from django.conf import settings

from tests.sweeps.crawl import Crawl
from tests.sweeps.html import Html
from tests.sweeps.personas import PERSONAS, READERS
from tests.sweeps.world import World

# Words of no Vietnamese sentence. Titles of sources stay in the language they have.
ENGLISH = re.compile(r"\b(the|and|of|is|are|your|you|with|this|that|not|from)\b", re.I)
QUOTED = {"src"}


def english_texts() -> set[str]:
    catalogue = polib.pofile(
        str(Path(settings.LOCALE_PATHS[0]) / "vi" / "LC_MESSAGES" / "django.po")
    )
    return {entry.msgid for entry in catalogue if entry.msgstr and entry.msgstr != entry.msgid}


def test_a_page_in_vietnamese_has_no_english_sentence(world: World, crawl: Crawl) -> None:
    english, read, found = english_texts(), set(), dict[str, str]()

    for persona in READERS:
        for item in crawl.visits(world, persona):
            # What the first one saw, the next does not read again; but how it looks when something is shut.
            key = (item.path, item.status, persona == "shut out")
            if item.is_page and not item.address.url.is_admin and key not in read:
                read.add(key)
                texts = Html(item.text).texts
                ours = [it for it in texts if it.language == "vi" and not it.classes & QUOTED]
                where = f"{persona}: {item.address}"
                found |= {text.words: where for text in ours if _is_english(text.words, english)}

    assert not found, "\n".join(f"{where}: {words}" for words, where in found.items())


def _is_english(words: str, english: set[str]) -> bool:
    return words in english or (len(words.split()) > 2 and bool(ENGLISH.search(words)))


@pytest.mark.parametrize("persona", ["visitor", "answered", "worker", "supervisor"])
def test_a_page_in_english_says_so(world: World, crawl: Crawl, persona: str) -> None:
    pages = [item for item in crawl.visits(world, persona, language="en") if item.is_page]

    assert {item.language for item in pages} == {"en"}
    assert [f"{item.address}: {fault}" for item in pages for fault in item.faults] == []


def test_the_language_of_the_account_wins(world: World) -> None:
    world.worker.language = "en"
    world.worker.save()
    client = PERSONAS["worker"](world)
    client.cookies["language"] = "vi"

    page = Html(client.get("/home/").content.decode())

    assert page.language == "en"
