"""What a person is asked to say yes to, word for word. A text that changes is a new version; the old ones stay.

In the texts: `counselor` and `agency` are names.
"""

from collections.abc import Mapping
from dataclasses import dataclass, replace
from typing import TypeAlias

from django.utils.functional import Promise
from django.utils.translation import gettext_lazy as _

Text: TypeAlias = str | Promise


@dataclass(frozen=True)
class ConsentText:
    """`sees`: what is read by whoever it is opened to; `closed`: what stays shut all the same; `know`: before saying yes."""

    version: str
    title: Text
    ask: Text
    sees: tuple[Text, ...]
    closed: tuple[Text, ...]
    know: tuple[Text, ...]

    def with_names(self, **names: str) -> "ConsentText":
        """The same in the reader's language, with the names in it."""

        def filled(texts: tuple[Text, ...]) -> tuple[Text, ...]:
            return tuple(str(text) % names for text in texts)

        return replace(
            self,
            title=str(self.title) % names,
            ask=str(self.ask) % names,
            sees=filled(self.sees),
            closed=filled(self.closed),
            know=filled(self.know),
        )


_OPENING: tuple[Text, ...] = (
    _("%(counselor)s works for %(agency)s, and the agency sold you this job. Think about that."),
    _(
        "Only %(counselor)s can read it here: no supervisor, no other counselor, nobody of your "
        "family. If you get another counselor, it is closed again."
    ),
    _("You can take it back at any time. The next page that %(counselor)s opens is without it."),
    _("What was already seen cannot be unseen. It can be told to others."),
    _("You see every look on the page “Who looked at my page”."),
    _("You do not have to. Everything else works the same while it stays closed."),
)

_MONEY = ConsentText(
    version="1",
    title=_("Open my money to %(counselor)s?"),
    ask=_("If you say yes, %(counselor)s can read:"),
    sees=(
        _("The pay you were promised, and what it costs you to go"),
        _("Your debts: to whom, how much, what you pay and what is left"),
        _("Each month you told: pay, what came to your account, sent home, saved, paid on debts"),
        _("What you keep per month in Japan and at home"),
        _("Your savings, what they are for, and what you agreed with your family to send"),
        _("Goals, steps and benchmarks about money, and what was missed for money"),
    ),
    closed=(
        _("Photos and files: of the contract, of payslips"),
        _("How you are, your health, whom you care for"),
        _("Whether you stay or return"),
    ),
    know=_OPENING,
)
_WELL_BEING = ConsentText(
    version="1",
    title=_("Open how I am to %(counselor)s?"),
    ask=_("If you say yes, %(counselor)s can read:"),
    sees=(
        _("How each month went, with your own words"),
        _("What your body does not stand"),
        _("Whom you must care for at home"),
        _("Work that you kept to yourself"),
        _("Benchmarks that you missed for your health, with your own words"),
    ),
    closed=(
        _("Your pay, your savings and your debts"),
        _("Whether you stay or return"),
    ),
    know=_OPENING,
)
_DECISION = ConsentText(
    version="1",
    title=_("Open to %(counselor)s whether I stay or return?"),
    ask=_("If you say yes, %(counselor)s can read:"),
    sees=(
        _("Your sheet “stay, return or go elsewhere”: every word and every amount you wrote on it"),
    ),
    closed=(
        _("Your pay, your savings and your debts"),
        _("How you are, your health, whom you care for"),
    ),
    know=_OPENING,
)
_STATISTICS = ConsentText(
    version="1",
    title=_("May you count in statistics?"),
    ask=_("If you say yes, this counts, together with at least nine others:"),
    sees=(
        _("Your home province, your trade, your way through Japan"),
        _("Your benchmarks and the kind of work you do"),
        _("Amounts: pay, costs, debt, what is kept per month"),
    ),
    closed=(
        _("Your name, your phone number, your e-mail address"),
        _("Anything you wrote in your own words"),
        _("How you are, your health, and whether you stay or return"),
    ),
    know=(
        _("The staff of the programme see numbers of groups of ten or more, never one person."),
        _("As long as you say nothing, the answer is no."),
        _("You can change it at any time. Numbers that were counted before stay as they are."),
        _("You do not have to. Everything else works the same if you say no."),
    ),
)
_STATISTICS_2 = replace(
    _STATISTICS,
    version="2",
    sees=(
        *_STATISTICS.sees,
        _("If you told it: woman or man, your year of birth; and your agency"),
    ),
)
# The first text did not name them.
WITHOUT_SEX_AND_AGE = ("1",)

# By purpose (planner.sharing.enums.Purpose), the newest last.
TEXTS: Mapping[str, tuple[ConsentText, ...]] = {
    "open_money": (_MONEY,),
    "open_well_being": (_WELL_BEING,),
    "open_decision": (_DECISION,),
    "statistics": (_STATISTICS, _STATISTICS_2),
}


def current_text(purpose: str) -> ConsentText:
    """The one that is asked now."""
    return TEXTS[purpose][-1]


def text_of(purpose: str, version: str) -> ConsentText:
    """The one that somebody said yes to."""
    return next((text for text in TEXTS[purpose] if text.version == version), TEXTS[purpose][-1])
