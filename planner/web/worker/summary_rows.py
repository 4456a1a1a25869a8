"""What was told, as rows to read again and change."""

from collections.abc import Mapping
from dataclasses import dataclass, replace
from enum import Enum

from django.db.models import TextChoices
from django.urls import reverse
from django.utils.formats import date_format
from django.utils.translation import gettext as _

from planner.matching.atlas import Atlas
from planner.matching.person import STATEMENTS
from planner.plans.answers import Answers
from planner.plans.enums import CareFor, FamilyHope, Japanese, Schooling, Sex, Stage
from planner.web.shared.rows import SummaryRow, Text
from planner.web.worker.forms import PER_PAGE
from planner.web.worker.trade_groups import trade_group_names
from planner.wording.figures import number
from planner.wording.languages import localized
from planner.wording.statements import RATINGS
from planner.wording.statements import STATEMENTS as SENTENCES
from planner.wording.terms import ASSETS, HEALTH_LIMITS, PATHWAYS, WISHES


class Reader(Enum):
    """Who reads the rows: it decides on closed rows and on links to change them."""

    OWNER = "owner"
    SHUT_OUT = "shut out"  # the owner, in a browser that is
    AGENCY = "agency"


@dataclass(frozen=True)
class SummaryPart:
    key: str
    title: str
    rows: list[SummaryRow]


def summary_of(answers: Answers, atlas: Atlas, reader: Reader = Reader.OWNER) -> list[SummaryPart]:
    parts = [
        SummaryPart("home", _("My home"), _home_rows(answers, atlas, reader)),
        SummaryPart("wish", _("What I want on return"), _wish_rows(answers, atlas)),
        SummaryPart("about", _("About me"), _about_rows(answers, atlas, reader)),
        SummaryPart("myself", _("Myself"), _myself_rows(answers)),
    ]
    if reader is Reader.AGENCY:
        return [replace(part, rows=[replace(row, url="") for row in part.rows]) for part in parts]
    return parts


def place_words(answers: Answers, atlas: Atlas) -> str:
    """'Hải Dương, now in Hải Phòng'."""
    former = atlas.former.get(answers.former_province or "")
    current = atlas.current.get(answers.province or "")
    if former and former.name == former.now_name and len(atlas.formers_of(former.now_code)) == 1:
        return former.name
    if former:
        return _("%(former)s (former province), now in %(now)s") % {
            "former": former.name,
            "now": former.now_name,
        }
    if current and len(atlas.formers_of(current.code)) == 1:
        return current.name
    return _("%s, the whole province of today") % current.name if current else ""


def _home_rows(answers: Answers, atlas: Atlas, reader: Reader) -> list[SummaryRow]:
    place = place_words(answers, atlas)
    rows = [SummaryRow(_("Where home is"), [place] if place else [], _change("province"))]
    assets = _several(answers.assets, ASSETS, _("None of these"))
    rows.append(SummaryRow(_("What the family has"), assets, _change("family")))
    if "farmland" in (answers.assets or ()):
        land = [] if answers.land_m2 is None else [_("%s m²") % number(answers.land_m2)]
        rows.append(SummaryRow(_("Land"), land, _change("land")))
    care = _several(answers.care, dict(CareFor.choices), _("Nobody for now"))
    rows += _closed(_("To be cared for"), care, "care", reader)
    hope = [FamilyHope(answers.family_hope).label] if answers.family_hope else []
    rows.append(
        SummaryRow(
            _("My family hopes for"), [*hope, *_words(answers.family_words)], _change("hope")
        )
    )
    return rows


def _wish_rows(answers: Answers, atlas: Atlas) -> list[SummaryRow]:
    wish: list[Text] = [WISHES[answers.wish]] if answers.wish else []
    rows = [SummaryRow(_("My wish"), [*wish, *_words(answers.wish_words)], _change("wish"))]
    japan: list[Text] = [Stage(answers.stage).label] if answers.stage else []
    trade = atlas.trades_by_code.get(answers.trade or "")
    if trade:
        japan.append(f"{localized(trade)} ({trade.name_ja})")
    return [*rows, SummaryRow(_("Where I am now"), japan, _change("japan"))]


def _about_rows(answers: Answers, atlas: Atlas, reader: Reader) -> list[SummaryRow]:
    names = trade_group_names(atlas.version)
    work = _several(answers.experience, names, _("None of these"))
    # A year is no amount: it is not grouped.
    birth: list[Text] = [str(answers.birth_year)] if answers.birth_year else []
    month: list[Text] = (
        [date_format(answers.departs_in, "YEAR_MONTH_FORMAT")] if answers.departs_in else []
    )
    health = _several(answers.health, HEALTH_LIMITS, _("Nothing"))
    return [
        SummaryRow(_("Year of birth"), birth, _change("birth")),
        *_of_owner(_("Woman or man"), _one(answers.sex, Sex), "sex", reader),
        SummaryRow(_("School"), _one(answers.schooling, Schooling), _change("schooling")),
        SummaryRow(_("Work so far"), [*work, *_words(answers.work_words)], _change("work")),
        SummaryRow(_("Japanese"), _one(answers.japanese, Japanese), _change("japanese")),
        SummaryRow(_("Departure"), month, _change("departure")),
        SummaryRow(
            _("Way to Japan"),
            [PATHWAYS[answers.pathway]] if answers.pathway in PATHWAYS else [],
            _change("pathway"),
        ),
        *_closed(
            _("What my body does not stand"),
            [*health, *_words(answers.health_words)],
            "health",
            reader,
        ),
    ]


def _of_owner(label: str, values: list[Text], step: str, reader: Reader) -> list[SummaryRow]:
    """Asked for counting only: nobody else's to read."""
    return [] if reader is Reader.AGENCY else [SummaryRow(label, values, _change(step))]


def _closed(label: str, values: list[Text], step: str, reader: Reader) -> list[SummaryRow]:
    """A row of a closed section: nothing of it for others, not even that it is there."""
    if reader is Reader.AGENCY:
        return []
    if reader is Reader.SHUT_OUT:
        return [SummaryRow(label, [_("Closed in this browser for now")])]
    return [SummaryRow(label, values, _change(step))]


def _one(code: str | None, choices: type[TextChoices]) -> list[Text]:
    return [choices(code).label] if code else []


def _myself_rows(answers: Answers) -> list[SummaryRow]:
    given = answers.ratings or {}
    keys = list(STATEMENTS)
    return [
        SummaryRow(
            SENTENCES[key],
            [RATINGS[given[key]]],
            _change(f"statements-{1 + keys.index(key) // PER_PAGE}"),
        )
        for key in keys
        if key in given
    ] or [SummaryRow(_("24 short statements"), [], _change("statements-1"))]


def _several(
    chosen: tuple[str, ...] | None, labels: Mapping[str, Text], nothing: str
) -> list[Text]:
    return [] if chosen is None else [labels[code] for code in chosen] or [nothing]


def _words(text: str | None) -> list[Text]:
    return [f"“{text}”"] if text else []


def _change(step: str) -> str:
    return f"{reverse('question', args=[step])}?from=summary"
