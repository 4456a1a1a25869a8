from planner.reference.models.guides import HelpLine, PathwayFact
from planner.reference.models.pay import Income, MinimumWage, NationalIndustry, Wage
from planner.reference.models.places import (
    Activity,
    Indicator,
    Industry,
    Province,
    Region,
    SectorStructure,
    Statistic,
)
from planner.reference.models.sourced import ReferenceRow, Sourced
from planner.reference.models.trades import (
    Field,
    HomeWork,
    JobCategory,
    Operation,
    Pathway,
    TradeAbility,
    TradeGroup,
)
from planner.reference.models.versions import DataVersion, MatchWeights

__all__ = [
    "Activity",
    "DataVersion",
    "Field",
    "HelpLine",
    "HomeWork",
    "Income",
    "Indicator",
    "Industry",
    "JobCategory",
    "MatchWeights",
    "MinimumWage",
    "NationalIndustry",
    "Operation",
    "Pathway",
    "PathwayFact",
    "Province",
    "ReferenceRow",
    "Region",
    "SectorStructure",
    "Sourced",
    "Statistic",
    "TradeAbility",
    "TradeGroup",
    "Wage",
]
