"""Labels of codes."""

from django.utils.translation import gettext_lazy as _
from django_stubs_ext import StrPromise

from planner.matching.enums import (
    Ability,
    Asset,
    Confidence,
    Gap,
    HealthLimit,
    Pathway,
    Sector,
    Strength,
    Verdict,
    Wish,
)

SECTORS: dict[str, StrPromise] = {
    Sector.AGRICULTURE: _("Farming, forestry and fishing"),
    Sector.INDUSTRY: _("Industry and construction"),
    Sector.SERVICES: _("Services"),
}
ASSETS: dict[str, StrPromise] = {
    Asset.FARMLAND: _("farmland or garden"),
    Asset.POND: _("pond"),
    Asset.LIVESTOCK: _("livestock"),
    Asset.WORKSHOP: _("workshop"),
    Asset.SHOP: _("shop or stall"),
    Asset.VEHICLE: _("van or truck"),
    Asset.CRAFT: _("family craft"),
}
WISHES: dict[str, StrPromise] = {
    Wish.FARM: _("High-tech farming"),
    Wish.OWN_BUSINESS: _("My own small business"),
    Wish.SKILLED_TRADE: _("A skilled trade"),
    Wish.QUALITY_MANUFACTURING: _("Quality work in a factory"),
    Wish.SERVICE: _("Service or language work"),
    Wish.UNSURE: _("Not sure yet"),
}
ABILITIES: dict[str, StrPromise] = {
    Ability.FINE_HANDWORK: _("fine handwork"),
    Ability.STRENGTH: _("bodily strength"),
    Ability.OUTDOOR: _("work outdoors"),
    Ability.MACHINES: _("machines"),
    Ability.ACCURACY: _("accuracy"),
    Ability.PLANTS_ANIMALS: _("plants, animals"),
    Ability.PEOPLE_CARE: _("care for people"),
    Ability.SELLING_AND_SUMS: _("selling, sums"),
    Ability.ORGANISING: _("organising"),
    Ability.LANGUAGE: _("foreign languages"),
}
# As the worker ticks them.
HEALTH_LIMITS: dict[str, StrPromise] = {
    HealthLimit.LIFTING: _("Heavy lifting or long standing is hard for me"),
    HealthLimit.EYES: _("Small things are hard for me to see, even with glasses"),
    HealthLimit.OUTDOORS: _("Working outdoors in sun, rain or cold makes me ill"),
    HealthLimit.ALLERGY: _("Plants or animals make me ill (allergy)"),
}
STRENGTHS: dict[str, StrPromise] = {
    Strength.LEADING: _("leading"),
    Strength.NOTABLE: _("notable"),
}
VERDICTS: dict[str, StrPromise] = {
    Verdict.ALIGNED: _("Fits home"),
    Verdict.PARTLY: _("Fits in part"),
    Verdict.MISALIGNED: _("Does not fit home"),
}
CONFIDENCES: dict[str, StrPromise] = {
    Confidence.HIGH: _("well supported"),
    Confidence.MEDIUM: _("partly supported"),
    Confidence.LOW: _("little is known"),
}
GAPS: dict[str, StrPromise] = {
    Gap.SECTORS_UNKNOWN: _("the sectors of this province are not known"),
    Gap.SECTORS_PARTIAL: _("not all sectors of this province are known"),
    Gap.SECTORS_OLD: _("the figures on sectors are from before 2022"),
    Gap.FORMER_PROVINCE_UNSURE: _(
        "the former province was not chosen, so the whole new one counts"
    ),
    Gap.LOCAL_PROXY: _(
        "no page tells how much of this work there is; the size of the local market stands in for it"
    ),
    Gap.ACTIVITY_UNSOURCED: _("widely known, but no page was found for it"),
    Gap.FAMILY_NOT_TOLD: _("you have not said what your family has"),
    Gap.WISH_UNSURE: _("you are not sure yet what you want"),
    Gap.STATEMENTS_SKIPPED: _("you have skipped the statements about yourself"),
}
PATHWAYS: dict[str, StrPromise] = {
    Pathway.TITP: _("technical intern"),
    Pathway.SSW: _("specified skilled worker"),
    Pathway.ESD: _("ESD, from April 2027"),
}
GROUPS: dict[str, StrPromise] = {
    "agriculture": _("Farming"),
    "fishery": _("Fishing and aquaculture"),
    "construction": _("Construction"),
    "food_manufacturing": _("Food making"),
    "textiles": _("Textiles and sewing"),
    "machinery_metal": _("Machines and metal"),
    "other": _("Other trades"),
}
# What a kind of work at home asks for.
NEEDS: dict[str, StrPromise] = {
    "land": _("land"),
    "pond": _("a pond"),
    "livestock_barn": _("a barn"),
    "workshop": _("a workshop"),
    "shop": _("a shop or stall"),
    "vehicle": _("a van or truck"),
    "tools": _("tools"),
    "capital": _("starting money"),
    "licence": _("a licence"),
    "certificate": _("a certificate"),
    "customers": _("customers of your own"),
    "japanese": _("good Japanese"),
    "health_check": _("a health check"),
    "boat": _("a boat"),
}
FORMS: dict[str, StrPromise] = {
    "employed": _("employed"),
    "self_employed": _("own business"),
    "both": _("employed or own business"),
}
PAY_LEVELS: dict[str, StrPromise] = {
    "occupation": _("this occupation"),
    "related_occupation": _("a related occupation"),
    "industry": _("another job in the same industry"),
    "section": _("the mean of the whole sector"),
}
COMPONENTS: dict[str, StrPromise] = {
    "home_economy": _("Economy at home"),
    "family_and_wish": _("Family and wish"),
    "person": _("You yourself"),
    "skill": _("Skill carried home"),
}
# The outputs that speak for or against a farm trade.
PRODUCTS: dict[str, StrPromise] = {
    "paddy_output": _("rice"),
    "maize_output": _("maize"),
    "cassava_output": _("cassava"),
    "groundnut_output": _("groundnuts"),
    "sugarcane_output": _("sugar cane"),
    "sweet_potato_output": _("sweet potatoes"),
    "pigs": _("pigs"),
    "cattle": _("cattle"),
    "poultry": _("poultry"),
    "buffaloes": _("buffaloes"),
    "aquaculture_output": _("farmed fish and shrimp"),
    "fishery_caught_output": _("fish catch"),
    "wood_output": _("wood"),
}


def joined(labels: list[str]) -> str:
    """'a', 'a and b', 'a, b and c'."""
    return _joined(labels, _("%(first)s and %(last)s"))


def either(labels: list[str]) -> str:
    """'a', 'a or b', 'a, b or c'."""
    return _joined(labels, _("%(first)s or %(last)s"))


def _joined(labels: list[str], pattern: StrPromise) -> str:
    if len(labels) < 2:
        return "".join(labels)
    return str(pattern) % {"first": ", ".join(labels[:-1]), "last": labels[-1]}
