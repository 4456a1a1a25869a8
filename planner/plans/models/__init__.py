from planner.plans.models.agreement import Agreement, PlanChange, Proposal, SignOff
from planner.plans.models.choices import Choice, ChoiceAsShown
from planner.plans.models.money import Debt, MoneyBasis, PayYear
from planner.plans.models.months import CheckIn, MonthFeeling, MonthMoney, MonthWork
from planner.plans.models.offer import CostItem, CostSheet, OfferFile, PromisedPay, PromisedWork
from planner.plans.models.outlooks import Outlook, PlanMove, RulesKept
from planner.plans.models.plan import Benchmark, Goal, Plan, Step
from planner.plans.models.savings import DecisionSheet, Remittance, SavingsPlan
from planner.plans.models.standing import Evidence, JapaneseTest, Miss, StatusChange
from planner.plans.models.told import (
    FIRST_BIRTH_YEAR,
    MOST_LAND_M2,
    CareDuties,
    HealthLimits,
    Home,
    Profile,
    SelfRating,
    Wish,
)

__all__ = [
    "FIRST_BIRTH_YEAR",
    "MOST_LAND_M2",
    "Agreement",
    "Benchmark",
    "CareDuties",
    "CheckIn",
    "Choice",
    "ChoiceAsShown",
    "CostItem",
    "CostSheet",
    "Debt",
    "DecisionSheet",
    "Evidence",
    "Goal",
    "HealthLimits",
    "Home",
    "JapaneseTest",
    "Miss",
    "MoneyBasis",
    "MonthFeeling",
    "MonthMoney",
    "MonthWork",
    "OfferFile",
    "Outlook",
    "PayYear",
    "Plan",
    "PlanChange",
    "PlanMove",
    "Profile",
    "PromisedPay",
    "PromisedWork",
    "Proposal",
    "Remittance",
    "RulesKept",
    "SavingsPlan",
    "SelfRating",
    "SignOff",
    "StatusChange",
    "Step",
    "Wish",
]
