from django.db.models import TextChoices
from django.utils.translation import gettext_lazy as _


class CareFor(TextChoices):
    """Who must be cared for at home."""

    PARENTS = "parents", _("Parents or grandparents")
    CHILDREN = "children", _("Small children")
    SICK = "sick", _("Somebody who is ill or disabled")


class FamilyHope(TextChoices):
    """What the family hopes for. Kept beside the worker's own wish, never scored."""

    MONEY = "money", _("Money for debts, school or daily life")
    HOUSE = "house", _("A house")
    BUSINESS = "business", _("A family business")
    TRADE = "trade", _("That I learn a good trade")
    COME_HOME = "come_home", _("That I come home soon")
    STAY_LONG = "stay_long", _("That I stay in Japan for long")
    NOT_TALKED = "not_talked", _("We have not talked about it")


class Stage(TextChoices):
    """Where a worker stands on the way. Each opens its own tasks."""

    BEFORE_DEPARTURE = "before_departure", _("Before departure")
    IN_JAPAN = "in_japan", _("In Japan")
    # Says so: the return lies within about a year.
    BEFORE_RETURN = "before_return", _("Before return")
    HOME = "home", _("Back home")


class Sex(TextChoices):
    """Asked for counting only; nobody has to say it."""

    FEMALE = "female", _("Woman")
    MALE = "male", _("Man")
    OTHER = "other", _("Other")


class Schooling(TextChoices):
    PRIMARY = "primary", _("Primary school (class 5)")
    LOWER_SECONDARY = "lower_secondary", _("Lower secondary school (class 9)")
    UPPER_SECONDARY = "upper_secondary", _("Upper secondary school (class 12)")
    VOCATIONAL = "vocational", _("Trade school or intermediate school")
    COLLEGE = "college", _("College")
    UNIVERSITY = "university", _("University")


class Japanese(TextChoices):
    """The highest level reached: of the JLPT, or of the JFT-Basic that SSW asks for."""

    NONE = "none", _("None yet")
    BEGINNER = "beginner", _("I am learning; no test yet")
    N5 = "n5", "JLPT N5"
    N4 = "n4", "JLPT N4"
    JFT = "jft", _("JFT-Basic passed")
    N3 = "n3", "JLPT N3"
    N2 = "n2", "JLPT N2"
    N1 = "n1", "JLPT N1"


class Housing(TextChoices):
    DORMITORY = "dormitory", _("Company dormitory")
    SHARED = "shared", _("Flat shared with others")
    ALONE = "alone", _("Flat of my own")
    NOT_SAID = "not_said", _("They did not say")


class GoalKind(TextChoices):
    LONG_TERM = "long_term", _("My long-term goal")
    OPTION_A = "option_a", _("Option A")
    OPTION_B = "option_b", _("Option B")


class StepHelper(TextChoices):
    MYSELF = "myself", _("I can do it alone")
    FAMILY = "family", _("My family")
    COUNSELOR = "counselor", _("My counselor")
    EMPLOYER = "employer", _("My employer in Japan")
    FRIENDS = "friends", _("Friends or people who went before me")
    SCHOOL = "school", _("A school or course")
    OTHER = "other", _("Somebody else")


class TargetKind(TextChoices):
    """How one sees that it is reached."""

    YES_NO = "yes_no", _("Done or not done")
    LEVEL = "level", _("A level or certificate")
    AMOUNT = "amount", _("An amount of money")


class DropReason(TextChoices):
    NOT_FOR_ME = "not_for_me", _("It does not concern my job or my way")
    NOT_USEFUL = "not_useful", _("No longer useful for my plan")
    OTHER_WAY = "other_way", _("I reach it in another way")
    NO_TIME = "no_time", _("It is too much for me now")
    OTHER = "other", _("Another reason")


class Mood(TextChoices):
    """How a month went."""

    GOOD = "good", _("It goes well")
    FAIR = "fair", _("It is all right")
    HARD = "hard", _("It is hard")
    TOO_HARD = "too_hard", _("I cannot go on like this")


class MissCause(TextChoices):
    """Why a benchmark was missed."""

    EMPLOYER = "employer", _("My employer or the work")
    MONEY = "money", _("Money")
    HEALTH = "health", _("My health")
    OWN_CHOICE = "own_choice", _("I decided otherwise")
    NOT_USEFUL = "not_useful", _("It is no longer useful")


class StatusKind(TextChoices):
    """A change of status or employer, each by its own rules."""

    TITP_3 = "titp_3", _("Stay as a trainee for years four and five (TITP 3)")
    TITP_TO_SSW = "titp_to_ssw", _("From trainee to Specified Skilled Worker (SSW 1)")
    ESD_TRANSFER = "esd_transfer", _("To another employer, in the same kind of work (ESD)")
    ESD_TO_SSW = "esd_to_ssw", _("From ESD to Specified Skilled Worker (SSW 1)")


class ProposalKind(TextChoices):
    GOAL = "goal", _("Goal")
    STEP = "step", _("Step")
    BENCHMARK = "benchmark", _("Benchmark")


class ProposalState(TextChoices):
    OPEN = "open", _("Waiting for an answer")
    ACCEPTED = "accepted", _("Taken into the plan")
    DECLINED = "declined", _("Declined")


class ChangeKind(TextChoices):
    """What happened to a plan. Each arises in one service."""

    PROMISED_PAY = "promised_pay", _("Promised pay")
    PROMISED_WORK = "promised_work", _("Promised work")
    COSTS = "costs", _("Costs")
    FILE_ADDED = "file_added", _("Photo or file added")
    FILE_REMOVED = "file_removed", _("Photo or file removed")
    DEBT = "debt", _("Debt")
    DEBT_REMOVED = "debt_removed", _("Debt removed")
    PAY_YEAR = "pay_year", _("Pay of a year")
    BASIS = "basis", _("Rate, or life at home")
    GOAL = "goal", _("Goal")
    STEP = "step", _("Step")
    STEP_REMOVED = "step_removed", _("Step removed")
    ROUTE = "route", _("Route and dates")
    LAID_OUT = "laid_out", _("Benchmarks laid out")
    BENCHMARK = "benchmark", _("Benchmark")
    BENCHMARK_DONE = "benchmark_done", _("Benchmark done")
    BENCHMARK_DROPPED = "benchmark_dropped", _("Benchmark dropped")
    BENCHMARK_BACK = "benchmark_back", _("Benchmark taken up again")
    AGREED = "agreed", _("Plan agreed")
    SIGNED = "signed", _("Plan signed off")
    PROPOSED = "proposed", _("Proposed by a counselor")
    ACCEPTED = "accepted", _("Proposal accepted")
    DECLINED = "declined", _("Proposal declined")
    STATUS = "status", _("Change of status")
    CHECK_IN = "check_in", _("A month told otherwise")
    MISS = "miss", _("Why a benchmark was missed")
    EVIDENCE_ADDED = "evidence_added", _("Proof added")
    EVIDENCE_REMOVED = "evidence_removed", _("Proof removed")
    SAVINGS = "savings", _("Savings")
    REMITTANCE = "remittance", _("Money sent home, as agreed")
    SHEET = "sheet", _("Stay, return or go elsewhere")
