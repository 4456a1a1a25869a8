"""Whose form it is: signed, so that what was typed finds its way home after the session has ended."""

from dataclasses import dataclass
from datetime import timedelta

from django.core import signing
from django.http import QueryDict

from planner.sharing.sections import Section

SALT = "planner.web.draft"
LASTS = timedelta(days=30)
LONGEST = 4_000


@dataclass(frozen=True)
class Owner:
    """A person's form, and the names of the fields that may be kept of it."""

    person: int
    form: str
    section: Section
    fields: tuple[str, ...]

    def token(self) -> str:
        return signing.dumps(
            [self.person, self.form, self.section.value, list(self.fields)],
            salt=SALT,
            compress=True,
        )

    def typed(self, data: QueryDict) -> dict[str, list[str]]:
        """What belongs to the form; `day_0` is a part of the field `day`."""
        parts = tuple(f"{name}_" for name in self.fields)
        return {
            name: [str(text) for text in data.getlist(name)]
            for name in data
            if name in self.fields or name.startswith(parts)
        }


def owner_of(token: str) -> Owner | None:
    """None for a token that is not ours or too old."""
    if len(token) > LONGEST:
        return None
    try:
        person, form, section, fields = signing.loads(token, salt=SALT, max_age=LASTS)
        return Owner(person, form, Section(section), tuple(fields))
    except (signing.BadSignature, ValueError, TypeError):
        return None
