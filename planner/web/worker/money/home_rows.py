from dataclasses import dataclass

from django.utils.translation import gettext as _

from planner.matching.values import Figure
from planner.money.enums import Currency
from planner.plans.sums.values import HomeSum, Origin
from planner.web.worker.match_rows import pay_row
from planner.web.worker.money.figures import Cited, amount, cited, million
from planner.wording.figures import note_of, publisher_of, year_of


@dataclass(frozen=True)
class HomeCard:
    """`rent`: what is said of it. `wage_from`, `living_from`: the published figures, where none was typed."""

    wage: str
    wage_words: str
    wage_from: list[Cited]
    living: str
    living_from: list[Cited]
    rent: str
    kept: str
    span: str
    is_example: bool


def home_card(home: HomeSum) -> HomeCard:
    is_example = Origin.EXAMPLE in (home.wage_origin, home.living_origin)
    low, high = home.kept.low, home.kept.high
    return HomeCard(
        wage=_span(home.wage.low, home.wage.high),
        wage_words=_wage_words(home),
        wage_from=[_wage_from(figure, home) for figure in home.figures[:1]],
        living=amount(home.living_vnd, Currency.VND),
        living_from=[cited(home.living_amount, Currency.VND)] if home.living_amount else [],
        rent=_rent(home.has_rent),
        kept=million(home.kept.mid),
        span=""
        if low == high
        else _("From %(low)s to %(high)s.") % {"low": million(low), "high": million(high)},
        is_example=is_example,
    )


def _wage_from(figure: Figure, home: HomeSum) -> Cited:
    words = ""
    if row := pay_row(home.pay):
        words = f"{row.occupation}, {row.place}"
    return Cited(words, note_of(figure), publisher_of(figure), year_of(figure), figure.source_url)


def _span(low: int, high: int) -> str:
    if low == high:
        return amount(low, Currency.VND)
    return f"{amount(low, Currency.VND)} – {amount(high, Currency.VND)}"


def _wage_words(home: HomeSum) -> str:
    if home.wage_origin == Origin.TYPED:
        return _("as you typed")
    if home.pay:
        return _("an example: pay of work like your trade. Type yours.")
    return _("an example: what employed people earn on average in the country. Type yours.")


def _rent(has_rent: bool | None) -> str:
    if has_rent is None:
        return _(
            "Without rent, living with your people. If you would pay rent, you keep less: type your living cost with rent. We found no rent with a source."
        )
    if has_rent:
        return _("With rent, as you typed.")
    return _("Without rent: you live with your people.")
