"""Which kinds of reminders somebody can choose from."""

from accounts.enums import Role
from planner.reminders.enums import Source

_DESK = (Source.DIGEST, Source.SILENCE, Source.MESSAGE)
# A code for an address is no kind: who asks for one waits for it.
KINDS: dict[Role, tuple[Source, ...]] = {
    Role.WORKER: (
        *(Source.BENCHMARK, Source.MISS, Source.CHECK_IN),
        *(Source.PLAN_MOVED, Source.MESSAGE),
    ),
    Role.COUNSELOR: _DESK,
    Role.SUPERVISOR: _DESK,
    Role.STAFF: (Source.SILENCE,),
}
