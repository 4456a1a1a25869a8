"""Invented people with real homes, to try the product with. Tuan follows a published account."""

from dataclasses import dataclass

from django.conf import settings
from django.db import transaction

from accounts.enums import Role
from accounts.models import User
from planner.plans.answers import Answers
from planner.plans.services import keep_answers

PASSWORD = "duong-ve-nha"  # noqa: S105  known to everybody: only ever seeded where DEMO_ALLOWED
DOMAIN = "demo.example"


class DemoNotAllowed(Exception):
    """These settings serve real people: no demo accounts here."""


@dataclass(frozen=True)
class DemoPerson:
    key: str
    name: str
    answers: Answers
    role: Role = Role.WORKER

    @property
    def email(self) -> str:
        return f"{self.key}@{DOMAIN}"


def _statements(**given: int) -> dict[str, int]:
    return given


PEOPLE: tuple[DemoPerson, ...] = (
    DemoPerson(
        "tuan",
        "Tuấn",
        Answers(
            province="24",
            former_province="27",
            assets=(),
            care=("parents",),
            wish="own_business",
            family_hope="money",
            is_in_japan=True,
            trade="TITP 1-1",
        ),
    ),
    DemoPerson(
        "minh",
        "Minh",
        Answers(
            province="31",
            former_province="30",
            assets=("farmland", "workshop"),
            land_m2=1080,
            care=("parents", "children"),
            wish="skilled_trade",
            family_hope="house",
            is_in_japan=True,
            trade="TITP 7-7",
        ),
    ),
    DemoPerson(
        "lan",
        "Nguyễn Thị Lan",
        Answers(
            province="91",
            former_province="89",
            assets=("farmland",),
            land_m2=6000,
            care=("parents",),
            wish="farm",
            family_hope="come_home",
            is_in_japan=False,
            ratings=_statements(grow_things=2, animals_calm=2, sun_and_rain=2, learn_words=1),
        ),
    ),
    DemoPerson(
        "hoa",
        "Phạm Thị Hoa",
        Answers(
            province="37",
            former_province="36",
            assets=(),
            care=(),
            wish="quality_manufacturing",
            family_hope="trade",
            is_in_japan=False,
            ratings=_statements(thread_needle=2, make_by_hand=2, tidy_joints=2, lift_all_day=0),
        ),
    ),
    DemoPerson(
        "khang",
        "Trần Văn Khang",
        Answers(
            province="96", former_province="96", assets=("pond",), wish="farm", is_in_japan=False
        ),
    ),
    DemoPerson(
        "yen",
        "Lê Thị Yến",
        Answers(
            province="68",
            former_province="68",
            assets=("farmland",),
            land_m2=3000,
            wish="farm",
            family_hope="business",
            is_in_japan=False,
        ),
    ),
    DemoPerson(
        "duc",
        "Đỗ Minh Đức",
        Answers(
            province="75",
            former_province="75",
            assets=("workshop",),
            care=("children",),
            wish="skilled_trade",
            is_in_japan=False,
            ratings=_statements(take_apart=2, hear_engine=2, new_tools=2, measure_twice=2),
        ),
    ),
    DemoPerson(
        "h-linh",
        "H'Linh Niê",
        Answers(
            province="66",
            former_province="66",
            assets=("farmland", "livestock"),
            land_m2=15000,
            care=("sick",),
            wish="unsure",
            family_hope="not_talked",
            is_in_japan=False,
        ),
    ),
    DemoPerson(
        "thao",
        "Vàng Thị Thảo",
        Answers(province="12", former_province="12", assets=("livestock", "craft"), wish="unsure"),
    ),
    DemoPerson(
        "quan",
        "Hồ Anh Quân",
        Answers(
            province="46",
            former_province="46",
            assets=("shop",),
            care=(),
            wish="service",
            is_in_japan=False,
            ratings=_statements(learn_words=2, talk_to_strangers=2, patient_listening=2),
        ),
    ),
    DemoPerson(
        "nga",
        "Bùi Thị Nga",
        Answers(
            province="01",
            former_province="01",
            assets=(),
            care=("parents",),
            wish="service",
            is_in_japan=True,
            trade="TITP 7-13",
        ),
    ),
    DemoPerson(
        "son", "Lý Văn Sơn", Answers(province="82", assets=("pond", "farmland"), wish="farm")
    ),
    DemoPerson("staff", "Nhân viên chương trình", Answers(), Role.STAFF),
)


@transaction.atomic
def seed_demo() -> int:
    """Make the demo people who are not there yet; those who are stay as they are. Returns how many."""
    if not settings.DEMO_ALLOWED:
        raise DemoNotAllowed
    known = set(User.objects.filter(email__endswith=f"@{DOMAIN}").values_list("email", flat=True))
    new = [person for person in PEOPLE if person.email not in known]
    for person in new:
        is_staff = person.role == Role.STAFF
        account = User.objects.create_user(
            email=person.email,
            password=PASSWORD,
            name=person.name,
            role=person.role,
            is_superuser=is_staff,
        )
        keep_answers(person=account, answers=person.answers)
    return len(new)
