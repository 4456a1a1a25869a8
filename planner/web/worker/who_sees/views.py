"""Who sees what; a closed section is opened to the named counselor, and taken back."""

from django.contrib import messages
from django.http import Http404, HttpRequest, HttpResponse
from django.shortcuts import redirect, render
from django.urls import reverse
from django.utils import timezone
from django.utils.translation import get_language
from django.utils.translation import gettext as _
from django.views.decorators.http import require_http_methods, require_safe

from accounts.models import User
from planner.sharing.audiences import OPENS
from planner.sharing.consents import (
    AnotherCounselor,
    NoCounselor,
    OtherText,
    ShutHere,
    counselor_to_open_to,
    give_consent,
    take_back,
)
from planner.sharing.enums import Purpose
from planner.sharing.models import Consent
from planner.sharing.sections import Section
from planner.sharing.selectors import (
    assignment_of,
    consents_before,
    holding_consents,
    last_answer,
)
from planner.web.people import signed_in_person
from planner.web.worker.door import worker_page
from planner.web.worker.who_sees.forms import ConsentForm
from planner.web.worker.who_sees.rows import (
    PURPOSES,
    in_effect,
    section_rows,
    statistics_row,
)
from planner.wording.consents import ConsentText, current_text, text_of


@require_safe
@worker_page(Section.PROFILE)
def who_sees(request: HttpRequest) -> HttpResponse:
    """Every section, who may read it, and what the worker has opened."""
    person = signed_in_person(request)
    assignment = assignment_of(person)
    context = {
        "assignment": assignment,
        "counselor": counselor_to_open_to(assignment),
        "rows": section_rows(assignment, holding_consents(person)),
        "statistics": statistics_row(last_answer(person, Purpose.STATISTICS)),
        "before": consents_before(person),
    }
    return render(request, "worker/who_sees/who_sees.html", context)


@require_http_methods(["GET", "HEAD", "POST"])
@worker_page(Section.PROFILE)
def answer_consent(request: HttpRequest, purpose: str) -> HttpResponse:
    """The whole text, then yes or no."""
    asked = PURPOSES.get(purpose)
    if asked is None:
        raise Http404
    person = signed_in_person(request)
    if request.method == "POST":
        return _answered(request, person, asked)
    assignment = assignment_of(person)
    counselor = counselor_to_open_to(assignment)
    last = last_answer(person, asked)
    holding = last if last and last.taken_back_at is None else None
    if asked in OPENS:
        holding = in_effect(holding, counselor)
    form = ConsentForm(
        initial={
            "version": current_text(asked).version,
            "language": get_language(),
            "named": counselor.pk if counselor else None,
        }
    )
    context = {
        "form": form,
        "is_opening": asked in OPENS,
        "counselor": counselor,
        "assignment": assignment,
        "holding": holding,
        "last": last,
        "text": _text(asked, holding).with_names(
            counselor=counselor.name if counselor else _("your counselor"),
            agency=assignment.agency.name if assignment else _("your agency"),
        ),
    }
    return render(request, "worker/who_sees/answer.html", context)


def _text(purpose: Purpose, holding: Consent | None) -> ConsentText:
    """What was said yes to; else what is asked now."""
    return text_of(purpose, holding.text_version) if holding else current_text(purpose)


def _answered(request: HttpRequest, person: User, purpose: Purpose) -> HttpResponse:
    """Back to where the answer stands; to the text again if it is another one by now."""
    form, now = ConsentForm(request.POST), timezone.now()
    again = _("Something has changed since you opened this page. Read it again, then decide.")
    if not form.is_valid():
        messages.error(request, again)
        return redirect(request.path)
    try:
        if form.is_yes:
            given = give_consent(
                person=person,
                purpose=purpose,
                named=form.cleaned_data["named"],
                now=now,
                **form.text(),
            )
            messages.success(request, _given_words(given))
        else:
            take_back(person=person, purpose=purpose, now=now, **form.text())
            messages.success(request, _closed_words(purpose))
    except ShutHere:
        messages.error(
            request, _("This browser is shut out for now. Open it with a recovery code first.")
        )
        return redirect(request.path)
    except NoCounselor:
        messages.error(request, _("You have no counselor now to whom it could be opened."))
        return redirect(request.path)
    except (AnotherCounselor, OtherText):
        messages.error(request, again)
        return redirect(request.path)
    return redirect(f"{reverse('who_sees')}#{OPENS.get(purpose, purpose)}")


def _given_words(given: Consent) -> str:
    if given.purpose == Purpose.STATISTICS:
        return _("Yes noted. You can take it back at any time.")
    text = _("Opened to %(counselor)s. You can take it back at any time.")
    return text % {"counselor": given.counselor_name}


def _closed_words(purpose: Purpose) -> str:
    if purpose == Purpose.STATISTICS:
        return _("No noted. You do not count in statistics.")
    return _("Closed. From now on nobody sees it but you.")
