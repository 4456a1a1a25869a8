"""What is wrong with the sending. A plain function over plain values; times are instants."""

from collections.abc import Iterator, Mapping
from dataclasses import dataclass
from datetime import datetime, timedelta

from planner.reminders.enums import Trouble

LONGEST_SILENCE = {Trouble.BEAT: timedelta(seconds=90), Trouble.WORKER: timedelta(seconds=120)}
LONGEST_WAIT = timedelta(seconds=180)
LONGEST_FAILURE = timedelta(seconds=120)


@dataclass(frozen=True, slots=True)
class Signs:
    """What there is to see at one time.

    `watching_since`: nobody is blamed for a silence before; all of them start together.
    `seen`: the last sign of life by name. `failing`: since when a channel lets nothing through, by channel.
    `oldest_due`: since when the oldest reminder that is due has been waiting.
    """

    watching_since: datetime
    seen: Mapping[str, datetime]
    failing: Mapping[str, datetime]
    oldest_due: datetime | None


@dataclass(frozen=True, slots=True)
class Found:
    trouble: Trouble
    about: str
    since: datetime


def troubles_in(signs: Signs, now: datetime) -> list[Found]:
    return list(_troubles(signs, now))


def _troubles(signs: Signs, now: datetime) -> Iterator[Found]:
    for process, longest in LONGEST_SILENCE.items():
        seen = signs.seen.get(process, signs.watching_since)
        if now - max(seen, signs.watching_since) > longest:
            yield Found(process, "", seen)
    if signs.oldest_due is not None:
        waiting = max(signs.oldest_due, signs.watching_since)
        if now - waiting > LONGEST_WAIT:
            yield Found(Trouble.QUEUE, "", signs.oldest_due)
    for channel, since in signs.failing.items():
        if now - since > LONGEST_FAILURE:
            yield Found(Trouble.CHANNEL, channel, since)
