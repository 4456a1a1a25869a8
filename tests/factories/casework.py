"""Messages between a worker and the agency, written by the services as a page would."""

from datetime import datetime
from io import BytesIO

from PIL import Image

from planner.casework.models import Message
from planner.casework.services.threads import Photo, write_to_agency, write_to_worker
from planner.sharing.models import Assignment
from tests.factories.plans import NOW, opened_by_counselor


def photo() -> Photo:
    out = BytesIO()
    Image.new("RGB", (8, 8), "green").save(out, "JPEG")
    return Photo(out.getvalue(), "image/jpeg")


def from_worker(
    assignment: Assignment,
    text: str = "Chị ơi, em hỏi chút",
    *,
    photo: Photo | None = None,
    read_to: int = 0,
    now: datetime = NOW,
) -> Message:
    """To whoever cares for the worker now."""
    return write_to_agency(
        person=assignment.worker, text=text, photo=photo, read_to=read_to, now=now
    )


def from_desk(
    assignment: Assignment,
    text: str = "Em cứ hỏi nhé",
    *,
    photo: Photo | None = None,
    read_to: int = 0,
    now: datetime = NOW,
) -> Message:
    """From the worker's counselor."""
    assert assignment.counselor is not None
    return write_to_worker(
        opened=opened_by_counselor(assignment),
        by=assignment.counselor,
        text=text,
        photo=photo,
        read_to=read_to,
        now=now,
    )


def crowd(assignment: Assignment, count: int, *, is_from_worker: bool, now: datetime = NOW) -> None:
    """So many messages more at once, in the case that there is."""
    row = Message.objects.filter(case__assignment=assignment).latest("pk")
    Message.objects.bulk_create(
        Message(
            case_id=row.case_id,
            author_name="Ai đó",
            is_from_worker=is_from_worker,
            text=f"Tin {number}",
            sent_at=now,
        )
        for number in range(count)
    )
