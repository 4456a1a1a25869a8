"""What counselors of the demo did about their workers: next steps, calls, marks, papers that end."""

from collections.abc import Iterator
from dataclasses import dataclass
from datetime import date, datetime, time, timedelta
from decimal import Decimal

from accounts.enums import Role
from accounts.models import User
from planner.benchmarks.check_ins import months_between, next_month
from planner.benchmarks.dates import add_months
from planner.benchmarks.enums import Route
from planner.casework.enums import (
    CaseEventKind,
    ContactChannel,
    ContactResult,
    FlagKind,
    OfferKind,
    ReferralKind,
    ReferralState,
    StepKind,
)
from planner.casework.models import (
    AgencyOffer,
    Case,
    CaseFlag,
    ContactAttempt,
    FollowUp,
    Referral,
)
from planner.casework.services.cases import happened, open_case
from planner.plans.enums import Stage
from planner.plans.models import CheckIn, Plan
from planner.reference.models import JobCategory
from planner.sharing.consents import give_consent
from planner.sharing.enums import Purpose
from planner.sharing.models import Assignment
from planner.web.demo.people import DemoPerson
from planner.wording.consents import current_text

EMPLOYERS = (
    "Công ty Yamada Seisakusho, Aichi",
    "Sakura Foods, Ibaraki",
    "Hokkai Kensetsu, Sapporo",
)
STEPS = (
    (StepKind.CALL, "Hỏi thăm tháng này", -4),
    (StepKind.PAPERS, "Nhắc gia hạn tư cách lưu trú", 0),
    (StepKind.WRITE, "Gửi lịch thi kỹ năng đặc định", 3),
    (StepKind.CALL, "Hỏi chuyện học tiếng Nhật", 12),
    (StepKind.EMPLOYER, "Gọi nghiệp đoàn về ca đêm", 6),
    (StepKind.MEET, "Gặp gia đình ở quê", 25),
)
CALLS = (
    (ContactChannel.CALL, ContactResult.REACHED, "Khỏe, việc đều.", 9),
    (ContactChannel.ZALO, ContactResult.NO_ANSWER, "", 5),
    (ContactChannel.CALL, ContactResult.CALL_BACK, "Đang trong ca, gọi lại tối mai.", 2),
)
FLAGS = {
    7: (FlagKind.WATCH, "Đổi tổ trưởng, hay mệt."),
    16: (FlagKind.PAPERS, "Thiếu bản sao thẻ ngoại kiều."),
    27: (FlagKind.URGENT, "Công ty báo sắp cắt hợp đồng."),
}
# Of the months that are over, the newest is so many back.
NEWEST_TOLD = (1, 1, 1, 3, 1, 1, 5, 1)
OFFERS = (
    (OfferKind.COURSE, "TITP 7-7", "Lớp hàn MIG, MAG buổi tối", "Bắc Ninh", 24),
    (OfferKind.COURSE, "TITP 1-1", "Trồng rau trong nhà kính, hai tuần", "Hà Nội", 15),
    (OfferKind.ORDER, "TITP 6-4", "Đơn tiện CNC, tỉnh Aichi", "Aichi", 6),
)


@dataclass(frozen=True)
class Place:
    """One worker of the crowd: the number among all decides what there is."""

    number: int
    account: User
    person: DemoPerson


def follow(new: list[DemoPerson], accounts: dict[str, User], now: datetime) -> None:
    """A case for each new worker in care."""
    workers = [person for person in new if person.role == Role.WORKER]
    for number, person in enumerate(workers):
        place = Place(number, accounts[person.key], person)
        if person.key.startswith("nguoi-"):
            _lay_out_way(place, now.date())
        if number % 3:
            _count(place.account, now)
        assignment = Assignment.objects.open().filter(worker=place.account).first()
        if assignment and assignment.counselor:
            case = open_case(assignment=assignment, now=now - timedelta(days=380))
            _work_on(place, case, assignment.counselor, now)


def ask_for_help(worker: User, now: datetime) -> None:
    """It waits for the worker's answer."""
    case = Case.objects.get(assignment__worker=worker, assignment__ended_at=None)
    by = case.assignment.counselor
    if by is None or Referral.objects.filter(case=case).exists():
        return
    Referral.objects.create(
        case=case,
        kind=ReferralKind.HELP,
        to_place="OTIT – tư vấn bằng tiếng Việt",
        why="Em muốn hỏi về tiền làm thêm giờ, nơi này tư vấn miễn phí.",
        state=ReferralState.ASKED,
        by=by,
        by_name=by.name,
        made_at=now - timedelta(days=2),
    )
    happened(CaseEventKind.ASKED, case=case, by=by, now=now - timedelta(days=2))


def offer(supervisor: User, now: datetime) -> None:
    """Courses and orders of the agency itself."""
    for kind, code, title, place, places in OFFERS:
        trade = JobCategory.objects.filter(code=code).first()
        if trade and supervisor.agency:
            AgencyOffer.objects.create(
                agency=supervisor.agency,
                kind=kind,
                trade=trade,
                title=title,
                place=place,
                places=places,
                begins_on=now.date() + timedelta(days=40),
                shown_until=now.date() + timedelta(days=35),
                made_at=now,
                made_by_name=supervisor.name,
            )


def _lay_out_way(place: Place, today: date) -> None:
    """The days of the way, and that most of the months were told."""
    departs_on = place.person.answers.departs_in
    if departs_on is None or place.person.answers.stage == Stage.HOME:
        return
    route = Route.TITP_HOME if place.number % 4 else Route.SSW
    returns_on = add_months(departs_on, Decimal(36 if route == Route.TITP_HOME else 60))
    if returns_on <= today:
        returns_on = today + timedelta(days=70 + 40 * (place.number % 9))
        route = Route.TITP_3 if route == Route.TITP_HOME else route
    Plan.objects.create(
        person=place.account,
        route=route,
        departs_on=departs_on,
        arrives_on=departs_on,
        returns_on=returns_on,
    )
    newest = add_months(
        today.replace(day=1), Decimal(-NEWEST_TOLD[place.number % len(NEWEST_TOLD)])
    )
    CheckIn.objects.bulk_create(
        CheckIn(
            person=place.account,
            month=month,
            told_at=datetime.combine(next_month(month), time(12)).astimezone(),
        )
        for month in months_between(max(departs_on, add_months(newest, Decimal(-5))), newest)
    )


def _count(account: User, now: datetime) -> None:
    version = current_text(Purpose.STATISTICS).version
    give_consent(
        person=account, purpose=Purpose.STATISTICS, text_version=version, language="vi", now=now
    )


def _work_on(place: Place, case: Case, by: User, now: datetime) -> None:
    number, today = place.number, now.date()
    case.reference = f"SH-{1001 + number}"
    case.phone = f"+8490{1_234_567 + 7919 * number % 1_000_000}"
    if place.person.answers.has_left:
        case.employer = EMPLOYERS[number % len(EMPLOYERS)]
        case.status_ends_on = today + timedelta(days=(number * 53) % 700 + 12)
    case.save()
    for row in (*_steps(number, case, by, now), *_calls(number, case, by, now)):
        row.save()
    if number in FLAGS:
        kind, words = FLAGS[number]
        at = now - timedelta(days=6)
        CaseFlag.objects.create(
            case=case, kind=kind, words=words, raised_at=at, raised_by_name=by.name
        )
        happened(CaseEventKind.FLAGGED, case=case, by=by, now=at, words=words)


def _steps(number: int, case: Case, by: User, now: datetime) -> Iterator[FollowUp]:
    """Every seventh has none yet."""
    if number % 7 == 2:
        return
    kind, words, days = STEPS[number % len(STEPS)]
    yield FollowUp(
        case=case,
        kind=kind,
        words=words,
        due_on=now.date() + timedelta(days=days),
        made_at=now - timedelta(days=20),
        made_by_name=by.name,
    )


def _calls(number: int, case: Case, by: User, now: datetime) -> Iterator[ContactAttempt]:
    for channel, result, words, days in CALLS[: number % 4]:
        yield ContactAttempt(
            case=case,
            channel=channel,
            result=result,
            words=words,
            at=now - timedelta(days=days + number % 6),
            by=by,
            by_name=by.name,
        )
