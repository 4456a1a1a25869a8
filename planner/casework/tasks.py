"""Long work on lists that people sent. A task takes the key of a list, and goes on where a killed one stopped."""

import logging

from celery import shared_task
from django.utils import timezone

from planner.casework.enums import BatchState
from planner.casework.models import ImportBatch
from planner.casework.services.exports import drop_ended_exports
from planner.casework.services.imports import (
    RUNNING,
    STALLED,
    check_rows,
    drop_old_batches,
    import_rows,
)
from planner.reference.selectors import current_atlas

logger = logging.getLogger(__name__)


@shared_task  # type: ignore[untyped-decorator]
def work_on_list(batch_pk: int) -> None:
    """Check its rows or import them, whichever it waits for."""
    state = ImportBatch.objects.filter(pk=batch_pk).values_list("state", flat=True).first()
    if state == BatchState.CHECKING:
        check_rows(batch_pk=batch_pk, atlas=current_atlas(), now=timezone.now())
    elif state == BatchState.IMPORTING:
        import_rows(batch_pk=batch_pk, now=timezone.now())
    logger.info("Worked on list %d, which was %s.", batch_pk, state)


@shared_task  # type: ignore[untyped-decorator]
def go_on_with_lists() -> None:
    """Those whose task was lost or killed; and what is left of old ones goes."""
    now = timezone.now()
    stalled = ImportBatch.objects.filter(state__in=RUNNING, changed_at__lt=now - STALLED)
    for batch_pk in stalled.order_by("pk").values_list("pk", flat=True)[:20]:
        work_on_list(batch_pk)
    dropped = drop_old_batches(now=now)
    if dropped:
        logger.info("Dropped %d old lists.", dropped)


@shared_task  # type: ignore[untyped-decorator]
def drop_old_exports() -> None:
    dropped = drop_ended_exports(now=timezone.now())
    logger.info("Dropped %d ended exports.", dropped)
