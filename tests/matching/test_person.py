import pytest

from planner.matching.atlas import Atlas
from planner.matching.enums import Ability, Against, For, Gap
from planner.matching.person import NEUTRAL, RATINGS, STATEMENTS, person_fit, rate_abilities
from planner.matching.values import Person


def test_there_are_24_statements_and_two_or_more_for_each_ability() -> None:
    asked = list(STATEMENTS.values())

    assert len(STATEMENTS) == 24
    assert all(asked.count(ability) >= 2 for ability in Ability)


def test_the_first_ten_statements_touch_every_ability() -> None:
    assert set(list(STATEMENTS.values())[: len(Ability)]) == set(Ability)


def test_rating_is_the_mean_of_the_answers_given() -> None:
    rated = rate_abilities({"thread_needle": 2, "make_by_hand": 1, "lift_all_day": 0})

    assert rated == {Ability.FINE_HANDWORK: 0.75, Ability.STRENGTH: 0.0}


def test_nothing_answered_rates_nothing() -> None:
    assert rate_abilities({}) == {}


def test_the_highest_rating_everywhere_is_1_for_all() -> None:
    rated = rate_abilities(dict.fromkeys(STATEMENTS, RATINGS[-1]))

    assert rated == dict.fromkeys(Ability, 1.0)


@pytest.mark.parametrize("ability", Ability)
def test_each_ability_is_needed_by_a_trade(atlas: Atlas, ability: Ability) -> None:
    assert any(trade.needs.get(ability, 0) >= 2 for trade in atlas.trades)


def test_skipped_is_neutral_and_a_gap(atlas: Atlas) -> None:
    fit = person_fit(Person(), atlas.trades_by_code["TITP 7-13"])

    assert (fit.value, fit.reasons, fit.gaps) == (NEUTRAL, (), (Gap.STATEMENTS_SKIPPED,))


def test_fit_is_the_mean_weighted_by_need(atlas: Atlas) -> None:
    trade = atlas.trades_by_code["TITP 7-13"]
    need = trade.needs[Ability.PEOPLE_CARE]

    fit = person_fit(Person(abilities={Ability.PEOPLE_CARE: 1.0}), trade)

    total = sum(trade.needs.values())
    assert fit.value == pytest.approx((need * 1.0 + (total - need) * NEUTRAL) / total)


def test_what_somebody_is_good_or_bad_at_is_a_reason(atlas: Atlas) -> None:
    care = atlas.trades_by_code["TITP 7-13"]

    good = person_fit(Person(abilities={Ability.PEOPLE_CARE: 1.0}), care)
    bad = person_fit(Person(abilities={Ability.PEOPLE_CARE: 0.0}), care)

    assert [reason.code for reason in good.reasons] == [For.ABILITY_FITS]
    assert [reason.code for reason in bad.reasons] == [Against.ABILITY_WEAK]
