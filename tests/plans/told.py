"""Everything that a worker can tell, and how much of it an agency may know."""

from dataclasses import replace

from planner.matching.person import STATEMENTS
from planner.plans.answers import Answers

FULL = Answers(
    province="31",
    former_province="30",
    assets=("farmland", "workshop"),
    land_m2=1080,
    care=("parents", "sick"),
    wish="skilled_trade",
    wish_words="Mở xưởng nhỏ",
    family_hope="house",
    family_words="Sửa lại nhà",
    ratings={key: number % 3 for number, key in enumerate(STATEMENTS)},
    skipped=("schooling",),
    stage="in_japan",
    trade="TITP 6-4",
    birth_year=1999,
    sex="female",
    schooling="vocational",
    experience=("machining",),
    work_words="Ba năm ở xưởng tiện",
    japanese="n4",
    health=("lifting", "eyes"),
    health_words="Đau lưng từ năm ngoái",
    departure_month="2025-04-01",
    pathway="TITP",
)
OPEN = replace(FULL, sex=None, care=None, health=None, health_words=None)
