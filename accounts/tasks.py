import logging

from celery import shared_task
from django.utils import timezone

from accounts import services

logger = logging.getLogger(__name__)


@shared_task  # type: ignore[untyped-decorator]
def drop_ended_sessions() -> None:
    dropped = services.drop_ended_sessions(now=timezone.now())
    logger.info("Dropped %d ended sessions.", dropped)
