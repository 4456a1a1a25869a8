"""For the test suite: fast hashing, no broker, no files outside the temporary folder."""

from config.settings.base import *  # noqa: F403

SECRET_KEY = "only for tests"  # noqa: S105
ALLOWED_HOSTS = ["testserver", "localhost", "127.0.0.1"]
DEMO_ALLOWED = True

CACHES = {"default": {"BACKEND": "django.core.cache.backends.locmem.LocMemCache"}}
CELERY_BROKER_URL = "memory://"
EMAIL_BACKEND = "django.core.mail.backends.locmem.EmailBackend"
PASSWORD_HASHERS = ["django.contrib.auth.hashers.MD5PasswordHasher"]
STORAGES = {
    "default": {"BACKEND": "django.core.files.storage.InMemoryStorage"},
    "staticfiles": {"BACKEND": "django.contrib.staticfiles.storage.StaticFilesStorage"},
    "private": {"BACKEND": "django.core.files.storage.InMemoryStorage"},
}
# Serves static files as they are found: nothing has to be collected first.
WHITENOISE_AUTOREFRESH = True
WHITENOISE_USE_FINDERS = True
# A passkey asks for TLS everywhere but on localhost by its name.
MFA_WEBAUTHN_ALLOW_INSECURE_ORIGIN = True
SITE_URL = "http://testserver"
# A call with a wrong signature is refused; without these there would be nobody to refuse it.
LINE_CHANNEL_SECRET = "only for tests"  # noqa: S105
ZALO_WEBHOOK_SECRET = "only for tests"  # noqa: S105
