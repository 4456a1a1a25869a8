import logging

from celery import shared_task
from django.utils import timezone

from planner.sharing.drafts import drop_old_drafts
from planner.sharing.once import drop_old_keys

logger = logging.getLogger(__name__)


@shared_task  # type: ignore[untyped-decorator]
def drop_old_form_data() -> None:
    now = timezone.now()
    keys, drafts = drop_old_keys(now=now), drop_old_drafts(now=now)
    logger.info("Dropped %d old form keys and %d old drafts.", keys, drafts)
