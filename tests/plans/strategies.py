"""Answers as the question pages can give them."""

import csv
from datetime import date

from hypothesis import strategies as st

from planner.matching.enums import Asset, HealthLimit, Pathway, Wish
from planner.matching.person import RATINGS, STATEMENTS
from planner.plans.answers import Answers
from planner.plans.enums import CareFor, FamilyHope, Japanese, Schooling, Sex, Stage
from planner.plans.models import MOST_LAND_M2
from planner.reference.services import DATA_FOLDER


def _column(file: str, column: str, **where: str) -> list[str]:
    with (DATA_FOLDER / file).open(encoding="utf-8") as rows:
        return [
            row[column]
            for row in csv.DictReader(rows)
            if all(row[name] == value for name, value in where.items())
        ]


FORMERS = dict(
    zip(
        _column("provinces.csv", "code", kind="former"),
        _column("provinces.csv", "now_code", kind="former"),
        strict=True,
    )
)
HOMES = [
    *((now, former) for former, now in FORMERS.items()),
    *((now, None) for now in FORMERS.values()),
]
TRADES = _column("job_categories.csv", "code")
GROUPS = _column("trade_groups.csv", "key")

# What PostgreSQL cannot keep is refused by the forms: NUL. Surrogates are no text.
words = st.text(
    st.characters(exclude_categories=["Cs"], exclude_characters="\0"), min_size=1, max_size=300
)


def _some(codes: list[str]) -> st.SearchStrategy[tuple[str, ...]]:
    return st.lists(st.sampled_from(codes), unique=True).map(tuple)


@st.composite
def answers(draw: st.DrawFn) -> Answers:
    """Anything from nothing to everything, and nothing that contradicts itself."""
    province, former = draw(st.just((None, None)) | st.sampled_from(HOMES))
    assets = draw(st.none() | _some([asset.value for asset in Asset]))
    has_land = "farmland" in (assets or ())
    wish = draw(st.none() | st.sampled_from([wish.value for wish in Wish]))
    hope = draw(st.none() | st.sampled_from(FamilyHope.values))
    stage = draw(st.none() | st.sampled_from(Stage.values))
    has_left = stage not in (None, Stage.BEFORE_DEPARTURE)
    experience = draw(st.none() | _some(GROUPS))
    health = draw(st.none() | _some([limit.value for limit in HealthLimit]))
    month = draw(st.none() | st.dates(date(2020, 1, 1), date(2031, 12, 31)))
    return Answers(
        province=province,
        former_province=former,
        assets=assets,
        land_m2=draw(st.none() | st.integers(1, MOST_LAND_M2)) if has_land else None,
        care=draw(st.none() | _some(CareFor.values)),
        wish=wish,
        wish_words=draw(st.none() | words) if wish else None,
        family_hope=hope,
        family_words=draw(st.none() | words) if hope else None,
        ratings=draw(
            st.none() | st.dictionaries(st.sampled_from(list(STATEMENTS)), st.sampled_from(RATINGS))
        ),
        skipped=draw(st.none() | _some(["care", "family", "land", "wish"]).map(sorted).map(tuple)),
        stage=stage,
        trade=draw(st.none() | st.sampled_from(TRADES)) if has_left else None,
        birth_year=draw(st.none() | st.integers(1940, 2011)),
        sex=draw(st.none() | st.sampled_from(Sex.values)),
        schooling=draw(st.none() | st.sampled_from(Schooling.values)),
        experience=experience,
        work_words=None if experience is None else draw(st.none() | words),
        japanese=draw(st.none() | st.sampled_from(Japanese.values)),
        health=health,
        health_words=None if health is None else draw(st.none() | words),
        departure_month=month.replace(day=1).isoformat() if month else None,
        pathway=draw(st.none() | st.sampled_from([way.value for way in Pathway])),
    )
