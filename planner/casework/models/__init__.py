from planner.casework.models.cases import Case, CaseEvent, CaseNote, Message
from planner.casework.models.desk import AgencyOffer, SavedView
from planner.casework.models.following import (
    CaseFlag,
    ContactAttempt,
    FollowUp,
    NotTheSame,
    Nudge,
)
from planner.casework.models.lists import Export, ExportRight, ImportBatch, ImportRow
from planner.casework.models.referrals import Referral

__all__ = [
    "AgencyOffer",
    "Case",
    "CaseEvent",
    "CaseFlag",
    "CaseNote",
    "ContactAttempt",
    "Export",
    "ExportRight",
    "FollowUp",
    "ImportBatch",
    "ImportRow",
    "Message",
    "NotTheSame",
    "Nudge",
    "Referral",
    "SavedView",
]
