"""What was typed and not saved yet is kept for whoever typed it, for nobody else."""

import json
from collections.abc import Mapping, Sequence
from datetime import datetime, timedelta

from django.db import transaction

from accounts.models import User
from planner.sharing.audiences import own_sections
from planner.sharing.models import Draft, FormKey
from planner.sharing.sections import Section

DRAFTS_LAST = timedelta(days=30)
MOST_BYTES = 20_000

Typed = Mapping[str, Sequence[str]]


@transaction.atomic
def keep_draft(
    *,
    person: User,
    form: str,
    section: Section,
    values: Typed,
    seen: str,
    key: str,
    now: datetime,
) -> Draft | None:
    """The newest one replaces the one before. None when it is not kept.

    Not kept is what is too long, what lies in a section that is shut to this browser, and what comes late: the form
    with this `key` has been saved since.
    """
    # PostgreSQL keeps no NUL in JSON.
    plain = {name: [text.replace("\0", "") for text in texts] for name, texts in values.items()}
    if section not in own_sections(person) or _size(plain) > MOST_BYTES:
        return None
    if FormKey.objects.filter(person=person, key=key).exists():
        return None
    draft, _is_new = Draft.objects.update_or_create(
        person=person,
        form=form,
        defaults={"section": section, "values": plain, "seen": seen, "saved_at": now},
    )
    return draft


def draft_of(person: User, *, form: str) -> Draft | None:
    """The own one, unless its section is shut to this browser."""
    return Draft.objects.filter(person=person, form=form, section__in=own_sections(person)).first()


def drop_draft(*, person: User, form: str) -> None:
    Draft.objects.filter(person=person, form=form, section__in=own_sections(person)).delete()


def drop_old_drafts(*, now: datetime) -> int:
    return Draft.objects.filter(saved_at__lt=now - DRAFTS_LAST).delete()[0]


def _size(values: Typed) -> int:
    return len(json.dumps(values, ensure_ascii=False).encode(errors="replace"))
