"""The questions, in the order in which they are asked."""

from collections.abc import Callable
from dataclasses import dataclass

from planner.matching.atlas import Atlas
from planner.plans.answers import Answers
from planner.web.worker.about_forms import (
    BirthYearForm,
    DepartureForm,
    HealthForm,
    JapaneseForm,
    PathwayForm,
    SchoolingForm,
    SexForm,
    WorkForm,
)
from planner.web.worker.forms import (
    CareForm,
    FamilyForm,
    FormerProvinceForm,
    HopeForm,
    JapanForm,
    LandForm,
    ProvinceForm,
    QuestionForm,
    StatementsForm,
    WishForm,
    statements_form,
)


@dataclass(frozen=True)
class Step:
    """One page. `part_of`: the task on the task list; `is_asked`: does it come up after these answers?"""

    slug: str
    part_of: str
    form_class: type[QuestionForm]
    is_asked: Callable[[Answers, Atlas], bool]
    is_answered: Callable[[Answers], bool]

    @property
    def can_skip(self) -> bool:
        return self.slug not in ("province", "former")


def _always(_answers: Answers, _atlas: Atlas) -> bool:
    return True


def _is_ambiguous(answers: Answers, atlas: Atlas) -> bool:
    """A merged province, and what was said does not tell the former one: 33 names are old and new."""
    former = atlas.former.get(answers.former_province or "")
    is_merged = len(atlas.formers_of(answers.province or "")) > 1
    return is_merged and (former is None or former.name == former.now_name)


def _statements_step(number: int) -> Step:
    form_class: type[StatementsForm] = statements_form(number)
    return Step(
        f"statements-{number}",
        "myself",
        form_class,
        _always,
        lambda answers: all(key in (answers.ratings or {}) for key in form_class.statement_keys()),
    )


# What a visitor is asked on the way to the ranking.
FIRST: tuple[Step, ...] = (
    Step("province", "home", ProvinceForm, _always, lambda answers: answers.province is not None),
    Step(
        "former",
        "home",
        FormerProvinceForm,
        _is_ambiguous,
        lambda answers: answers.province is not None,
    ),
    Step("family", "home", FamilyForm, _always, lambda answers: answers.assets is not None),
    Step(
        "land",
        "home",
        LandForm,
        lambda answers, _atlas: "farmland" in (answers.assets or ()),
        lambda answers: "farmland" not in (answers.assets or ()) or answers.land_m2 is not None,
    ),
    Step("care", "home", CareForm, _always, lambda answers: answers.care is not None),
    Step("hope", "home", HopeForm, _always, lambda answers: answers.family_hope is not None),
    Step("wish", "wish", WishForm, _always, lambda answers: answers.wish is not None),
    Step("japan", "wish", JapanForm, _always, lambda answers: answers.stage is not None),
    *(_statements_step(number) for number in range(1, 5)),
)
# What is asked later, for the plan.
ABOUT: tuple[Step, ...] = (
    Step("birth", "about", BirthYearForm, _always, lambda answers: answers.birth_year is not None),
    Step("sex", "about", SexForm, _always, lambda answers: answers.sex is not None),
    Step(
        "schooling", "about", SchoolingForm, _always, lambda answers: answers.schooling is not None
    ),
    Step("work", "about", WorkForm, _always, lambda answers: answers.experience is not None),
    Step("japanese", "about", JapaneseForm, _always, lambda answers: answers.japanese is not None),
    Step(
        "departure",
        "about",
        DepartureForm,
        _always,
        lambda answers: answers.departure_month is not None,
    ),
    Step("pathway", "about", PathwayForm, _always, lambda answers: answers.pathway is not None),
    Step("health", "about", HealthForm, _always, lambda answers: answers.health is not None),
)
STEPS = (*FIRST, *ABOUT)
BY_SLUG = {step.slug: step for step in STEPS}
# Not asked in a browser that is shut out of the closed sections.
CLOSED = frozenset({"care", "health"})
# Others do not learn whether these are answered.
_UNTOLD = CLOSED | {"sex"}


def asked(answers: Answers, atlas: Atlas, among: tuple[Step, ...] = FIRST) -> list[Step]:
    return [step for step in among if step.is_asked(answers, atlas)]


def row_of(step: Step) -> tuple[Step, ...]:
    """The questions that are asked in a row with this one."""
    return ABOUT if step in ABOUT else FIRST


def after(step: Step, answers: Answers, atlas: Atlas) -> Step | None:
    """The question that follows in order; None after the last."""
    row = row_of(step)
    later = row[row.index(step) + 1 :]
    return next((item for item in later if item.is_asked(answers, atlas)), None)


def before(step: Step, answers: Answers, atlas: Atlas) -> Step | None:
    row = row_of(step)
    earlier = asked(answers, atlas, row[: row.index(step)])
    return earlier[-1] if earlier else None


def first_open(
    answers: Answers, atlas: Atlas, part_of: str | None = None, *, is_shut_out: bool = False
) -> Step | None:
    """The first question neither answered nor skipped: of one task, or on the way to the ranking."""
    done = {*(answers.skipped or ()), *(_UNTOLD if is_shut_out else ())}
    return next(
        (
            step
            for step in asked(answers, atlas, STEPS if part_of else FIRST)
            if part_of in (None, step.part_of)
            and step.slug not in done
            and not step.is_answered(answers)
        ),
        None,
    )
