"""The rig's settings, at the pace of life: the database is DATABASE_URL's, the mail server FAULTS_SMTP_PORT's."""

from config.settings.base import EMAIL_TIMEOUT as REAL_TIMEOUT
from config.settings.base import REMINDER_CLOCK as REAL_CLOCK
from config.settings.base import REMINDER_LEASE_SECONDS as REAL_LEASE
from tests.faults.settings import *  # noqa: F403

EMAIL_TIMEOUT = REAL_TIMEOUT
REMINDER_CLOCK = REAL_CLOCK
REMINDER_LEASE_SECONDS = REAL_LEASE
