from typing import Any

from django import forms
from django.contrib import admin
from django.db.models import QuerySet
from django.http import HttpRequest
from django.utils import timezone
from django.utils.translation import gettext
from django.utils.translation import gettext_lazy as _

from accounts.admin import ReadOnlyAdmin
from accounts.enums import Role
from accounts.selectors import cares_in
from planner.sharing.models import AccessLog, Assignment
from planner.sharing.services import assign, end_assignment


class AssignmentForm(forms.ModelForm[Assignment]):
    """A worker who is with an agency, and a counselor or supervisor of the same one; nobody else, no staff."""

    class Meta:
        model = Assignment
        fields = ["worker", "counselor"]

    def __init__(self, *args: Any, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        if "counselor" in self.fields:
            self.fields["counselor"].required = True

    def clean(self) -> dict[str, Any]:
        given = super().clean() or self.cleaned_data
        worker, counselor = given.get("worker"), given.get("counselor")
        if worker and (worker.role != Role.WORKER or worker.agency_id is None):
            self.add_error(
                "worker", _("Only a worker who has come to an agency can be assigned to somebody.")
            )
        elif worker and counselor and not cares_in(counselor, agency_id=worker.agency_id):
            self.add_error(
                "counselor", _("Choose an active counselor or supervisor of the worker's agency.")
            )
        return given


@admin.register(Assignment)
class AssignmentAdmin(ReadOnlyAdmin[Assignment]):
    """Who looks after whom. To move a worker, add the new one: the old one ends, and is kept."""

    form = AssignmentForm
    list_display = ["worker", "counselor", "agency", "started_at", "ended_at"]
    list_select_related = ["worker", "counselor", "agency"]
    list_filter = [("ended_at", admin.EmptyFieldListFilter)]
    search_fields = ["worker__name", "counselor__name", "agency__name"]
    ordering = ["-started_at", "-pk"]
    raw_id_fields = ["worker", "counselor"]
    actions = ["end"]

    def has_add_permission(self, request: HttpRequest) -> bool:
        # Not the parent's: it always says no.
        return admin.ModelAdmin.has_add_permission(self, request)

    def get_fields(self, request: HttpRequest, obj: Assignment | None = None) -> Any:
        return ["worker", "counselor", *(["agency", "started_at", "ended_at"] if obj else [])]

    def save_model(self, request: HttpRequest, obj: Assignment, form: Any, change: bool) -> None:
        counselor = form.cleaned_data["counselor"]
        made = assign(
            worker=obj.worker, counselor=counselor, agency=counselor.agency, now=timezone.now()
        )
        obj.pk, obj.agency, obj.started_at = made.pk, made.agency, made.started_at

    def has_end_permission(self, request: HttpRequest) -> bool:
        return self.may_change(request)

    @admin.action(description=_("End now"), permissions=["end"])
    def end(self, request: HttpRequest, queryset: "QuerySet[Assignment]") -> None:
        for assignment in queryset.filter(ended_at=None).select_related("worker"):
            end_assignment(worker=assignment.worker, now=timezone.now())
            self.log_change(request, assignment, gettext("Ended."))


@admin.register(AccessLog)
class AccessLogAdmin(ReadOnlyAdmin[AccessLog]):
    list_display = ["at", "reader_name", "reader_role", "agency", "look", "worker", "count"]
    list_select_related = ["agency", "worker"]
    list_filter = ["look", "reader_role"]
    search_fields = ["reader_name", "worker__name"]
    ordering = ["-at", "-pk"]
