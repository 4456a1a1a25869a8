from accounts.models.announcements import Announcement
from accounts.models.invitations import Invitation
from accounts.models.keys import ApiKey
from accounts.models.people import Agency, User
from accounts.models.resets import NumberReset

__all__ = ["Agency", "Announcement", "ApiKey", "Invitation", "NumberReset", "User"]
