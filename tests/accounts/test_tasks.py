from datetime import timedelta

import pytest
from celery import current_app
from django.conf import settings
from django.contrib.sessions.models import Session
from django.utils import timezone

from accounts.tasks import drop_ended_sessions


@pytest.mark.django_db
def test_the_task_drops_what_has_ended() -> None:
    ended = timezone.now() - timedelta(minutes=1)
    Session.objects.create(session_key="old", session_data="", expire_date=ended)

    drop_ended_sessions()

    assert not Session.objects.exists()


def test_the_clock_calls_the_task_by_its_name() -> None:
    entry = settings.CELERY_BEAT_SCHEDULE["drop-ended-sessions"]

    assert entry["task"] == drop_ended_sessions.name
    assert entry["task"] in current_app.tasks
