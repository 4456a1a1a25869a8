"""The site as a browser test meets it: static files as in production, one process, no broker."""

from config.settings import base
from config.settings.testing import *  # noqa: F403

STORAGES = base.STORAGES
