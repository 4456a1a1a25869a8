"""What the desk of the world does about its workers, in words that stand nowhere else."""

from collections.abc import Mapping
from dataclasses import dataclass
from datetime import datetime, timedelta

from accounts.api_keys import make_key
from accounts.models import Agency, ApiKey, Invitation, User
from accounts.tokens import digest_of
from planner.casework.enums import (
    BatchState,
    CaseEventKind,
    ContactChannel,
    ContactResult,
    ExportFormat,
    ExportKind,
    FlagKind,
    OfferKind,
    ReferralKind,
    ReferralState,
    RowState,
    StepKind,
)
from planner.casework.models import (
    AgencyOffer,
    Case,
    CaseFlag,
    ContactAttempt,
    Export,
    ExportRight,
    FollowUp,
    ImportBatch,
    ImportRow,
    Nudge,
    Referral,
    SavedView,
)
from planner.casework.services.cases import happened, open_case
from planner.reference.models import JobCategory
from planner.reminders.enums import HookEvent, State
from planner.reminders.models import WebhookCall, WebhookEndpoint
from planner.sharing.models import Assignment

# Between counselors of one agency.
STEP, CALLED = "hẹn gọi kiểu vạc-sành-7451", "nghe máy kiểu vạc-sành-7452"
MARKED, TOLD_OF = "để mắt kiểu vạc-sành-7453", "đổi xưởng kiểu vạc-sành-7454"
REFERENCE, KNOWN_PHONE = "VS-7455", "+84907455746"
CELL, VIEW = "ô bảng kiểu vạc-sành-7456", "bảng riêng kiểu vạc-sành-7457"
DESK_WORDS = (STEP, CALLED, MARKED, TOLD_OF, REFERENCE, KNOWN_PHONE, CELL, VIEW)
# For the agency's own workers too.
OFFER = "Lớp hàn kiểu vạc-sành-7458"


@dataclass(frozen=True)
class DeskRows:
    """Of one worker."""

    case: Case
    step: FollowUp
    flag: CaseFlag


@dataclass(frozen=True)
class Desk:
    """By the worker's name. What stands alone is the first agency's."""

    rows: Mapping[str, DeskRows]
    # Of the worker, waits for the yes; of the stranger, agreed, waits for the first agency.
    help: Referral
    transfer: Referral
    view: SavedView
    batch: ImportBatch
    export: Export
    offer: AgencyOffer
    key: ApiKey
    endpoint: WebhookEndpoint
    invited: User


def make_desk(
    workers: Mapping[str, User], counselor: User, supervisor: User, away: User, now: datetime
) -> Desk:
    """`away`: a counselor of the other agency."""
    agency = supervisor.agency
    assert agency is not None
    rows = {
        name: _work_on(worker, counselor, now)
        for name, worker in workers.items()
        if name != "stranger"
    }
    # The other agency has words of its own.
    rows["stranger"] = _work_on(workers["stranger"], away, now, "Gọi điện", "SL", "+84907000111")
    asked = {"by": counselor, "by_name": counselor.name, "made_at": now}
    trade = JobCategory.objects.get(code="TITP 7-7")
    key, _secret = make_key(by=supervisor, name="Phần mềm cũ", can_write=True, now=now)
    return Desk(
        rows=rows,
        help=Referral.objects.create(
            case=rows["worker"].case,
            kind=ReferralKind.HELP,
            to_place="OTIT",
            why="Hỏi tiền làm thêm",
            state=ReferralState.ASKED,
            **asked,
        ),
        transfer=Referral.objects.create(
            case=rows["stranger"].case,
            kind=ReferralKind.TRANSFER,
            to_agency=agency,
            why="Chuyển vùng",
            state=ReferralState.AGREED,
            by=away,
            by_name=away.name,
            made_at=now,
            worker_answered_at=now,
        ),
        view=SavedView.objects.create(
            owner=counselor, name=VIEW, query="stage=in_japan", made_at=now
        ),
        batch=_list(counselor, agency, now),
        export=_export(counselor, agency, now),
        offer=AgencyOffer.objects.create(
            agency=agency,
            kind=OfferKind.COURSE,
            trade=trade,
            title=OFFER,
            shown_until=now.date() + timedelta(days=30),
            made_at=now,
            made_by_name=supervisor.name,
        ),
        key=key,
        endpoint=_endpoint(agency, workers["worker"], now),
        invited=_invited(counselor, agency, now),
    )


def _work_on(
    worker: User,
    by: User,
    now: datetime,
    step: str = STEP,
    reference: str = REFERENCE,
    phone: str = KNOWN_PHONE,
) -> DeskRows:
    assignment = Assignment.objects.open().get(worker=worker)
    case = open_case(assignment=assignment, now=now)
    case.reference, case.phone = f"{reference}-{worker.pk}", phone
    case.status_ends_on = now.date() + timedelta(days=80)
    case.save()
    named = {"by": by, "by_name": by.name, "at": now}
    ContactAttempt.objects.create(
        case=case,
        channel=ContactChannel.CALL,
        result=ContactResult.REACHED,
        words=CALLED,
        **named,
    )
    happened(CaseEventKind.FLAGGED, case=case, by=by, now=now, words=f"{FlagKind.WATCH} {TOLD_OF}")
    Nudge.objects.create(case=case, kind="plan", by_name=by.name, at=now)
    return DeskRows(
        case=case,
        step=FollowUp.objects.create(
            case=case,
            kind=StepKind.CALL,
            words=step,
            due_on=now.date() + timedelta(days=3),
            made_at=now,
            made_by_name=by.name,
        ),
        flag=CaseFlag.objects.create(
            case=case,
            kind=FlagKind.WATCH,
            words=MARKED,
            raised_at=now,
            raised_by_name=by.name,
        ),
    )


def _list(by: User, agency: Agency, now: datetime) -> ImportBatch:
    batch = ImportBatch.objects.create(
        agency=agency,
        by=by,
        by_name=by.name,
        name="danh-sach.csv",
        format=ExportFormat.CSV,
        state=BatchState.CHECKED,
        headings=[
            {"heading": "Họ và tên", "samples": [CELL]},
            {"heading": "SĐT", "samples": ["-"]},
        ],
        columns={"0": "name", "1": "phone"},
        counselor=by,
        total=1,
        done=1,
        made_at=now,
        changed_at=now,
    )
    ImportRow.objects.create(
        batch=batch,
        number=2,
        cells=[CELL, "không phải số"],
        values={"name": CELL},
        faults=[{"field": "phone", "code": "bad_phone", "hint": "", "column": 1}],
        state=RowState.FAULTY,
    )
    return batch


def _export(by: User, agency: Agency, now: datetime) -> Export:
    kind, form = ExportKind.CASELOAD, ExportFormat.XLSX
    ExportRight.objects.create(
        person=by, agency=agency, kind=kind, format=form, given_by_name="Lan", given_at=now
    )
    return Export.objects.create(
        by=by, kind=kind, format=form, made_at=now, ends_at=now + timedelta(hours=24)
    )


def _endpoint(agency: Agency, worker: User, now: datetime) -> WebhookEndpoint:
    endpoint = WebhookEndpoint.objects.create(
        agency=agency,
        url="https://hook.example/vac-sanh",
        events=[HookEvent.CASE_CLOSED],
        salt="0" * 32,
        made_at=now,
        made_by_name="Lan",
    )
    WebhookCall.objects.create(
        endpoint=endpoint,
        event=HookEvent.CASE_CLOSED,
        worker_id=worker.pk,
        subject_id=1,
        happened_at=now,
        state=State.SENT,
        due_at=now,
        sent_at=now,
    )
    return endpoint


def _invited(counselor: User, agency: Agency, now: datetime) -> User:
    person = User(name="Đỗ Văn Mới", agency=agency, is_invited=True, is_active=False)
    person.set_unusable_password()
    person.save()
    assignment = Assignment.objects.create(
        worker=person, counselor=counselor, agency=agency, started_at=now
    )
    open_case(assignment=assignment, now=now)
    Invitation.objects.create(
        agency=agency,
        counselor=counselor,
        name=person.name,
        person=person,
        token_digest=digest_of("for the invited"),
        created_at=now,
        expires_at=now + timedelta(days=14),
    )
    return person
