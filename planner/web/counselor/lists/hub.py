"""Where lists come in and go out."""

from django.http import HttpRequest, HttpResponse
from django.shortcuts import render
from django.utils import timezone
from django.views.decorators.http import require_safe

from accounts.enums import Role
from planner.casework.enums import BatchState
from planner.casework.selectors.imports import batches_of
from planner.web.counselor.door import counselor_page, reader_of
from planner.web.counselor.lists.exports import exports_block

SHOWN = 50
TONES = {
    BatchState.DONE: "ok",
    BatchState.FAILED: "no",
    BatchState.DROPPED: "no",
    BatchState.CHECKED: "mid",
    BatchState.UPLOADED: "mid",
}


@require_safe
@counselor_page
def lists(request: HttpRequest) -> HttpResponse:
    reader = reader_of(request)
    rows = [
        (batch, TONES.get(BatchState(batch.state), "info"))
        for batch in batches_of(reader).exclude(state=BatchState.DROPPED)[:SHOWN]
    ]
    return render(
        request,
        "counselor/lists/lists.html",
        {
            "rows": rows,
            "is_supervisor": reader.role == Role.SUPERVISOR,
            **exports_block(reader, timezone.now()),
        },
    )
