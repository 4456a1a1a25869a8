import difflib
import json
import textwrap
from collections.abc import Iterator, Sequence
from enum import StrEnum
from typing import Any, TypeVar

from django.conf import settings
from django.core.management.base import BaseCommand, CommandError, CommandParser
from django.utils import translation
from django.utils.translation import gettext as _

from planner.matching.atlas import Atlas
from planner.matching.enums import Ability, Asset, Pathway, Wish
from planner.matching.ranking import rank
from planner.matching.values import Figure, Home, Match, Person, Place, Ranking, Reason
from planner.reference.places import find_places, nearest_names, plain_name
from planner.reference.selectors import current_atlas, current_weights
from planner.wording.reasons import reason_source, reason_text
from planner.wording.terms import CONFIDENCES, VERDICTS

WIDTH = 100
NOTHING = "none"
Choice = TypeVar("Choice", bound=StrEnum)


class Command(BaseCommand):
    help = "Rank Japan's trades for a home and a person, with reasons for and against."

    def add_arguments(self, parser: CommandParser) -> None:
        parser.add_argument("--former-province", required=True, help="with or without diacritics")
        parser.add_argument(
            "--family", action="append", metavar="KIND", help=f"{listed(Asset)}, or {NOTHING}"
        )
        parser.add_argument("--ability", action="append", metavar="NAME", help=listed(Ability))
        parser.add_argument("--wish", default=Wish.UNSURE.value, help=listed(Wish))
        parser.add_argument("--pathway", help=listed(Pathway))
        parser.add_argument(
            "--trade", help='the trade of today: "TITP 6-4", "TITP 6-4-1" or an SSW or ESD field'
        )
        parser.add_argument("--top", default="10", metavar="N", help="how many trades, 1–99")
        parser.add_argument("--json", action="store_true", help="for a program to read")
        parser.add_argument("--language", default=settings.LANGUAGE_CODE, help="vi or en")

    def handle(self, *args: Any, **options: Any) -> None:
        try:
            atlas = current_atlas()
        except LookupError as error:
            raise CommandError(str(error)) from error
        language = options["language"]
        if language not in dict(settings.LANGUAGES):
            raise refused("--language", language, "allowed are vi, en")
        top = read_top(options["top"])
        pathway = (
            read(Pathway, "--pathway", options["pathway"])
            if options["pathway"] is not None
            else None
        )
        home = Home(read_place(atlas, options["former_province"]), read_family(options["family"]))
        abilities = {read(Ability, "--ability", name): 1.0 for name in options["ability"] or ()}
        person = Person(read(Wish, "--wish", options["wish"]), abilities)
        codes = None if options["trade"] is None else read_trade(atlas, options["trade"])

        ranking = rank(atlas, home, person, current_weights())

        matches = [m for m in ranking.matches if pathway is None or pathway in m.trade.pathways][
            :top
        ]
        current = next((m for m in ranking.matches if codes and m.trade.code in codes), None)
        if options["json"]:
            answer = as_json(atlas, home, person, matches, current)
            self.stdout.write(json.dumps(answer, ensure_ascii=False, indent=1))
            return
        with translation.override(language):
            for line in as_text(home, ranking, matches, current):
                self.stdout.write(line)


def refused(option: str, value: str, because: str) -> CommandError:
    """One line that says what is allowed."""
    shown = value if len(value) <= 40 else f"{value[:40]}…"
    return CommandError(f"{option} {shown!r}: {because}", returncode=2)


def listed(choices: type[StrEnum]) -> str:
    return ", ".join(choice.value for choice in choices)


def read(choices: type[Choice], option: str, value: str) -> Choice:
    try:
        return choices(value)
    except ValueError:
        raise refused(option, value, f"allowed are {listed(choices)}") from None


def read_top(value: str) -> int:
    if value.isascii() and value.isdigit() and len(value) < 3 and int(value) > 0:
        return int(value)
    raise refused("--top", value, "a whole number from 1 to 99 is needed")


def read_family(values: Sequence[str] | None) -> frozenset[Asset] | None:
    """None: not told. `none`: told, and there is nothing."""
    if values is None:
        return None
    kinds = [value for value in values if value != NOTHING]
    if kinds and len(kinds) < len(values):
        raise refused("--family", NOTHING, "goes with no other kind")
    for kind in kinds:
        if kind not in list(Asset):
            raise refused("--family", kind, f"allowed are {listed(Asset)}, {NOTHING}")
    return frozenset(Asset(kind) for kind in kinds)


def read_place(atlas: Atlas, name: str) -> Place:
    """A former province first; a name that only a province of today has is that province, or the one
    former province that it is made of."""
    wanted = plain_name(name[:200])
    found = [place for place in find_places(atlas, name[:200]) if plain_name(place.name) == wanted]
    if found:
        place = found[0]
        made_of = atlas.formers_of(place.code) if place.kind == "current" else ()
        return made_of[0] if len(made_of) == 1 else place
    names = ", ".join(nearest_names(atlas, name[:200], at_least=3))
    raise refused("--former-province", name, f"no such province; the nearest names are {names}")


def read_trade(atlas: Atlas, code: str) -> frozenset[str]:
    """Codes of the job categories meant: one, or all of an SSW or ESD field."""
    wanted = " ".join(code[:200].casefold().split())
    for trade in atlas.trades:
        if wanted == trade.code.casefold():
            return frozenset({trade.code})
        if wanted in (operation.code.casefold() for operation in trade.operations):
            return frozenset({trade.code})
    inside = [t.code for t in atlas.trades if wanted in (field.casefold() for field in t.fields)]
    if inside:
        return frozenset(inside)
    known = sorted({trade.code.casefold(): trade.code for trade in atlas.trades}.items())
    nearest = difflib.get_close_matches(
        wanted, [folded for folded, _code in known], n=3, cutoff=0.0
    )
    names = ", ".join(dict(known)[near] for near in nearest)
    raise refused("--trade", code, f"no such trade; the nearest codes are {names}")


def as_json(
    atlas: Atlas, home: Home, person: Person, matches: Sequence[Match], current: Match | None
) -> dict[str, Any]:
    place = home.place
    return {
        "home": {
            "kind": place.kind,
            "code": place.code,
            "former_province": place.name if place.kind == "former" else None,
            "province": place.now_name,
            "family": None if home.assets is None else sorted(home.assets),
            "wish": person.wish,
            "abilities": sorted(person.abilities),
        },
        "data_version": atlas.version,
        "matches": [match_as_json(match) for match in matches],
        "current_trade": match_as_json(current) if current else None,
    }


def match_as_json(match: Match) -> dict[str, Any]:
    trade = match.trade
    return {
        "trade": trade.code,
        "operations": [operation.code for operation in trade.operations],
        "pathways": list(trade.pathways),
        "group": trade.group,
        "name_vi": trade.name_vi,
        "name_en": trade.name_en,
        "name_ja": trade.name_ja,
        "verdict": match.verdict,
        "score": match.score,
        "components": vars(match.components),
        "confidence": match.confidence,
        "for": [reason_as_json(reason) for reason in match.reasons_for],
        "against": [reason_as_json(reason) for reason in match.reasons_against],
    }


def reason_as_json(reason: Reason) -> dict[str, Any]:
    return {"code": reason.code, "figures": [figure_as_json(figure) for figure in reason.figures]}


def figure_as_json(figure: Figure) -> dict[str, Any]:
    return {
        "value": figure.value,
        "unit": figure.unit,
        "year": figure.year,
        "source": figure.source,
        "place": figure.place,
        "what": figure.what,
    }


def as_text(
    home: Home, ranking: Ranking, matches: Sequence[Match], current: Match | None
) -> Iterator[str]:
    if home.place.name == home.place.now_name:
        yield _("Home: %s") % home.place.name
    else:
        yield _("Home: %(place)s, today %(province)s") % {
            "place": home.place.name,
            "province": home.place.now_name,
        }
    positions = {match.trade.code: place for place, match in enumerate(ranking.matches, start=1)}
    for match in matches:
        yield from match_as_text(match, positions[match.trade.code])
    if not matches:
        yield _("No trade is open on this pathway.")
    if current:
        yield ""
        yield _("The trade of today:")
        yield from match_as_text(current, positions[current.trade.code])


def match_as_text(match: Match, position: int) -> Iterator[str]:
    trade = match.trade
    name = trade.name_en if translation.get_language() == "en" else trade.name_vi
    verdict, confidence = str(VERDICTS[match.verdict]), str(CONFIDENCES[match.confidence])
    points = f"{100 * match.score:.0f}/100"
    yield ""
    yield f"{position:>2}  {trade.code:<26} {verdict:<18} {points:>6}  {confidence}"
    yield f"    {name} · {', '.join(trade.pathways)}"
    for sign, reasons in (("+", match.reasons_for), ("−", match.reasons_against)):
        for reason in reasons:
            source = reason_source(reason)
            text = f"{reason_text(reason)} [{source}]" if source else reason_text(reason)
            yield from textwrap.wrap(
                text, WIDTH, initial_indent=f"    {sign} ", subsequent_indent="      "
            )
