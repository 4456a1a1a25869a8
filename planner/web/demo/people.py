"""Invented people with real homes, to try the product with. Tuan follows a published account."""

from dataclasses import dataclass, field

from accounts.enums import Role
from planner.plans.answers import Answers

DOMAIN = "demo.example"
AGENCIES = ("Công ty Phái cử Sông Hồng (mẫu)", "Công ty Nhân lực Cửu Long (mẫu)")


@dataclass(frozen=True)
class DemoPerson:
    """`agency`: its place in AGENCIES; of a worker it is the counselor's. `counselor`, `chosen`: a key, a trade."""

    key: str
    name: str
    answers: Answers = field(default_factory=Answers)
    role: Role = Role.WORKER
    agency: int | None = None
    counselor: str = ""
    chosen: str = ""
    days_silent: int | None = 0

    @property
    def email(self) -> str:
        return f"{self.key}@{DOMAIN}"


def _statements(**given: int) -> dict[str, int]:
    return given


KNOWN: tuple[DemoPerson, ...] = (
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
            stage="in_japan",
            trade="TITP 1-1",
            japanese="n4",
        ),
        counselor="huong",
        chosen="TITP 1-1",
        days_silent=21,
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
            stage="in_japan",
            trade="TITP 7-7",
        ),
        counselor="huong",
        chosen="TITP 7-7",
        days_silent=2,
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
            stage="before_departure",
            ratings=_statements(grow_things=2, animals_calm=2, sun_and_rain=2, learn_words=1),
        ),
        counselor="huong",
        chosen="TITP 2-1",
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
            stage="before_departure",
            ratings=_statements(thread_needle=2, make_by_hand=2, tidy_joints=2, lift_all_day=0),
        ),
        counselor="huong",
        days_silent=5,
    ),
    DemoPerson(
        "khang",
        "Trần Văn Khang",
        Answers(
            province="96",
            former_province="96",
            assets=("pond",),
            wish="farm",
            stage="before_departure",
        ),
        counselor="dung",
        days_silent=1,
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
            stage="before_departure",
        ),
        counselor="dung",
        chosen="TITP 1-1",
        days_silent=3,
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
            stage="before_departure",
            ratings=_statements(take_apart=2, hear_engine=2, new_tools=2, measure_twice=2),
        ),
        counselor="dung",
        chosen="TITP 6-4",
        days_silent=9,
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
            stage="before_departure",
        ),
        counselor="dung",
        days_silent=40,
    ),
    DemoPerson(
        "thao",
        "Vàng Thị Thảo",
        Answers(province="12", former_province="12", assets=("livestock", "craft"), wish="unsure"),
        counselor="mai",
        days_silent=12,
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
            stage="before_departure",
            ratings=_statements(learn_words=2, talk_to_strangers=2, patient_listening=2),
        ),
        counselor="mai",
        days_silent=4,
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
            stage="in_japan",
            trade="TITP 7-13",
        ),
    ),
    DemoPerson(
        "son", "Lý Văn Sơn", Answers(province="82", assets=("pond", "farmland"), wish="farm")
    ),
)

# Who looks after them, and who keeps the whole going. They sign in with a second factor.
DESK: tuple[DemoPerson, ...] = (
    DemoPerson("giam-sat", "Nguyễn Thị Thu Hà", role=Role.SUPERVISOR, agency=0),
    DemoPerson("huong", "Trần Thị Hương", role=Role.COUNSELOR, agency=0),
    DemoPerson("dung", "Phạm Quốc Dũng", role=Role.COUNSELOR, agency=0),
    DemoPerson("mai", "Lê Ngọc Mai", role=Role.COUNSELOR, agency=0),
    DemoPerson("phuc", "Võ Hoàng Phúc", role=Role.COUNSELOR, agency=1),
    DemoPerson("thu", "Đặng Minh Thư", role=Role.COUNSELOR, agency=1),
    DemoPerson("staff", "Nhân viên chương trình", role=Role.STAFF),
)
