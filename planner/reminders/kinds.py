"""Which kinds of reminders somebody can choose from."""

from accounts.enums import Role
from planner.reminders.enums import Source

_DESK = (Source.DIGEST, Source.SILENCE, Source.MESSAGE, Source.REVIEW)
# A code for an address is no kind: who asks for one waits for it.
KINDS: dict[Role, tuple[Source, ...]] = {
    Role.WORKER: (
        *(Source.BENCHMARK, Source.MISS, Source.CHECK_IN),
        *(Source.PLAN_MOVED, Source.MESSAGE),
        *(Source.NUDGE, Source.REVIEW, Source.REFERRAL),
    ),
    Role.COUNSELOR: _DESK,
    Role.SUPERVISOR: (*_DESK, Source.REFERRAL),
    Role.STAFF: (Source.SILENCE,),
}
