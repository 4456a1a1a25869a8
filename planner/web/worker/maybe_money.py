from planner.sharing.audiences import own_sections
from planner.sharing.sections import Section
from planner.web.shared.kept_forms import KeptForm


class MaybeMoneyForm(KeptForm):
    """What may be about money is closed as a draft too; a browser that is shut out is not asked for money."""

    def make_fields(self) -> None:
        self.asks_money = Section.MONEY in own_sections(self.person)
        self.draft_section = Section.MONEY if self.asks_money else Section.PLAN
