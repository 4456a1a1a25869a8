"""The project as the rig runs it: all from the environment, so that no process meets anything of this checkout's own."""

import os

from config.settings.base import *  # noqa: F403
from config.settings.base import CELERY_BEAT_SCHEDULE, DATABASES

SECRET_KEY = "only for tests"
ALLOWED_HOSTS = ["testserver", "localhost"]
DEMO_ALLOWED = True
SITE_URL = "http://localhost"

# The test database is the one that the processes write to.
DATABASES["default"]["TEST"] = {"NAME": DATABASES["default"]["NAME"]}
CELERY_BROKER_URL = os.environ.get("CELERY_BROKER_URL", "memory://")
CACHES = {"default": {"BACKEND": "django.core.cache.backends.locmem.LocMemCache"}}
PASSWORD_HASHERS = ["django.contrib.auth.hashers.MD5PasswordHasher"]
STORAGES = {
    "default": {"BACKEND": "django.core.files.storage.InMemoryStorage"},
    "staticfiles": {"BACKEND": "django.contrib.staticfiles.storage.StaticFilesStorage"},
    "private": {"BACKEND": "django.core.files.storage.InMemoryStorage"},
}
WHITENOISE_AUTOREFRESH = True
WHITENOISE_USE_FINDERS = True

EMAIL_BACKEND = "django.core.mail.backends.smtp.EmailBackend"
EMAIL_HOST = "127.0.0.1"
EMAIL_PORT = int(os.environ.get("FAULTS_SMTP_PORT", "25"))
EMAIL_TIMEOUT = int(os.environ.get("FAULTS_SMTP_TIMEOUT", "2"))
DEFAULT_FROM_EMAIL = "loi-ve@example.com"

REMINDER_CLOCK = "tests.faults.clock.now"
REMINDER_LEASE_SECONDS = int(os.environ.get("FAULTS_LEASE", "6"))

# Faster than in life, so that a round takes seconds.
CELERY_BEAT_SCHEDULE = {
    name: {**entry, "schedule": float(os.environ.get("FAULTS_EVERY", "1"))}
    for name, entry in CELERY_BEAT_SCHEDULE.items()
    if str(entry["task"]).endswith(("plan_reminders", "send_reminders"))
}
