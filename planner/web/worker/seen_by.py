"""Who sees a row of the plan, written on it."""

from django.utils.translation import gettext_lazy as _

from planner.sharing.audiences import CLOSED
from planner.web.shared.rows import Text

ONLY_YOU = _("Only you see this, unless you open it")
COUNSELOR_TOO = _("Your counselor sees this")
SHUT = _("In this browser money is shut for now, and this is about money. Nothing was saved.")


def seen_by(section: str) -> Text:
    return ONLY_YOU if section in CLOSED else COUNSELOR_TOO
