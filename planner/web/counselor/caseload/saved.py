"""Keep the filter of the caseload under a name."""

from django import forms
from django.contrib import messages
from django.http import Http404, HttpRequest, HttpResponse, QueryDict
from django.shortcuts import redirect, render
from django.urls import reverse
from django.utils import timezone
from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy
from django.views.decorators.http import require_POST

from accounts.models import User
from planner.casework.models import SavedView
from planner.casework.services import views as services
from planner.reference.selectors import current_atlas
from planner.web.counselor.caseload.forms import FilterForm, team_of
from planner.web.counselor.door import counselor_page, reader_of

LONGEST_QUERY: int = SavedView._meta.get_field("query").max_length or 0


class SaveViewForm(forms.Form):
    name = forms.CharField(
        label=gettext_lazy("Name of the view"),
        max_length=60,
        error_messages={"required": gettext_lazy("Give the view a name.")},
        widget=forms.TextInput(attrs={"autocomplete": "off"}),
    )
    query = forms.CharField(required=False, max_length=2000, widget=forms.HiddenInput)


@require_POST
@counselor_page
def save_view(request: HttpRequest) -> HttpResponse:
    """What is kept is the filter as it is understood, not what was sent."""
    reader, form = reader_of(request), SaveViewForm(request.POST)
    asked = understood(request.POST.get("query", ""), reader)
    if form.is_valid() and _can_be_kept(form, asked):
        try:
            view = services.keep_view(
                owner=reader,
                name=form.cleaned_data["name"],
                query=asked.query,
                now=timezone.now(),
            )
        except services.NameTaken:
            form.add_error("name", _("You have a view of this name. Give it another one."))
        except services.TooManyViews:
            words = _("You have %(count)d views, and that is the most. Remove one first.")
            form.add_error(None, words % {"count": services.MOST_VIEWS})
        else:
            messages.success(request, _("View saved: %(name)s") % {"name": view.name})
            return redirect(list_url(asked.query))
    context = {"form": form, "words": list(asked.words()), "list_url": list_url(asked.query)}
    return render(request, "counselor/caseload/save_view.html", context)


@require_POST
@counselor_page
def remove_view(request: HttpRequest, pk: int) -> HttpResponse:
    try:
        services.remove_view(owner=reader_of(request), pk=pk)
    except services.NoSuchView:
        raise Http404 from None
    messages.success(request, _("View removed."))
    return redirect("my_workers")


def understood(query: str, reader: User) -> FilterForm:
    """The filter that an address asks for, as far as it can be."""
    form = FilterForm(QueryDict(query[:2000]), atlas=current_atlas(), team=team_of(reader))
    form.is_valid()
    return form


def list_url(query: str) -> str:
    return f"{reverse('my_workers')}?{query}" if query else reverse("my_workers")


def _can_be_kept(form: SaveViewForm, asked: FilterForm) -> bool:
    if not asked.query:
        form.add_error(
            None, _("Nothing is chosen yet. Choose which workers to show, then save it.")
        )
    elif len(asked.query) > LONGEST_QUERY:
        form.add_error(None, _("The search is too long to be kept. Search for fewer words."))
    return form.is_valid()
