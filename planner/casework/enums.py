from enum import StrEnum

from django.db.models import TextChoices
from django.utils.translation import gettext_lazy as _


class NoteAudience(TextChoices):
    """Who reads a note. Written on the field where it is typed."""

    COUNSELORS = "counselors", _("Only counselors who care for this worker")
    WORKER = "worker", _("The worker too")


class CaseEventKind(TextChoices):
    """Each arises in one service."""

    CLOSED = "closed", _("Closed")
    REOPENED = "reopened", _("Opened again")
    FLAGGED = "flagged", _("Flag set")
    UNFLAGGED = "unflagged", _("Flag taken off")
    HANDED_OVER = "handed_over", _("Handed over")
    FACTS = "facts", _("Facts changed")
    IMPORTED = "imported", _("Taken from a list")
    ASKED = "asked", _("Referral or transfer asked for")
    ANSWERED = "answered", _("Referral or transfer answered")


class CloseReason(TextChoices):
    HOME = "home", _("Back home and settled")
    LEFT = "left", _("Left the agency")
    TRANSFERRED = "transferred", _("Went to another agency")
    NOT_LEAVING = "not_leaving", _("Will not go to Japan")
    DUPLICATE = "duplicate", _("The same person has another case")
    LOST = "lost", _("Cannot be found any more")
    OTHER = "other", _("Another reason")


class FlagKind(TextChoices):
    """A counselor's mark on a case. Other counselors of the agency see it; no amounts, no diagnosis."""

    URGENT = "urgent", _("Urgent")
    WATCH = "watch", _("Keep an eye on it")
    PAPERS = "papers", _("Papers are missing")
    EMPLOYER = "employer", _("Trouble with the employer")
    LOST = "lost", _("Contact lost")


class StepKind(TextChoices):
    """What a counselor does next."""

    CALL = "call", _("Call")
    WRITE = "write", _("Write a message")
    MEET = "meet", _("Meet, or visit")
    PAPERS = "papers", _("See to papers")
    EMPLOYER = "employer", _("Speak to the employer")
    OTHER = "other", _("Something else")


class ContactChannel(TextChoices):
    CALL = "call", _("Phone call")
    APP = "app", _("Message in the app")
    ZALO = "zalo", "Zalo"
    LINE = "line", "LINE"
    FACEBOOK = "facebook", "Facebook"
    EMAIL = "email", _("E-mail")
    VISIT = "visit", _("Visit")
    EMPLOYER = "employer", _("Through the employer or supervising body")
    FAMILY = "family", _("Through the family")


class ContactResult(TextChoices):
    REACHED = "reached", _("Reached")
    NO_ANSWER = "no_answer", _("No answer")
    CALL_BACK = "call_back", _("Asked to call again")
    WRONG = "wrong", _("Wrong number or address")
    REFUSED = "refused", _("Does not want to talk")


class ReferralKind(TextChoices):
    TRANSFER = "transfer", _("To another agency, which looks after the worker from then on")
    HELP = "help", _("To a place that helps; we go on looking after the worker")


class ReferralState(TextChoices):
    """Nothing is told to the other side before the worker has said yes."""

    ASKED = "asked", _("Waits for the worker")
    AGREED = "agreed", _("The worker agreed; waits for the other side")
    ACCEPTED = "accepted", _("Accepted")
    DECLINED = "declined", _("Declined by the other side")
    REFUSED = "refused", _("The worker said no")
    REVOKED = "revoked", _("Taken back")


OPEN_REFERRALS = (ReferralState.ASKED, ReferralState.AGREED)


class NudgeKind(TextChoices):
    """What a counselor reminds somebody of by hand."""

    CHECK_IN = "check_in", _("Tell how the month was")
    BENCHMARKS = "benchmarks", _("Look at the benchmarks")
    PLAN = "plan", _("Go on with the plan")
    CALL = "call", _("Call or write to the counselor")


class OfferKind(TextChoices):
    COURSE = "course", _("Training course")
    ORDER = "order", _("Open order")


class ExportKind(TextChoices):
    CASELOAD = "caseload", _("The caseload, with names")
    PLAIN = "plain", _("Without names: for counting")
    LINKS = "links", _("Links of invitations")


class ExportFormat(TextChoices):
    XLSX = "xlsx", "Excel (XLSX)"
    CSV = "csv", "CSV"


class BatchState(TextChoices):
    """Of a list that is imported."""

    UPLOADED = "uploaded", _("Columns to be checked")
    CHECKING = "checking", _("Rows are being checked")
    CHECKED = "checked", _("Ready to import")
    IMPORTING = "importing", _("Being imported")
    DONE = "done", _("Imported")
    DROPPED = "dropped", _("Dropped")
    FAILED = "failed", _("Could not be read")


class RowState(TextChoices):
    READY = "ready", _("New")
    KNOWN = "known", _("Already in the caseload")
    FAULTY = "faulty", _("To be mended")
    MADE = "made", _("Imported")
    RENEWED = "renewed", _("Brought up to date")
    SAME = "same", _("Nothing new")


class ReasonKind(StrEnum):
    """Why somebody in care is on the list of today. Their words live in the pages."""

    STATUS_ENDS = "status_ends"  # the residence status ends soon, or has ended
    FLAG_URGENT = "flag_urgent"
    SILENT = "silent"  # no month told for long after one was due
    NO_HOME_PLAN = "no_home_plan"  # the return is near, and there is no plan for home
    MISSED = "missed"  # a benchmark, newly
    UNREAD = "unread"  # a message that nobody of the agency has read
    STEP_DUE = "step_due"  # the counselor's own next step
    PAY_GAP = "pay_gap"  # only where money was opened to this counselor
    SAVINGS_BEHIND = "savings_behind"  # likewise
    CUT_OFF = "cut_off"  # no address works any more
    ANSWER_WAITS = "answer_waits"  # a referral waits for the agency


class CaseloadState(TextChoices):
    """Which part of a caseload is asked for."""

    OPEN = "open", _("Open")
    CLOSED = "closed", _("Closed")
    INVITED = "invited", _("Invited, not accepted yet")
    DUPLICATES = "duplicates", _("Perhaps the same person twice")


class StepDue(TextChoices):
    NONE = "none", _("Not set yet")
    OVERDUE = "overdue", _("Overdue")
    WEEK = "week", _("Due within 7 days")


class CaseloadOrder(TextChoices):
    NAME = "name", _("Name")
    STEP = "step", _("Next step")
    ACTIVE = "active", _("Last activity")
    STATUS = "status", _("Status ends")
    DEPARTURE = "departure", _("To Japan")
