"""For views with a kept form: who was signed out meanwhile loses nothing of what was typed."""

from collections.abc import Callable
from functools import wraps
from typing import Concatenate, ParamSpec

from django.contrib import messages
from django.contrib.auth.views import redirect_to_login
from django.http import HttpRequest, HttpResponse, HttpResponseBase
from django.utils import timezone
from django.utils.translation import gettext_lazy as _

from accounts.models import User
from planner.sharing.drafts import keep_draft
from planner.sharing.models import Draft
from planner.web.shared.owner_tokens import owner_of

P = ParamSpec("P")
View = Callable[Concatenate[HttpRequest, P], HttpResponse]
KEPT = _("Your session had ended. Sign in, and what you typed is here again.")


def keeps_draft(view: View[P]) -> Callable[Concatenate[HttpRequest, P], HttpResponseBase]:
    """Like `login_required`; what was sent without a session becomes a draft of whoever the form belongs to."""

    @wraps(view)
    def guarded(request: HttpRequest, /, *args: P.args, **kwargs: P.kwargs) -> HttpResponseBase:
        if request.user.is_authenticated:
            return view(request, *args, **kwargs)
        if request.method == "POST" and keep_typed(request) is not None:
            messages.info(request, KEPT)
        return redirect_to_login(request.get_full_path())

    return guarded


def keep_typed(request: HttpRequest) -> Draft | None:
    """A draft of what was sent. Only for the owner of the form, whom its token names; None for anybody else."""
    owner = owner_of(request.POST.get("owner", ""))
    if owner is None:
        return None
    if isinstance(request.user, User):
        # Knows whether this browser is shut out; a browser without session carries the owner's own page.
        person = request.user if request.user.pk == owner.person else None
    else:
        person = User.objects.active().filter(pk=owner.person).first()
    if person is None:
        return None
    return keep_draft(
        person=person,
        form=owner.form,
        section=owner.section,
        values=owner.typed(request.POST),
        seen=plain_text(request.POST.get("seen", ""), 64),
        key=plain_text(request.POST.get("form_key", ""), 36),
        now=timezone.now(),
    )


def plain_text(text: str, longest: int) -> str:
    """Of a hidden field: what no form of ours would send becomes empty."""
    return text if len(text) <= longest and text.isascii() and text.isprintable() else ""
