"""What is kept per month at home: as typed, else from published figures that say so."""

from planner.matching.atlas import Atlas
from planner.matching.pay import LEVELS, Pay, pay_for
from planner.matching.values import Figure, Place, Trade
from planner.money.kept import kept_at_home
from planner.money.values import Span
from planner.plans.models import MoneyBasis
from planner.plans.sums.values import HomeSum, Origin
from planner.reference.rates import CurrentRules

SPENDING = "vietnam_spend_national"
# Other jobs of the same industry say nothing of this one's pay: a salesman of a farm company earns five times a farmer's.
_LEVELS = ("occupation", "related_occupation", "section")


def home_sum(
    basis: MoneyBasis | None,
    trade: Trade | None,
    place: Place | None,
    atlas: Atlas,
    rules: CurrentRules,
) -> HomeSum | None:
    """None: nothing was typed, and there is no figure to stand in."""
    typed_wage = basis.home_wage_vnd if basis else None
    pay: Pay | None
    figures: tuple[Figure, ...]
    living_vnd, amount = basis.home_living_vnd if basis else None, None
    if living_vnd is None:
        amount = rules.amounts.get(SPENDING)
        if amount is None:
            return None
        living_vnd = amount.low
    if typed_wage is not None:
        pay, figures = None, ()
        low = high = typed_wage
    else:
        pay = _pay_like(trade, place, atlas)
        figures = pay.figures if pay else (atlas.mean_income,)
        low, high = int(figures[0].value), int(figures[-1].value)
    kept = kept_at_home(low, high, living_vnd, living_vnd).rent_free
    return HomeSum(
        wage=Span(low, kept.mid + living_vnd, high),
        wage_origin=Origin.EXAMPLE if figures else Origin.TYPED,
        pay=pay,
        figures=figures,
        living_vnd=living_vnd,
        living_origin=Origin.EXAMPLE if amount else Origin.TYPED,
        living_amount=amount,
        has_rent=basis.has_rent_at_home if basis else None,
        kept=kept,
    )


def _pay_like(trade: Trade | None, place: Place | None, atlas: Atlas) -> Pay | None:
    """Of the kind of work nearest to the trade and to home; works come in the order of the trade."""
    if trade is None or place is None:
        return None
    works = atlas.works.get(trade.group_key, ())
    found = [pay for work in works if (pay := pay_for(atlas, work, place, _LEVELS)) is not None]
    near = [pay for pay in found if pay.nearness != "elsewhere" and pay.figures]
    return min(near, key=lambda pay: LEVELS.index(pay.level), default=None)
