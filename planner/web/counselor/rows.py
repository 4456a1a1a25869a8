"""Workers as a counselor's pages show them: only from what is open."""

from datetime import date

from django.utils.translation import gettext as _
from django.utils.translation import ngettext

from planner.matching.atlas import Atlas
from planner.plans.answers import Answers
from planner.plans.choices import MadeChoice
from planner.plans.selectors.progress import Progress
from planner.web.worker.home_tasks import Told


def told_openly(
    answers: Answers, choice: MadeChoice | None, atlas: Atlas, progress: Progress, today: date
) -> Told:
    """A task list out of what is open: closed questions are left out of it, answered or not."""
    return Told(answers, atlas, today, is_shut_out=True, choice=choice, progress=progress)


def since(day: date | None, today: date) -> str:
    """'3 days ago'."""
    if day is None:
        return _("not yet")
    days = (today - day).days
    if days <= 0:
        return _("today")
    return ngettext("%(days)d day ago", "%(days)d days ago", days) % {"days": days}
