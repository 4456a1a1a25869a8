"""What some of the demo people and their counselor wrote to each other."""

from collections.abc import Sequence
from dataclasses import dataclass
from datetime import datetime, timedelta

from accounts.models import User
from planner.casework.services.threads import write_to_agency, write_to_worker
from planner.sharing.audiences import Opened


@dataclass(frozen=True)
class DemoMessage:
    text: str
    days_ago: int
    is_from_worker: bool


MESSAGES: dict[str, tuple[DemoMessage, ...]] = {
    "tuan": (
        DemoMessage("Chị ơi, em muốn hỏi thi kỹ năng đặc định số 2 cần những gì ạ?", 9, True),
        DemoMessage(
            "Chào Tuấn. Em cần giấy xác nhận kinh nghiệm tổ trưởng và đăng ký thi qua công ty. "
            "Chị gửi em danh sách giấy tờ nhé.",
            8,
            False,
        ),
        DemoMessage("Em cảm ơn chị. Tháng này em nộp giấy.", 2, True),
    ),
    "minh": (
        DemoMessage("Minh ơi, tháng này em đã kể tình hình trên trang của em chưa?", 3, False),
    ),
}


def write(opened: Opened, counselor: User, messages: Sequence[DemoMessage], now: datetime) -> None:
    """Through the same services as the pages. Who answers has read what came before."""
    read_to = 0
    for message in messages:
        at = now - timedelta(days=message.days_ago)
        row = (
            write_to_agency(person=opened.person, text=message.text, read_to=read_to, now=at)
            if message.is_from_worker
            else write_to_worker(
                opened=opened, by=counselor, text=message.text, read_to=read_to, now=at
            )
        )
        read_to = row.pk
