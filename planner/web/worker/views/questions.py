from django.http import Http404, HttpRequest, HttpResponse
from django.shortcuts import redirect, render
from django.urls import reverse
from django.utils.translation import gettext as _
from django.views.decorators.cache import never_cache
from django.views.decorators.http import require_http_methods

from planner.matching.atlas import Atlas
from planner.plans.answers import Answers
from planner.reference.selectors import current_atlas
from planner.web.answers import current_answers, is_shut_out, save_answers
from planner.web.worker import steps
from planner.web.worker.forms import QuestionForm

FROM_SUMMARY = "summary"
FOLLOW_UPS = ("former", "land", "pathway")


@require_http_methods(["GET", "HEAD", "POST"])
@never_cache
def question(request: HttpRequest, step: str) -> HttpResponse:
    """One question. `?from=summary` comes back to the summary instead of going on."""
    found = steps.BY_SLUG.get(step)
    if found is None:
        raise Http404
    atlas, answers = current_atlas(), current_answers(request)
    if not found.is_asked(answers, atlas):
        return redirect("question", step=steps.STEPS[0].slug)
    if found.slug in steps.CLOSED and is_shut_out(request):
        return redirect(_onward(request, found, answers, atlas))
    form = found.form_class(
        request.POST if request.method == "POST" else None, answers=answers, atlas=atlas
    )
    is_skipped = "skip" in request.POST and found.can_skip
    if is_skipped or form.is_valid():
        part = Answers(skipped=(found.slug,)) if is_skipped else form.part()
        save_answers(request, part)
        return redirect(_onward(request, found, answers.updated(part), atlas))
    asked = steps.asked(answers, atlas, steps.row_of(found))
    return render(
        request,
        "worker/question.html",
        {
            "form": form,
            "step": found,
            "number": asked.index(found) + 1,
            "total": len(asked),
            "title": _title(found, form),
            "intro": _("There is no right or wrong. Leave out what you do not know.")
            if found.part_of == "myself"
            else "",
            "back_url": _backward(request, found, answers, atlas),
            "can_skip": found.can_skip,
            "later_url": reverse("home") if asked.index(found) else "",
        },
    )


def _title(step: steps.Step, form: QuestionForm) -> str:
    """The heading, where no field's label is it."""
    if step.part_of == "myself":
        return _("How much is this like you?")
    return "" if form.question_field else form.heading


def _onward(request: HttpRequest, step: steps.Step, answers: Answers, atlas: Atlas) -> str:
    following = steps.after(step, answers, atlas)
    if request.GET.get("from") != FROM_SUMMARY:
        if following:
            return reverse("question", args=[following.slug])
        return reverse("home" if step in steps.ABOUT else "trades")
    # A changed province or family may bring up one more question before the summary.
    if following and following.slug in FOLLOW_UPS:
        return f"{reverse('question', args=[following.slug])}?from={FROM_SUMMARY}"
    return reverse("summary")


def _backward(request: HttpRequest, step: steps.Step, answers: Answers, atlas: Atlas) -> str:
    if request.GET.get("from") == FROM_SUMMARY:
        return reverse("summary")
    earlier = steps.before(step, answers, atlas)
    if earlier:
        return reverse("question", args=[earlier.slug])
    return reverse("home" if step in steps.ABOUT else "front")
