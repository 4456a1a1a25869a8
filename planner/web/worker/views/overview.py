"""The front page, the task list and the summary of what was told."""

from django.http import HttpRequest, HttpResponse
from django.shortcuts import redirect, render
from django.utils import timezone
from django.utils.translation import ngettext
from django.views.decorators.cache import never_cache
from django.views.decorators.http import require_safe

from accounts.models import User
from accounts.second_factor import has_spare_key
from accounts.selectors import helped_resets_to_tell
from planner.casework.selectors.referrals import open_referrals_of
from planner.casework.selectors.threads import unread_for
from planner.plans.answers import Answers
from planner.plans.choices import choice_of, fits_otherwise
from planner.plans.selectors.outlooks import unseen_move_of
from planner.plans.selectors.progress import progress_of
from planner.reference.selectors import current_atlas
from planner.reminders.selectors.inbox import unread_reminders
from planner.web.answers import current_answers, is_shut_out
from planner.web.worker import steps
from planner.web.worker.home_tasks import Told, next_task, stage_parts
from planner.web.worker.summary_rows import Reader, summary_of


@require_safe
@never_cache
def front(request: HttpRequest) -> HttpResponse:
    """What this is, in three lines, and the one question."""
    answers = current_answers(request)
    return render(request, "worker/front.html", {"has_answers": not answers.is_empty})


@require_safe
@never_cache
def home(request: HttpRequest) -> HttpResponse:
    """The task list by stage, with one next step."""
    told = _told(request)
    parts = stage_parts(told)
    return render(
        request,
        "worker/home.html",
        {
            "parts": parts,
            # Where one stands comes first.
            "shown": sorted(parts, key=lambda part: part.stage != told.stage),
            "next": next_task(parts, told),
            "answers": told.answers,
            "until": _until_departure(told.answers),
            "resets": helped_resets_to_tell(request.user) if isinstance(request.user, User) else [],
            **(_waiting_for(request.user) if isinstance(request.user, User) else {}),
        },
    )


def _waiting_for(person: User) -> dict[str, object]:
    """What came and was not read."""
    return {
        "unread": unread_for(person),
        "unread_reminders": unread_reminders(person),
        "move": unseen_move_of(person),
        "referrals": open_referrals_of(person),
    }


@require_safe
@never_cache
def summary(request: HttpRequest) -> HttpResponse:
    atlas, answers = current_atlas(), current_answers(request)
    if answers.is_empty:
        return redirect("question", step=steps.STEPS[0].slug)
    reader = Reader.SHUT_OUT if is_shut_out(request) else Reader.OWNER
    return render(request, "worker/summary.html", {"parts": summary_of(answers, atlas, reader)})


def _told(request: HttpRequest) -> Told:
    atlas, answers = current_atlas(), current_answers(request)
    person, today = request.user, timezone.localdate()
    if not isinstance(person, User):
        return Told(answers, atlas, today)
    choice = choice_of(person)
    return Told(
        answers,
        atlas,
        today,
        is_shut_out=person.is_shut_out,
        has_account=True,
        choice=choice,
        is_look_again=choice is not None and fits_otherwise(choice, answers, atlas),
        has_spare_key=has_spare_key(person),
        progress=progress_of(person, today=today),
    )


def _until_departure(answers: Answers) -> str:
    """'4 months until you leave'; blank where no month is known or it is over."""
    month = answers.departs_in
    if month is None or answers.has_left:
        return ""
    today = timezone.localdate()
    months = (month.year - today.year) * 12 + month.month - today.month
    if months <= 0:
        return ""
    return ngettext(
        "%(months)d month until you leave", "%(months)d months until you leave", months
    ) % {"months": months}
