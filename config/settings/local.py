"""One machine, nothing to install: SQLite, an embedded broker on a socket, demo data."""

import os
from pathlib import Path

from django.core.management.utils import get_random_secret_key

from config.settings.base import *  # noqa: F403
from config.settings.base import VAR_DIR


def _kept_secret_key(path: Path) -> str:
    """The secret key of this checkout: made once, readable by its owner only."""
    path.parent.mkdir(exist_ok=True)
    try:
        descriptor = os.open(path, os.O_WRONLY | os.O_CREAT | os.O_EXCL, 0o600)
    except FileExistsError:
        return path.read_text()
    key = get_random_secret_key()
    with os.fdopen(descriptor, "w") as file:
        file.write(key)
    return key


SECRET_KEY = _kept_secret_key(VAR_DIR / "secret_key")
ALLOWED_HOSTS = ["localhost", "127.0.0.1", "[::1]"]
DEMO_ALLOWED = True

BROKER_SOCKET = VAR_DIR / "broker.sock"
CELERY_BROKER_URL = os.environ.get("CELERY_BROKER_URL", f"redis+socket://{BROKER_SOCKET}")
CACHES = {
    "default": {
        "BACKEND": "django.core.cache.backends.redis.RedisCache",
        "LOCATION": CELERY_BROKER_URL.replace("redis+socket://", "unix://"),
    }
}
EMAIL_BACKEND = "django.core.mail.backends.filebased.EmailBackend"
EMAIL_FILE_PATH = VAR_DIR / "mail"
# A passkey asks for TLS everywhere but on localhost by its name.
MFA_WEBAUTHN_ALLOW_INSECURE_ORIGIN = True
SITE_URL = f"http://localhost:{os.environ.get('HTTP_PORT', '8000')}"
