from planner.reference.models.benchmarks import BenchmarkTemplate, ExamFact, ExamSitting
from planner.reference.models.guides import HelpLine, PathwayFact
from planner.reference.models.laws import FeeCeiling, JapanesePayRule
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
from planner.reference.models.rates import (
    ExchangeRate,
    PensionMultiplier,
    Prefecture,
    PrefectureWage,
    ReferenceAmount,
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
    "BenchmarkTemplate",
    "DataVersion",
    "ExamFact",
    "ExamSitting",
    "ExchangeRate",
    "FeeCeiling",
    "Field",
    "HelpLine",
    "HomeWork",
    "Income",
    "Indicator",
    "Industry",
    "JapanesePayRule",
    "JobCategory",
    "MatchWeights",
    "MinimumWage",
    "NationalIndustry",
    "Operation",
    "Pathway",
    "PathwayFact",
    "PensionMultiplier",
    "Prefecture",
    "PrefectureWage",
    "Province",
    "ReferenceAmount",
    "ReferenceRow",
    "Region",
    "SectorStructure",
    "Sourced",
    "Statistic",
    "TradeAbility",
    "TradeGroup",
    "Wage",
]
