"""One source of due rows for each kind. A room above adds its own with `add_source`."""

from planner.reminders.due.addresses import AddressCodes
from planner.reminders.due.benchmarks import BenchmarkDays, MissedBenchmarks
from planner.reminders.due.check_ins import UntoldMonths
from planner.reminders.due.digest import Mornings
from planner.reminders.due.messages import UnreadMessages
from planner.reminders.due.nudges import Nudges
from planner.reminders.due.plan_moved import MovedPlans
from planner.reminders.due.referrals import OpenReferrals
from planner.reminders.due.reviews import ReviewDays
from planner.reminders.due.silence import SilentWorkers
from planner.reminders.enums import Source
from planner.reminders.values import DueSource

SOURCES: dict[str, DueSource] = {
    Source.BENCHMARK: BenchmarkDays(),
    Source.MISS: MissedBenchmarks(),
    Source.CHECK_IN: UntoldMonths(),
    Source.PLAN_MOVED: MovedPlans(),
    Source.ADDRESS: AddressCodes(),
    Source.MESSAGE: UnreadMessages(),
    Source.DIGEST: Mornings(),
    Source.SILENCE: SilentWorkers(),
    Source.NUDGE: Nudges(),
    Source.REFERRAL: OpenReferrals(),
    Source.REVIEW: ReviewDays(),
}


def add_source(name: str, source: DueSource) -> None:
    SOURCES[name] = source
