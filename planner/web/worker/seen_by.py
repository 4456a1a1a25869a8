"""Who sees a row of the plan, written on it."""

from django.utils.translation import gettext_lazy as _

from planner.sharing.sections import Section
from planner.web.shared.rows import Text

ONLY_YOU = _("Only you see this")
COUNSELOR_TOO = _("Your counselor sees this")
SHUT = _("In this browser money is shut for now, and this is about money. Nothing was saved.")


def seen_by(section: str) -> Text:
    return ONLY_YOU if section == Section.MONEY else COUNSELOR_TOO
