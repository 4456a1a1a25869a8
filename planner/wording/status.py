"""Words for changes of status: what each asks for, and why one is not possible."""

from django.utils.translation import gettext_lazy as _
from django_stubs_ext import StrPromise

from planner.benchmarks.enums import Condition, Fulfilment, Refusal, StatusStep

STATUS_STEPS: dict[str, StrPromise] = {
    StatusStep.TITP_3: _("Stay as a trainee for years four and five (技能実習3号)"),
    StatusStep.TITP_TO_SSW: _("From trainee to skilled worker (特定技能1号)"),
    StatusStep.ESD_TRANSFER: _("To another company, by your own wish (育成就労)"),
    StatusStep.ESD_TO_SSW: _("From work and learning to skilled worker (特定技能1号)"),
}
CONDITIONS: dict[str, StrPromise] = {
    Condition.TITP_2_ENDED: _("Three years as a trainee are over."),
    Condition.GRADE_3: _("You passed the Grade 3 practical test (随時3級)."),
    Condition.HAS_THIRD_STAGE: _("Your exact job has a third stage (3号)."),
    Condition.HOST_EXCELLENT: _("Your company and its supervising body are rated excellent."),
    Condition.HOME_LEAVE: _(
        "You go home in between: for at least one month and less than one year."
    ),
    Condition.COMPLETED_TIME: _("You have been a trainee for 2 years and 10 months or more."),
    Condition.GRADE_3_OR_RECORD: _(
        "You passed the Grade 3 practical test, or you have an evaluation record (評価調書). "
        "Without it you take the field test and the Japanese test."
    ),
    Condition.LINKED_FIELD: _(
        "The new work is in the field that your trainee job leads to. Then you need no field test."
    ),
    Condition.FIELD_TEST: _("Another field: you pass its skills test (特定技能1号評価試験)."),
    Condition.JAPANESE_N4: _(
        "You have JLPT N4 or JFT-Basic. Who completed the three years well needs no test."
    ),
    Condition.RECOMMENDATION: _("The Embassy of Viet Nam has stamped your recommendation list."),
    Condition.ONE_YEAR: _("You have worked for one year: so it is in your field."),
    Condition.TWO_YEARS: _("You have worked for two years: so it is in your field."),
    Condition.THREE_YEARS: _("Your three years of work and learning are over."),
    Condition.SAME_WORK: _("The new work is of the same kind."),
    Condition.BASIC_EXAM: _("You passed the basic-level exam."),
    Condition.JAPANESE_A1: _("You have Japanese A1. We count JLPT N5 or higher."),
    Condition.JAPANESE_A2: _("You have Japanese A2. We count JLPT N4 or higher, or JFT-Basic."),
    Condition.GRADE_3_LEVEL: _("You passed the skills test of Grade 3 level."),
    Condition.PUBLIC_CHANNEL: _(
        "You change through a public body or Hello Work, never through a private agent."
    ),
}
FULFILMENTS: dict[str, StrPromise] = {
    Fulfilment.MET: _("There"),
    Fulfilment.NOT_MET: _("Still missing"),
    Fulfilment.UNKNOWN: _("We do not know"),
}
REFUSALS: dict[str, StrPromise] = {
    Refusal.NOT_FROM_HERE: _("This change is not possible from the way you are on."),
    Refusal.BEFORE_ARRIVAL: _("The change must come after your arrival in Japan."),
    Refusal.NOT_OPEN_YET: _("The law on work and learning (育成就労) is not in force on that day."),
    Refusal.NO_THIRD_STAGE: _("Years four and five are not open to your exact job."),
}
