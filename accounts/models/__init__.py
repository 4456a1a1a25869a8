from accounts.models.announcements import Announcement
from accounts.models.invitations import Invitation
from accounts.models.people import Agency, User
from accounts.models.resets import NumberReset

__all__ = ["Agency", "Announcement", "Invitation", "NumberReset", "User"]
