from django.db.models import TextChoices
from django.utils.translation import gettext_lazy as _
from django.utils.translation import pgettext_lazy


class Source(TextChoices):
    """What a reminder is about. Each can be stopped alone."""

    BENCHMARK = "benchmark", _("Days of my plan")  # a benchmark's day comes near
    MISS = "miss", _("What I missed")  # a benchmark's day is over, and nobody has said why
    CHECK_IN = "check_in", _("How the month was")  # a month in Japan is over and not told
    PLAN_MOVED = "plan_moved", _("Changes of rates and rules")  # one of them moved the plan
    MESSAGE = "message", _("New messages")  # the other side wrote, and it is not read
    ADDRESS = "address", _("Codes for a new address")  # an address waits to be verified
    DIGEST = "digest", _("Who needs a word today")  # a counselor's morning
    NUDGE = "nudge", _("Reminders from my counselor")  # a counselor reminds by hand
    REVIEW = "review", _("Looking at the plan again")  # a fixed point of the way has come
    REFERRAL = "referral", _("Who looks after me")  # a transfer or referral waits for an answer
    SILENCE = "silence", _("Silence")  # a worker in care has told nothing for long


class Channel(TextChoices):
    IN_APP = "in_app", _("In the app")  # always; nobody can switch it off
    EMAIL = "email", _("E-mail")
    PUSH = "push", _("Notice on this device")
    LINE = "line", "LINE"
    ZALO = "zalo", "Zalo"
    SMS = "sms", "SMS"


class State(TextChoices):
    """`due_at` says when a row in one of the first three is looked at next."""

    PLANNED = "planned", _("planned")  # its time comes, or it is tried again
    HELD = "held", _("held back")  # by quiet hours or by the cap of a day
    CLAIMED = "claimed", pgettext_lazy("outbox", "being sent")  # until its lease ends
    SENT = "sent", pgettext_lazy("outbox", "sent")
    FAILED = "failed", pgettext_lazy("outbox", "failed")  # for good on this channel
    EXPIRED = "expired", pgettext_lazy("outbox", "too late")  # its time was over before it could go
    CANCELLED = "cancelled", pgettext_lazy("outbox", "cancelled")  # done, moved, stopped


WAITING = (State.PLANNED, State.HELD, State.CLAIMED)


class Reason(TextChoices):
    """Why a row is as it is."""

    QUIET = "quiet", _("quiet hours")
    CAP = "cap", _("enough for one day")
    RETRY = "retry", _("tried again later")
    DONE = "done", _("done before")
    MOVED = "moved", _("the day moved")
    CLOSED = "closed", _("no longer in care, or the account is closed")
    STOPPED = "stopped", _("stopped by the person")
    NO_ADDRESS = "no_address", _("the address is gone or switched off")
    REFUSED = "refused", _("the address refused it")
    BROKEN = "broken", _("the text could not be made")
    LATE = "late", _("too late to be of use")


class OffReason(TextChoices):
    """Why an address gets nothing more."""

    REFUSED = "refused", _("the address refused what was sent")
    GONE = "gone", _("the device no longer takes notices")


class Trouble(TextChoices):
    BEAT = "beat", _("Nothing wakes the senders: the beat process is silent")
    WORKER = "worker", _("Nothing is sent: the worker process is silent")
    QUEUE = "queue", _("Reminders that are due do not leave")
    CHANNEL = "channel", _("A channel lets nothing through")


class HookEvent(TextChoices):
    """What an agency's own system can be told of. Names and amounts are never in it: only keys and kinds."""

    WORKER_JOINED = "worker.joined", _("A worker accepted the invitation")
    WORKER_LEFT = "worker.left", _("A worker left")
    CASE_CLOSED = "case.closed", _("A case was closed")
    CASE_REOPENED = "case.reopened", _("A case was opened again")
    BENCHMARK_DONE = "benchmark.done", _("A benchmark was reached")
    CHECK_IN_TOLD = "check_in.told", _("A month was told")


class HookAnswer(TextChoices):
    """What became of a call that was not answered over HTTP."""

    TOO_SLOW = "too slow", _("No answer within 5 seconds")
    NO_ANSWER = "no answer", _("Nobody answers there")
    NO_HOST = "no host", _("There is no such host")
    TLS = "tls", _("Its certificate is not valid")
    NOT_ALLOWED = "not allowed", _("This address is in a private network, or not HTTPS")
