"""One thing for many workers: asked for in the list, confirmed on a page, then done."""

import re
from typing import Any

from django import forms
from django.contrib import messages
from django.db.models import QuerySet
from django.http import HttpRequest, HttpResponse
from django.shortcuts import redirect, render
from django.utils import timezone
from django.utils.datastructures import MultiValueDict
from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy, ngettext
from django.views.decorators.http import require_POST

from accounts.enums import Role
from accounts.models import User
from planner.casework.enums import NudgeKind
from planner.casework.services.bulk import (
    MOST_AT_ONCE,
    Moved,
    Reminded,
    hand_over_rows,
    remind,
)
from planner.sharing.models import Assignment
from planner.sharing.selectors import counselors_of
from planner.sharing.services import log_list
from planner.web.counselor.caseload.saved import list_url, understood
from planner.web.counselor.door import counselor_page, reader_of
from planner.web.counselor.forms import MoveForm

NAMED = 10
ASSIGN, REMIND = "assign", "remind"
# So many digits fit into a key of the database.
KEYS = re.compile(r"\d{1,18}(,\d{1,18})*", re.ASCII)


class PeopleWidget(forms.Widget):
    """Ticks of the list: of one worker each, or of all on the page at once."""

    def value_from_datadict(self, data: Any, files: Any, name: str) -> list[str]:
        return data.getlist(name) if isinstance(data, MultiValueDict) else []


class PeopleField(forms.Field):
    """Cleans to a set of keys."""

    widget = PeopleWidget

    def clean(self, value: list[str]) -> frozenset[int]:
        if not value:
            raise forms.ValidationError(_("Tick at least one worker first."))
        if not all(KEYS.fullmatch(tick) for tick in value):
            raise forms.ValidationError(_("This choice cannot be read. Tick the workers again."))
        keys = frozenset(int(key) for tick in value for key in tick.split(","))
        if len(keys) > MOST_AT_ONCE:
            words = _("At most %(most)d workers at once. You chose %(count)d.")
            raise forms.ValidationError(words % {"most": MOST_AT_ONCE, "count": len(keys)})
        return keys


class BulkForm(forms.Form):
    """`back`: the list it was asked from. `is_sure`: the page that names whom it is about was seen."""

    what = forms.ChoiceField(
        choices=[(REMIND, REMIND), (ASSIGN, ASSIGN)],
        error_messages={"required": gettext_lazy("Choose what to do with those you ticked.")},
    )
    people = PeopleField()
    back = forms.CharField(required=False, max_length=2000)
    is_sure = forms.BooleanField(required=False)


class RemindForm(forms.Form):
    kind = forms.ChoiceField(
        label=gettext_lazy("What do you remind them of?"),
        choices=NudgeKind.choices,
        widget=forms.RadioSelect,
        error_messages={"required": gettext_lazy("Choose what to remind them of.")},
    )


class AssignForm(MoveForm):
    words = forms.CharField(
        label=gettext_lazy("Why?"),
        help_text=gettext_lazy("A few words for the history of each case. You can leave it blank."),
        max_length=90,
        required=False,
    )

    def __init__(self, data: Any = None, *, counselors: QuerySet[User]) -> None:
        super().__init__(data, counselors=counselors)
        self.fields["counselor"].label = _("Who looks after them from now on?")


@require_POST
@counselor_page
def bulk(request: HttpRequest) -> HttpResponse:
    """Asked for once: the page to confirm. Sure: done, each row's right checked, and said what was left alone."""
    reader, asked = reader_of(request), BulkForm(request.POST)
    # As it is understood: it goes into an address.
    back = understood(request.POST.get("back", ""), reader).query
    is_refused = not asked.is_valid() or (
        asked.cleaned_data["what"] == ASSIGN and reader.role != Role.SUPERVISOR
    )
    if is_refused:
        for faults in asked.errors.values():
            messages.error(request, str(faults[0]))
        if not asked.errors:
            messages.error(request, _("Only a supervisor hands workers over."))
        return redirect(list_url(back))
    what, people = asked.cleaned_data["what"], asked.cleaned_data["people"]
    sent = request.POST if asked.cleaned_data["is_sure"] else None
    form: AssignForm | RemindForm = (
        _assign_form(reader, sent) if what == ASSIGN else RemindForm(sent)
    )
    if form.is_valid():
        _do(request, form, people)
        return redirect(list_url(back))
    return _page_to_confirm(request, form, people, what=what, back=back)


def _do(request: HttpRequest, form: AssignForm | RemindForm, people: frozenset[int]) -> None:
    by, now, given = reader_of(request), timezone.now(), form.cleaned_data
    if isinstance(form, AssignForm):
        to = given["counselor"]
        moved = hand_over_rows(by=by, to=to, workers=people, words=given["words"], now=now)
        _say_moved(request, moved, to)
    else:
        _say_reminded(
            request, remind(by=by, kind=NudgeKind(given["kind"]), workers=people, now=now)
        )


def _page_to_confirm(
    request: HttpRequest,
    form: AssignForm | RemindForm,
    people: frozenset[int],
    *,
    what: str,
    back: str,
) -> HttpResponse:
    """Names those who are in care, and says how many are not."""
    reader = reader_of(request)
    care = Assignment.objects.of_reader(reader).filter(worker__in=people)
    names = list(care.order_by("worker__name_key", "pk").values_list("worker__name", flat=True))
    log_list(reader=reader, filters=f"bulk {what}", count=len(names), now=timezone.now())
    context = {
        "form": form,
        "what": what,
        "people": ",".join(str(pk) for pk in sorted(people)),
        "back": back,
        "list_url": list_url(back),
        "count": len(names),
        "refused": len(people) - len(names),
        "names": names[:NAMED],
        "more": max(0, len(names) - NAMED),
    }
    return render(request, "counselor/caseload/bulk.html", context)


def _assign_form(reader: User, data: Any) -> AssignForm:
    counselors = counselors_of(reader.agency) if reader.agency else User.objects.none()
    return AssignForm(data, counselors=counselors)


def _say_moved(request: HttpRequest, moved: Moved, to: User) -> None:
    words = ngettext(
        "%(count)d worker handed over to %(counselor)s.",
        "%(count)d workers handed over to %(counselor)s.",
        moved.moved,
    )
    say = messages.success if moved.moved else messages.info
    say(request, words % {"count": moved.moved, "counselor": to.name})
    if moved.unchanged:
        words = ngettext(
            "%(count)d was with %(counselor)s already.",
            "%(count)d were with %(counselor)s already.",
            moved.unchanged,
        )
        messages.info(request, words % {"count": moved.unchanged, "counselor": to.name})
    _say_refused(request, moved.refused)


def _say_reminded(request: HttpRequest, done: Reminded) -> None:
    words = ngettext(
        "%(count)d worker is reminded.", "%(count)d workers are reminded.", done.reminded
    )
    say = messages.success if done.reminded else messages.info
    say(request, words % {"count": done.reminded})
    if done.recent:
        words = ngettext(
            "%(count)d was left out: reminded of the same in the last three days.",
            "%(count)d were left out: reminded of the same in the last three days.",
            done.recent,
        )
        messages.info(request, words % {"count": done.recent})
    if done.unreachable:
        words = ngettext(
            "%(count)d was left out: invited and not there yet, or closed.",
            "%(count)d were left out: invited and not there yet, or closed.",
            done.unreachable,
        )
        messages.info(request, words % {"count": done.unreachable})
    _say_refused(request, done.refused)


def _say_refused(request: HttpRequest, refused: int) -> None:
    if refused:
        words = ngettext(
            "%(count)d of these is not in your care and was left alone.",
            "%(count)d of these are not in your care and were left alone.",
            refused,
        )
        messages.warning(request, words % {"count": refused})
