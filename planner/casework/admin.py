"""Staff who move a worker within the agency move the case too. The admin of sharing knows no cases."""

from typing import Any, cast

from django.contrib import admin
from django.http import HttpRequest
from django.utils import timezone

from accounts.models import User
from planner.casework.services.bulk import hand_over
from planner.sharing import admin as of_sharing
from planner.sharing.models import Assignment
from planner.sharing.selectors import assignment_of

admin.site.unregister(Assignment)


@admin.register(Assignment)
class AssignmentAdmin(of_sharing.AssignmentAdmin):
    def save_model(self, request: HttpRequest, obj: Assignment, form: Any, change: bool) -> None:
        to, before = form.cleaned_data["counselor"], assignment_of(obj.worker)
        if before is None or before.agency_id != to.agency_id or before.counselor_id == to.pk:
            super().save_model(request, obj, form, change)
            return
        by = cast(User, request.user)
        made = hand_over(assignment=before, to=to, by=by, words="", now=timezone.now())
        obj.pk, obj.agency, obj.started_at = made.pk, made.agency, made.started_at
