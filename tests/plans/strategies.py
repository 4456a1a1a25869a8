"""Answers as the question pages can give them."""

import csv

from hypothesis import strategies as st

from planner.matching.enums import Asset, Wish
from planner.matching.person import RATINGS, STATEMENTS
from planner.plans.answers import Answers
from planner.plans.enums import CareFor, FamilyHope
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
    is_in_japan = draw(st.none() | st.booleans())
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
        is_in_japan=is_in_japan,
        trade=draw(st.none() | st.sampled_from(TRADES)) if is_in_japan else None,
    )
