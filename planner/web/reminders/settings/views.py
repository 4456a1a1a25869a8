"""When somebody wants reminders, in which language, and of which kinds."""

from django.conf import settings
from django.contrib import messages
from django.http import HttpRequest, HttpResponse
from django.shortcuts import render
from django.urls import reverse
from django.utils import timezone, translation
from django.utils.translation import gettext as _
from django.views.decorators.cache import never_cache
from django.views.decorators.http import require_http_methods

from planner.reminders.selectors.addresses import addresses_of
from planner.reminders.selectors.settings import days_in_japan, wanted_by
from planner.reminders.services.settings import change_settings
from planner.web.people import signed_in_person
from planner.web.reminders.settings.forms import SettingsForm
from planner.web.reminders.settings.rows import channel_words, first_working, result_of, value_words
from planner.web.shared.keeping import keeps_draft
from planner.web.shared.kept_forms import kept_form, save_form

A_YEAR = 365 * 24 * 60 * 60


@require_http_methods(["GET", "HEAD", "POST"])
@keeps_draft
@never_cache
def reminder_settings(request: HttpRequest) -> HttpResponse:
    """What was chosen, what follows from it in plain sentences, and the form."""
    person = signed_in_person(request)
    wanted = wanted_by(person)
    form = kept_form(request, SettingsForm, saved=wanted)

    def save() -> str:
        change_settings(person=person, values=form.values, seen=form.seen_now, now=timezone.now())
        # In the language that was just chosen.
        with translation.override(person.language):
            messages.success(request, _("Saved. This is how reminders come now."))
        return reverse("reminder_settings")

    answer = save_form(request, form, save)
    if answer is not None:
        _remember_language(answer, person.language)
        return answer
    first = first_working(addresses_of(person))
    return render(
        request,
        "reminders/settings/settings.html",
        {
            "form": form,
            "result": result_of(person, wanted, days_in_japan(person), now=timezone.now()),
            "first": first,
            "first_channel": channel_words(first) if first else "",
            "first_words": value_words(first) if first else "",
        },
    )


def _remember_language(answer: HttpResponse, language: str) -> None:
    """As the language button does: for the pages before the next sign-in."""
    answer.set_cookie(
        settings.LANGUAGE_COOKIE_NAME,
        language,
        max_age=A_YEAR,
        httponly=True,
        secure=settings.LANGUAGE_COOKIE_SECURE,
        samesite="Lax",
    )
