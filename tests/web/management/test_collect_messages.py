from pathlib import Path

import polib
import pytest
from django.core.management import call_command

from planner.web.management.commands import collect_messages


def test_catalogue_follows_the_code_and_keeps_texts_of_libraries(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    catalogue = tmp_path / "django.po"
    monkeypatch.setattr(collect_messages, "CATALOGUE", catalogue)
    monkeypatch.setattr(collect_messages, "extract_texts", lambda: [_entry("New"), _entry("Kept")])
    before = polib.POFile()
    before.append(_entry("Kept", msgstr="Giữ"))
    before.append(_entry("Gone", msgstr="Bỏ"))
    before.append(polib.POEntry(msgid="Of a library", msgstr="Của thư viện"))
    before.save(str(catalogue))

    call_command("collect_messages")

    after = {entry.msgid: entry.msgstr for entry in polib.pofile(str(catalogue))}
    assert after == {"Kept": "Giữ", "Of a library": "Của thư viện", "New": ""}


def _entry(msgid: str, msgstr: str = "") -> polib.POEntry:
    return polib.POEntry(msgid=msgid, msgstr=msgstr, occurrences=[("planner/web/views.py", "")])
