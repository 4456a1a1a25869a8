"""The codes that a match speaks in. Sentences for them are in `planner.wording`."""

from enum import StrEnum


class Sector(StrEnum):
    AGRICULTURE = "agriculture"
    INDUSTRY = "industry_construction"
    SERVICES = "services"


class Asset(StrEnum):
    """What a family has to work with."""

    FARMLAND = "farmland"
    POND = "pond"
    LIVESTOCK = "livestock"
    WORKSHOP = "workshop"
    SHOP = "shop"
    VEHICLE = "vehicle"
    CRAFT = "craft"


class Wish(StrEnum):
    """What the worker wants on return."""

    FARM = "farm"
    OWN_BUSINESS = "own_business"
    SKILLED_TRADE = "skilled_trade"
    QUALITY_MANUFACTURING = "quality_manufacturing"
    SERVICE = "service"
    UNSURE = "unsure"


class Ability(StrEnum):
    FINE_HANDWORK = "fine_handwork"
    STRENGTH = "strength"
    OUTDOOR = "outdoor"
    MACHINES = "machines"
    ACCURACY = "accuracy"
    PLANTS_ANIMALS = "plants_animals"
    PEOPLE_CARE = "people_care"
    SELLING_AND_SUMS = "selling_and_sums"
    ORGANISING = "organising"
    LANGUAGE = "language"


class HealthLimit(StrEnum):
    """What a worker's health makes hard; only what the needs of the trades can answer."""

    LIFTING = "lifting"
    EYES = "eyes"
    OUTDOORS = "outdoors"
    ALLERGY = "allergy"


class Strength(StrEnum):
    """How much a place is known for an industry. A judgement, with its source."""

    LEADING = "leading"
    NOTABLE = "notable"


class Alone(StrEnum):
    """Can one person run this trade as a business?"""

    YES = "yes"
    PARTLY = "partly"
    NO = "no"


class Pathway(StrEnum):
    TITP = "TITP"
    SSW = "SSW"
    ESD = "ESD"


class Verdict(StrEnum):
    ALIGNED = "aligned"
    PARTLY = "partly"
    MISALIGNED = "misaligned"


class Confidence(StrEnum):
    HIGH = "high"
    MEDIUM = "medium"
    LOW = "low"


class Gap(StrEnum):
    """What was not known when a match was made: it lowers confidence, never the score."""

    SECTORS_UNKNOWN = "sectors_unknown"
    SECTORS_PARTIAL = "sectors_partial"
    SECTORS_OLD = "sectors_old"
    FORMER_PROVINCE_UNSURE = "former_province_unsure"
    LOCAL_PROXY = "local_proxy"
    ACTIVITY_UNSOURCED = "activity_unsourced"
    FAMILY_NOT_TOLD = "family_not_told"
    WISH_UNSURE = "wish_unsure"
    STATEMENTS_SKIPPED = "statements_skipped"


class For(StrEnum):
    """Reasons for a trade."""

    ACTIVITY_HERE = "activity_here"
    ACTIVITY_NEARBY = "activity_nearby"
    SECTOR_LARGE = "sector_large"
    PRODUCTION_HERE = "production_here"
    LOCAL_MARKET = "local_market"
    FAMILY_ASSET = "family_asset"
    WISH_SERVED = "wish_served"
    CARE_POSSIBLE = "care_possible"
    ABILITY_FITS = "ability_fits"
    EXPERIENCE = "experience"
    CRAFT_CARRIED = "craft_carried"
    ALONE_POSSIBLE = "alone_possible"
    LONG_STAY_OPEN = "long_stay_open"
    PAY_GOOD = "pay_good"


class Against(StrEnum):
    """Reasons against a trade."""

    ACTIVITY_NOWHERE_NEAR = "activity_nowhere_near"
    ACTIVITY_ONLY_NEARBY = "activity_only_nearby"
    SECTOR_SMALL = "sector_small"
    PRODUCTION_SMALL = "production_small"
    LOCAL_MARKET_THIN = "local_market_thin"
    FAMILY_ASSET_MISSING = "family_asset_missing"
    FAMILY_ASSET_UNUSED = "family_asset_unused"
    WISH_DIFFERS = "wish_differs"
    CARE_HARD = "care_hard"
    ABILITY_WEAK = "ability_weak"
    HEALTH_LIMIT = "health_limit"
    LINE_POSITION = "line_position"
    PLANT_ONLY = "plant_only"
    CAPITAL_NEEDED = "capital_needed"
    CUSTOMERS_NEEDED = "customers_needed"
    LONG_STAY_CLOSED = "long_stay_closed"
    PAY_LOW = "pay_low"
    PAY_UNKNOWN = "pay_unknown"


# Care duties and health limits are closed to others, and so is what rests on them.
CLOSED_REASONS: frozenset[For | Against] = frozenset(
    {For.CARE_POSSIBLE, Against.CARE_HARD, Against.HEALTH_LIMIT}
)
