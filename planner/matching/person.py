"""Component 3: abilities and interests, from a short self-rating.

The statements are our own words. Their dimensions follow two public ideas: the six interest types of
J. L. Holland (1959; "realistic", "investigative", "artistic", "social", "enterprising", "conventional") as the
O*NET Interest Profiler uses them, and O*NET's ability families (manual dexterity, static strength,
attention to detail, oral comprehension …).
"""

from collections.abc import Iterator, Mapping
from dataclasses import dataclass

from planner.matching.enums import Ability, Against, For, Gap
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
    """The mean of the abilities weighted by how much the trade needs them; unanswered = the middle."""
    abilities = person.abilities
    if not abilities:
        return Fit(NEUTRAL, (), (Gap.STATEMENTS_SKIPPED,))
    value = NEUTRAL
    if trade.need_total:
        rated = sum(need * abilities.get(ability, NEUTRAL) for ability, need in trade.needs.items())
        value = rated / trade.need_total
    return Fit(value, tuple(_reasons(abilities, trade)), ())


def _reasons(abilities: Mapping[Ability, float], trade: Trade) -> Iterator[Reason]:
    needed = [ability for ability in trade.main_needs if ability in abilities]
    strong = [ability for ability in needed if abilities[ability] >= 0.75]
    weak = [ability for ability in needed if abilities[ability] <= 0.25]
    if strong:
        about = {"abilities": "|".join(strong)}
        yield Reason(For.ABILITY_FITS, (), about, 0.3 + 0.15 * trade.needs[strong[0]])
    if weak:
        about = {"abilities": "|".join(weak)}
        yield Reason(Against.ABILITY_WEAK, (), about, 0.3 + 0.15 * trade.needs[weak[0]])
