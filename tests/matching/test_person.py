import pytest

from planner.matching.atlas import Atlas
from planner.matching.enums import Ability, Against, For, Gap, HealthLimit
from planner.matching.person import (
    EXPERIENCE_CLOSES,
    NEUTRAL,
    RATINGS,
    STATEMENTS,
    TOUCHED,
    person_fit,
    rate_abilities,
)
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


@pytest.mark.parametrize("limit", HealthLimit)
def test_each_health_limit_touches_some_trades_and_not_all(
    atlas: Atlas, limit: HealthLimit
) -> None:
    person = Person(health_limits=frozenset({limit}))

    fits = [person_fit(person, trade) for trade in atlas.trades]

    assert set(TOUCHED) == set(HealthLimit)
    assert 0 < sum(bool(fit.reasons) for fit in fits) < len(fits)


def test_a_health_limit_counts_though_the_statements_were_skipped(atlas: Atlas) -> None:
    trade = atlas.trades_by_code["TITP 7-13"]
    need = trade.needs[Ability.STRENGTH]

    fit = person_fit(Person(health_limits=frozenset({HealthLimit.LIFTING})), trade)

    total = sum(trade.needs.values())
    assert fit.value == pytest.approx((total - need) * NEUTRAL / total)
    assert fit.gaps == (Gap.STATEMENTS_SKIPPED,)
    assert [(reason.code, reason.about) for reason in fit.reasons] == [
        (Against.HEALTH_LIMIT, {"limits": "lifting"})
    ]


@pytest.mark.parametrize("rating", [0.0, 0.5, 1.0])
def test_what_a_limit_touches_is_not_told_as_strong_or_weak_as_well(
    atlas: Atlas, rating: float
) -> None:
    abilities = {Ability.STRENGTH: rating, Ability.PEOPLE_CARE: 0.5}
    limits = frozenset({HealthLimit.LIFTING})

    fit = person_fit(Person(abilities=abilities, health_limits=limits), atlas.trades[0])

    assert [reason.code for reason in fit.reasons] == [Against.HEALTH_LIMIT]


def test_limits_on_one_trade_are_one_reason_in_a_fixed_order(atlas: Atlas) -> None:
    farming = next(trade for trade in atlas.trades if trade.group_key == "crops_greenhouse")

    fit = person_fit(Person(health_limits=frozenset(HealthLimit)), farming)

    assert [reason.about for reason in fit.reasons] == [{"limits": "allergy|lifting|outdoors"}]


def test_accuracy_that_is_no_matter_of_the_eyes_is_left_alone(atlas: Atlas) -> None:
    person = Person(health_limits=frozenset({HealthLimit.EYES}))
    by_group = {trade.group_key: trade for trade in atlas.trades}

    reasons = {group: person_fit(person, trade).reasons for group, trade in by_group.items()}

    assert by_group["transport_logistics"].needs[Ability.ACCURACY] == 2
    assert reasons["transport_logistics"] == ()
    assert [reason.code for reason in reasons["printing_packaging"]] == [Against.HEALTH_LIMIT]


def test_experience_closes_part_of_what_is_left_and_is_a_reason(atlas: Atlas) -> None:
    trade = atlas.trades_by_code["TITP 7-13"]

    fit = person_fit(Person(experience=frozenset({trade.group_key})), trade)

    assert fit.value == pytest.approx(NEUTRAL + EXPERIENCE_CLOSES * (1 - NEUTRAL))
    assert [reason.code for reason in fit.reasons] == [For.EXPERIENCE]


def test_experience_in_another_group_changes_nothing(atlas: Atlas) -> None:
    trade = atlas.trades_by_code["TITP 7-13"]

    fit = person_fit(Person(experience=frozenset({"sewing"})), trade)

    assert fit == person_fit(Person(), trade)
