"""Find a province by what people type: old or new name, with or without diacritics."""

from difflib import get_close_matches

from accounts.names import search_key
from planner.matching.atlas import Atlas
from planner.matching.values import Place

_TITLES = ("tinh ", "thanh pho ", "tp ")
_OTHER_NAMES = {
    "sai gon": "ho chi minh",
    "hcm": "ho chi minh",
    "tphcm": "ho chi minh",
    "dac lac": "dak lak",
    "dac nong": "dak nong",
    "brvt": "ba ria vung tau",
}


def find_places(atlas: Atlas, text: str) -> list[Place]:
    """Places whose name is `text`; otherwise those whose name has it; by name, former before today's."""
    wanted = plain_name(text)
    if not wanted:
        return []
    places = [*atlas.former.values(), *atlas.current.values()]
    exact = [place for place in places if plain_name(place.name) == wanted]
    found = exact or [place for place in places if wanted in plain_name(place.name)]
    return sorted(found, key=lambda place: (plain_name(place.name), place.kind != "former"))


def nearest_names(atlas: Atlas, text: str, *, at_least: int = 0) -> list[str]:
    """Up to three names that look like `text`; the nearest all the same when `at_least` asks for more."""
    names = {
        plain_name(place.name): place.name
        for place in [*atlas.current.values(), *atlas.former.values()]
    }
    alike = get_close_matches(plain_name(text)[:60], names, n=3, cutoff=0.5)
    if len(alike) < at_least:
        alike = get_close_matches(plain_name(text)[:60], names, n=at_least, cutoff=0.0)
    return [names[name] for name in alike]


def plain_name(text: str) -> str:
    """A name folded, without "tỉnh" or "thành phố" before it."""
    plain = search_key(text)
    for title in _TITLES:
        plain = plain.removeprefix(title)
    return _OTHER_NAMES.get(plain, plain)
