"""Component 3: abilities and interests from a short self-rating, health limits, experience.

The statements are our own words. Their dimensions follow two public ideas: the six interest types of
J. L. Holland (1959; "realistic", "investigative", "artistic", "social", "enterprising", "conventional") as the
O*NET Interest Profiler uses them, and O*NET's ability families (manual dexterity, static strength,
attention to detail, oral comprehension …).
"""

from collections.abc import Container, Iterator, Mapping
from dataclasses import dataclass

from planner.matching.enums import Ability, Against, For, Gap, HealthLimit
from planner.matching.values import Person, Reason, Trade

# Statement → the ability it speaks of. In the order in which they are asked.
STATEMENTS: dict[str, Ability] = {
    "thread_needle": Ability.FINE_HANDWORK,  # O*NET: finger dexterity
    "lift_all_day": Ability.STRENGTH,  # O*NET: static strength, stamina
    "sun_and_rain": Ability.OUTDOOR,  # Holland: realistic; O*NET work context: outdoors
    "take_apart": Ability.MACHINES,  # Holland: realistic; O*NET: mechanical knowledge
    "spot_small_faults": Ability.ACCURACY,  # O*NET: attention to detail, near vision
    "animals_calm": Ability.PLANTS_ANIMALS,  # Holland: realistic; O*NET: nature and agriculture
    "old_and_sick": Ability.PEOPLE_CARE,  # Holland: social
    "bargain": Ability.SELLING_AND_SUMS,  # Holland: enterprising
    "plan_the_day": Ability.ORGANISING,  # Holland: conventional
    "learn_words": Ability.LANGUAGE,  # O*NET: memorization, oral comprehension
    "make_by_hand": Ability.FINE_HANDWORK,  # Holland: artistic; O*NET: manual dexterity
    "stand_long": Ability.STRENGTH,  # O*NET: stamina
    "prefer_outside": Ability.OUTDOOR,
    "hear_engine": Ability.MACHINES,  # O*NET: hearing sensitivity, troubleshooting
    "measure_twice": Ability.ACCURACY,  # Holland: conventional
    "grow_things": Ability.PLANTS_ANIMALS,
    "patient_listening": Ability.PEOPLE_CARE,  # O*NET: active listening, service orientation
    "count_money": Ability.SELLING_AND_SUMS,  # O*NET: number facility
    "lead_group": Ability.ORGANISING,  # Holland: enterprising
    "talk_to_strangers": Ability.LANGUAGE,  # O*NET: oral expression
    "tidy_joints": Ability.FINE_HANDWORK,
    "new_tools": Ability.MACHINES,
    "same_way_each_time": Ability.ACCURACY,
    "sell_own_goods": Ability.SELLING_AND_SUMS,
}
RATINGS = (0, 1, 2)  # not like me, a little like me, very like me
NEUTRAL = 0.5
# What each limit touches, and from which need on. Judgement. Accuracy up to 2 is often weight, heat or
# order and no matter of the eyes; 3 is measured, matched or wired by sight.
TOUCHED: dict[HealthLimit, dict[Ability, int]] = {
    HealthLimit.LIFTING: {Ability.STRENGTH: 1},
    HealthLimit.EYES: {Ability.FINE_HANDWORK: 1, Ability.ACCURACY: 3},
    HealthLimit.OUTDOORS: {Ability.OUTDOOR: 1},
    HealthLimit.ALLERGY: {Ability.PLANTS_ANIMALS: 1},
}
# A limit weighs like the lowest rating; a year in a trade closes part of what is left to 1. Judgement.
LIMITED = 0.0
EXPERIENCE_CLOSES = 0.4


@dataclass(frozen=True)
class Fit:
    value: float
    reasons: tuple[Reason, ...]
    gaps: tuple[Gap, ...]


def rate_abilities(answers: Mapping[str, int]) -> dict[Ability, float]:
    """Mean rating per ability, 0–1; an ability without an answer is absent."""
    sums: dict[Ability, list[int]] = {}
    for statement, ability in STATEMENTS.items():
        if statement in answers:
            sums.setdefault(ability, []).append(answers[statement])
    return {ability: sum(given) / len(given) / RATINGS[-1] for ability, given in sums.items()}


def person_fit(person: Person, trade: Trade) -> Fit:
    """The mean of the abilities weighted by how much the trade needs them; unanswered = the middle.

    A health limit caps the abilities that it touches, answered or not. Experience in the trade's group
    raises what comes out.
    """
    limits = _limits_touching(person, trade)
    value = _rated(person.abilities, limits, trade)
    if trade.group_key in person.experience:
        value += EXPERIENCE_CLOSES * (1 - value)
    gaps = () if person.abilities else (Gap.STATEMENTS_SKIPPED,)
    return Fit(value, tuple(_reasons(person, limits, trade)), gaps)


def _limits_touching(person: Person, trade: Trade) -> dict[Ability, frozenset[HealthLimit]]:
    """The abilities needed here that the person's health limits, with the limits that touch each."""
    told = person.health_limits or frozenset()
    touching = {
        ability: frozenset(limit for limit in told if 0 < TOUCHED[limit].get(ability, 0) <= need)
        for ability, need in trade.needs.items()
    }
    return {ability: limits for ability, limits in touching.items() if limits}


def _rated(abilities: Mapping[Ability, float], limited: Container[Ability], trade: Trade) -> float:
    if not trade.need_total:
        return NEUTRAL
    ratings = {ability: abilities.get(ability, NEUTRAL) for ability in trade.needs}
    rated = sum(
        need * (min(ratings[ability], LIMITED) if ability in limited else ratings[ability])
        for ability, need in trade.needs.items()
    )
    return rated / trade.need_total


def _reasons(
    person: Person, limits: Mapping[Ability, frozenset[HealthLimit]], trade: Trade
) -> Iterator[Reason]:
    """What a limit touches is told as the limit, not as good or bad at it too."""
    needed = [item for item in trade.main_needs if item in person.abilities and item not in limits]
    strong = [ability for ability in needed if person.abilities[ability] >= 0.75]
    weak = [ability for ability in needed if person.abilities[ability] <= 0.25]
    limited = [ability for ability in trade.main_needs if ability in limits]
    if strong:
        about = {"abilities": "|".join(strong)}
        yield Reason(For.ABILITY_FITS, (), about, 0.3 + 0.15 * trade.needs[strong[0]])
    if trade.group_key in person.experience:
        yield Reason(For.EXPERIENCE, (), {}, 0.7)
    if limited:
        told = sorted({limit for ability in limited for limit in limits[ability]})
        about = {"limits": "|".join(told)}
        # Always among those shown: no more than four others can weigh as much.
        yield Reason(Against.HEALTH_LIMIT, (), about, 0.82 + 0.05 * trade.needs[limited[0]])
    if weak:
        about = {"abilities": "|".join(weak)}
        yield Reason(Against.ABILITY_WEAK, (), about, 0.3 + 0.15 * trade.needs[weak[0]])
