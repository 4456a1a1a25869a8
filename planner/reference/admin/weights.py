"""Matching weights: never edited, only followed by a new version, and never before its effect was seen."""

from dataclasses import asdict
from typing import Any

from django.contrib import admin, messages
from django.core import signing
from django.core.exceptions import PermissionDenied
from django.db.models import Exists, OuterRef, QuerySet
from django.http import HttpRequest, HttpResponse, HttpResponseRedirect
from django.template.response import TemplateResponse
from django.urls import reverse
from django.utils import timezone
from django.utils.html import format_html_join
from django.utils.safestring import SafeString
from django.utils.translation import gettext_lazy as _

from accounts.models import User
from planner.reference.admin.preview import preview_of
from planner.reference.admin.rows import StaffAdmin
from planner.reference.admin.weights_form import LABELS, WeightsForm
from planner.reference.models import DataVersion, MatchWeights
from planner.reference.selectors import current_weights
from planner.reference.services import change_weights

SALT = "planner.reference.matchweights"


@admin.register(MatchWeights)
class MatchWeightsAdmin(StaffAdmin[MatchWeights]):
    list_display = ["__str__", "created_at", "created_by", "note", "is_newest"]
    list_select_related = ["created_by"]
    ordering = ["-pk"]
    actions = None
    fields = ["created_at", "created_by", "note", "table"]

    def get_queryset(self, request: HttpRequest) -> QuerySet[MatchWeights]:
        newer = MatchWeights.objects.filter(pk__gt=OuterRef("pk"))
        return super().get_queryset(request).annotate(is_newest=~Exists(newer))

    def has_change_permission(self, request: HttpRequest, obj: MatchWeights | None = None) -> bool:
        return False

    def has_delete_permission(self, request: HttpRequest, obj: MatchWeights | None = None) -> bool:
        return False

    @admin.display(description=_("holds now"), boolean=True)
    def is_newest(self, row: MatchWeights) -> bool:
        return bool(getattr(row, "is_newest", False))

    @admin.display(description=_("weights"))
    def table(self, row: MatchWeights) -> SafeString:
        values = asdict(row.weights)
        return format_html_join("\n", "<div>{}: {}</div>", [(LABELS[n], values[n]) for n in values])

    def add_view(
        self, request: HttpRequest, form_url: str = "", extra_context: dict[str, Any] | None = None
    ) -> HttpResponse:
        """Form → preview → saved; the one button that saves stands on the preview."""
        if not self.has_add_permission(request):
            raise PermissionDenied
        if request.method != "POST":
            return self._form_page(request, WeightsForm(initial=asdict(current_weights())))
        form = WeightsForm(request.POST, current=current_weights())
        if "back" in request.POST or not form.is_valid():
            return self._form_page(request, form)
        seen = _what_is_shown(request, form)
        if "save" in request.POST and _was_shown(request.POST.get("seen", ""), seen):
            return self._save(request, form)
        if "save" in request.POST:
            self.message_user(
                request,
                _("Nothing was saved: this is not what the last preview showed. Look again."),
                messages.WARNING,
            )
        return self._preview_page(request, form, signing.dumps(seen, salt=SALT))

    def _save(self, request: HttpRequest, form: WeightsForm) -> HttpResponse:
        user = request.user if isinstance(request.user, User) else None
        version = change_weights(
            weights=form.weights, note=form.cleaned_data["note"], by=user, now=timezone.now()
        )
        self.log_addition(request, version, [{"added": {}}])
        text = _("%(version)s saved. It holds from now on.") % {"version": version}
        self.message_user(request, text, messages.SUCCESS)
        return HttpResponseRedirect(reverse("admin:reference_matchweights_changelist"))

    def _form_page(self, request: HttpRequest, form: WeightsForm) -> HttpResponse:
        return self._page(request, "form", _("New weights"), form=form)

    def _preview_page(self, request: HttpRequest, form: WeightsForm, seen: str) -> HttpResponse:
        return self._page(
            request,
            "preview",
            _("What the new weights do"),
            form=form,
            seen=seen,
            changes=form.changes,
            preview=preview_of(form.weights),
        )

    def _page(self, request: HttpRequest, name: str, title: Any, **context: Any) -> HttpResponse:
        context |= {**self.admin_site.each_context(request), "opts": self.opts, "title": title}
        return TemplateResponse(request, f"admin/reference/matchweights/{name}.html", context)


def _what_is_shown(request: HttpRequest, form: WeightsForm) -> dict[str, Any]:
    """All that a preview depends on: seen by one person, of one change, on one state of the data."""
    return {
        "by": request.user.pk,
        "weights": asdict(form.weights),
        "note": form.cleaned_data["note"],
        "after": MatchWeights.objects.order_by("-pk").values_list("pk", flat=True).first(),
        "data": DataVersion.objects.values_list("digest", flat=True).first(),
    }


def _was_shown(token: str, expected: dict[str, Any]) -> bool:
    try:
        shown = signing.loads(token, salt=SALT)
    except signing.BadSignature:
        return False
    return bool(shown == expected)
