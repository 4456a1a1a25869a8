"""The tests of Japanese: add, change, take away."""

from django.contrib import messages
from django.http import Http404, HttpRequest, HttpResponse
from django.shortcuts import redirect, render
from django.urls import reverse
from django.utils import timezone
from django.utils.formats import date_format
from django.utils.translation import gettext_lazy as _
from django.views.decorators.http import require_http_methods

from planner.plans.models import JapaneseTest
from planner.plans.records import JAPANESE_TEST, plain
from planner.plans.selectors.standing import japanese_test_of
from planner.plans.services import japanese as writes
from planner.plans.services.japanese import MOST_TESTS, SameTestTwice, TooManyTests
from planner.web.people import signed_in_person
from planner.web.shared.keeping import keeps_draft
from planner.web.shared.kept_forms import kept_form, save_form
from planner.web.worker.door import worker_page
from planner.web.worker.standing.forms import JapaneseTestForm
from planner.web.worker.standing.japanese_rows import test_name

TWICE = _("You have told this test of that day already.")
TOO_MANY = _("%(most)s tests are the most. Remove an old one first.")


@require_http_methods(["GET", "HEAD", "POST"])
@keeps_draft
@worker_page()
def add_japanese_test(request: HttpRequest) -> HttpResponse:
    return _page(request, None)


@require_http_methods(["GET", "HEAD", "POST"])
@keeps_draft
@worker_page()
def japanese_test(request: HttpRequest, pk: int) -> HttpResponse:
    row = japanese_test_of(signed_in_person(request), pk)
    if row is None:
        raise Http404
    return _page(request, row)


@require_http_methods(["GET", "HEAD", "POST"])
@worker_page()
def remove_japanese_test(request: HttpRequest, pk: int) -> HttpResponse:
    """Asks first."""
    person = signed_in_person(request)
    row = japanese_test_of(person, pk)
    if row is None:
        raise Http404
    if request.method != "POST":
        return render(
            request,
            "worker/standing/remove_japanese_test.html",
            {"name": test_name(row.level), "day": date_format(row.taken_on)},
        )
    writes.remove_japanese_test(person=person, pk=pk)
    messages.success(request, _("The test is removed."))
    return redirect(_place())


def _place() -> str:
    return f"{reverse('where_i_stand')}#japanese"


def _page(request: HttpRequest, row: JapaneseTest | None) -> HttpResponse:
    person = signed_in_person(request)
    form = kept_form(
        request,
        JapaneseTestForm,
        saved=plain(row, JAPANESE_TEST),
        about=row.pk if row else "new",
        today=timezone.localdate(),
    )

    def save() -> str:
        writes.keep_japanese_test(
            person=person,
            pk=row.pk if row else None,
            values=form.values,
            seen=form.seen_now,
            now=timezone.now(),
        )
        messages.success(request, _("Saved."))
        return _place()

    answer = None
    try:
        answer = save_form(request, form, save)
    except SameTestTwice:
        form.add_error(None, TWICE)
    except TooManyTests:
        form.add_error(None, TOO_MANY % {"most": MOST_TESTS})
    return answer or render(
        request, "worker/standing/japanese_test.html", {"form": form, "test": row}
    )
