from planner.web.demo.people import DESK, DOMAIN, KNOWN, DemoPerson
from planner.web.demo.seeding import (
    PASSWORD,
    DemoNotAllowed,
    codes_from,
    demo_code_lines,
    demo_people,
    seed_demo,
)

__all__ = [
    "DESK",
    "DOMAIN",
    "KNOWN",
    "PASSWORD",
    "DemoNotAllowed",
    "DemoPerson",
    "codes_from",
    "demo_code_lines",
    "demo_people",
    "seed_demo",
]
