"""What was typed and not saved yet: kept while somebody types, dropped when they say so."""

from django import forms
from django.contrib.auth.decorators import login_required
from django.core.exceptions import PermissionDenied
from django.http import HttpRequest, HttpResponse, HttpResponseRedirect
from django.views.decorators.cache import never_cache
from django.views.decorators.http import require_POST

from planner.sharing import drafts
from planner.web.accounts.onward import go_on
from planner.web.people import signed_in_person
from planner.web.shared.keeping import keep_typed
from planner.web.shared.kept_forms import QuietField
from planner.web.shared.owner_tokens import Owner, owner_of


class WhoseDraft(forms.Form):
    """`owner`: the token of the form whose draft is meant."""

    owner = QuietField()

    def clean_owner(self) -> Owner:
        owner = owner_of(self.cleaned_data["owner"])
        if owner is None:
            raise forms.ValidationError("not ours")
        return owner


@require_POST
@never_cache
def keep_draft(request: HttpRequest) -> HttpResponse:
    """Sent by the page itself some seconds after the last key: nothing to show."""
    if keep_typed(request) is None:
        raise PermissionDenied
    return HttpResponse(status=204)


@require_POST
@login_required
@never_cache
def drop_draft(request: HttpRequest) -> HttpResponseRedirect:
    """Back to the form as it was saved last."""
    person = signed_in_person(request)
    form = WhoseDraft(request.POST)
    if not form.is_valid() or form.cleaned_data["owner"].person != person.pk:
        raise PermissionDenied
    drafts.drop_draft(person=person, form=form.cleaned_data["owner"].form)
    return go_on(request, otherwise="home")
