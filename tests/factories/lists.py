"""Lists that go out of an agency, what it offers itself, and people whom a list put in."""

from datetime import UTC, date, datetime, timedelta
from typing import Any

from accounts.models import Invitation, User
from accounts.tokens import digest_of
from planner.casework.enums import ExportFormat, ExportKind, OfferKind
from planner.casework.models import AgencyOffer, Export, ExportRight
from planner.casework.services.exports import LASTS
from planner.reference.models import JobCategory
from planner.sharing.models import Assignment
from tests.factories.sharing import AssignmentFactory

NOW = datetime(2026, 11, 22, 9, tzinfo=UTC)
TODAY = date(2026, 11, 22)
WELDING = "TITP 7-7"


def invited_into_care_of(counselor: User, name: str = "Vũ Thị Mơ") -> Assignment:
    """Somebody whom the agency's list put in, and who has not accepted."""
    worker = User.objects.create(
        name=name, is_invited=True, is_active=False, agency=counselor.agency, password="!"
    )
    made: Assignment = AssignmentFactory.create(worker=worker, counselor=counselor)
    return made


def invitation_for(
    assignment: Assignment, token: str, *, now: datetime = NOW, **values: Any
) -> Invitation:
    usual: dict[str, Any] = {
        "agency": assignment.agency,
        "counselor": assignment.counselor,
        "name": assignment.worker.name,
        "person": assignment.worker,
    }
    return Invitation.objects.create(
        token_digest=digest_of(token),
        created_at=now,
        expires_at=now + timedelta(days=14),
        **usual | values,
    )


def export_of(
    by: User,
    kind: ExportKind = ExportKind.PLAIN,
    form: ExportFormat = ExportFormat.CSV,
    *,
    now: datetime = NOW,
    filters: str = "",
) -> Export:
    return Export.objects.create(
        by=by, kind=kind, format=form, filters=filters, made_at=now, ends_at=now + LASTS
    )


def right_of(
    person: User,
    kind: ExportKind = ExportKind.CASELOAD,
    form: ExportFormat = ExportFormat.XLSX,
    **values: Any,
) -> ExportRight:
    usual: dict[str, Any] = {
        "agency": person.agency,
        "given_by_name": "Nguyễn Thu Hà",
        "given_at": NOW,
    }
    return ExportRight.objects.create(person=person, kind=kind, format=form, **usual | values)


def agency_offer(by: User, trade: str = WELDING, **values: Any) -> AgencyOffer:
    """Of the agency of this supervisor; shown until the end of the month."""
    usual: dict[str, Any] = {
        "agency": by.agency,
        "kind": OfferKind.COURSE,
        "title": "Lớp hàn buổi tối",
        "shown_until": date(2026, 11, 30),
        "made_at": NOW,
        "made_by_name": by.name,
    }
    return AgencyOffer.objects.create(trade=JobCategory.objects.get(code=trade), **usual | values)
