"""Settings that hold everywhere. `local`, `testing` and `production` add what differs."""

import os
from pathlib import Path

import dj_database_url
import django_stubs_ext
from celery.schedules import crontab
from csp.constants import NONE, SELF
from django.utils.translation import gettext_lazy as _

# Lets typed code write `ModelAdmin[User]`.
django_stubs_ext.monkeypatch()

BASE_DIR = Path(__file__).resolve().parent.parent.parent
VAR_DIR = BASE_DIR / "var"

INSTALLED_APPS = [
    "accounts",
    "planner.reference",
    "planner.sharing",
    "planner.plans",
    "planner.casework",
    "planner.reminders",
    "planner.web",
    "crispy_forms",
    "crispy_bootstrap5",
    "allauth",
    "allauth.account",
    "allauth.mfa",
    "allauth.usersessions",
    "whitenoise.runserver_nostatic",
    "django.contrib.admin",
    "django.contrib.auth",
    "django.contrib.contenttypes",
    "django.contrib.humanize",
    "django.contrib.sessions",
    "django.contrib.messages",
    "django.contrib.staticfiles",
]

MIDDLEWARE = [
    "django.middleware.security.SecurityMiddleware",
    "csp.middleware.CSPMiddleware",
    "whitenoise.middleware.WhiteNoiseMiddleware",
    "planner.web.middleware.LocalhostByNameMiddleware",
    "django.middleware.gzip.GZipMiddleware",
    "django.contrib.sessions.middleware.SessionMiddleware",
    "django.middleware.common.CommonMiddleware",
    "django.middleware.csrf.CsrfViewMiddleware",
    "django.contrib.auth.middleware.AuthenticationMiddleware",
    "accounts.middleware.PersonLocaleMiddleware",
    # In the person's language, and before anything reads the body.
    "planner.web.shared.body_limit.BodyLimitMiddleware",
    "django.contrib.messages.middleware.MessageMiddleware",
    "django.middleware.clickjacking.XFrameOptionsMiddleware",
    "allauth.account.middleware.AccountMiddleware",
    # The gate before every page, the admin's too.
    "accounts.middleware.SecondFactorMiddleware",
    "accounts.middleware.HelpedPersonMiddleware",
    "accounts.middleware.ActivityMiddleware",
]

ROOT_URLCONF = "config.urls"
WSGI_APPLICATION = "config.wsgi.application"
DEFAULT_AUTO_FIELD = "django.db.models.BigAutoField"

TEMPLATES = [
    {
        "BACKEND": "django.template.backends.django.DjangoTemplates",
        "DIRS": [BASE_DIR / "templates"],
        "APP_DIRS": True,
        "OPTIONS": {
            "context_processors": [
                "django.template.context_processors.request",
                "django.template.context_processors.i18n",
                "django.contrib.auth.context_processors.auth",
                "django.contrib.messages.context_processors.messages",
                "planner.web.context.announcements",
            ],
        },
    },
]
CRISPY_ALLOWED_TEMPLATE_PACKS = "bootstrap5"
CRISPY_TEMPLATE_PACK = "bootstrap5"

SQLITE_OPTIONS = {
    # The default, deferred mode fails with "database is locked" when a reader turns writer.
    "transaction_mode": "IMMEDIATE",
    "timeout": 20,
    "init_command": "PRAGMA journal_mode=WAL;PRAGMA synchronous=NORMAL;",
}
DATABASES = {
    "default": dj_database_url.config(
        default=f"sqlite:///{VAR_DIR / 'loi_ve.sqlite3'}", conn_max_age=600, conn_health_checks=True
    )
}
if DATABASES["default"]["ENGINE"] == "django.db.backends.sqlite3":
    DATABASES["default"]["OPTIONS"] = SQLITE_OPTIONS

AUTH_USER_MODEL = "accounts.User"
# Extends Django's own backend, so permissions work too.
AUTHENTICATION_BACKENDS = ["allauth.account.auth_backends.AuthenticationBackend"]
AUTH_PASSWORD_VALIDATORS = [
    {
        "NAME": "django.contrib.auth.password_validation.UserAttributeSimilarityValidator",
        "OPTIONS": {"user_attributes": ("name", "email", "phone")},
    },
    {"NAME": "django.contrib.auth.password_validation.MinimumLengthValidator"},
    {"NAME": "django.contrib.auth.password_validation.CommonPasswordValidator"},
]
LOGIN_URL = "account_login"
LOGIN_REDIRECT_URL = "after_sign_in"
LOGOUT_REDIRECT_URL = "front"

ACCOUNT_ADAPTER = "accounts.adapter.AccountAdapter"
ACCOUNT_FORMS = {
    "login": "accounts.forms.SignInForm",
    "change_password": "accounts.forms.ChangePasswordForm",
    "reset_password": "accounts.forms.AskForLinkForm",
    "reset_password_from_key": "accounts.forms.SetPasswordByLinkForm",
    "set_password": "accounts.forms.SetPasswordForm",
    "reauthenticate": "accounts.forms.ConfirmByPasswordForm",
}
ACCOUNT_USER_MODEL_USERNAME_FIELD = None
ACCOUNT_LOGIN_METHODS = {"email", "phone"}
# The library's sign-up page is not used, but it reads this. With "phone*" an account without a number could never
# finish signing in; with neither starred its system check warns.
ACCOUNT_SIGNUP_FIELDS = ["email*", "phone", "password1*"]
ACCOUNT_EMAIL_VERIFICATION = "none"
ACCOUNT_PHONE_VERIFICATION_ENABLED = False
# A stranger's address gets no mail from us because somebody typed it.
ACCOUNT_EMAIL_UNKNOWN_ACCOUNTS = False
# The library's own generator writes address rows, on GET too, which would outlive a changed e-mail.
ACCOUNT_PASSWORD_RESET_TOKEN_GENERATOR = "django.contrib.auth.tokens.PasswordResetTokenGenerator"  # noqa: S105
# Wrong passwords per address and per account; the library's other limits stay as they are, but one: all that sign in
# from a dormitory or over a phone company share an address.
ACCOUNT_RATE_LIMITS = {"login_failed": "10/m/ip,5/5m/key", "login": "300/m/ip"}
# A device on which the account has been signed in to before, and codes of a second factor: what the address does
# elsewhere does not count.
TRIES_ON_OWN_DEVICE = {"login_failed": "5/5m/key"}
TRIES_OF_CODES = {"second_factor": "5/5m/key"}
DEVICE_COOKIE_NAME = "device"
# X-Forwarded-For is believed from this many proxies; anybody can write it.
ALLAUTH_TRUSTED_PROXY_COUNT = 0
ACCOUNT_LOGOUT_ON_GET = False
ACCOUNT_SESSION_REMEMBER = True
ACCOUNT_LOGOUT_REDIRECT_URL = LOGOUT_REDIRECT_URL

MFA_SUPPORTED_TYPES = ["totp", "webauthn", "recovery_codes"]
MFA_ADAPTER = "accounts.second_factor.SecondFactorAdapter"
MFA_PASSKEY_LOGIN_ENABLED = True
MFA_TOTP_ISSUER = "Lối Về"
# A phone's clock may be half a minute off.
MFA_TOTP_TOLERANCE = 1
# Numbers and addresses are not verified; a second factor must not wait for that.
MFA_ALLOW_UNVERIFIED_EMAIL = True
# A signature cannot be guessed; the library's ten a minute would hold up a dormitory.
MFA_RATE_LIMITS = {"webauthn_login": "300/m/ip"}
MFA_FORMS = {
    "authenticate": "accounts.second_factor_forms.CodeForm",
    "reauthenticate": "accounts.second_factor_forms.ConfirmByCodeForm",
    "activate_totp": "accounts.second_factor_forms.ActivateAppForm",
    "add_webauthn": "accounts.second_factor_forms.AddPasskeyForm",
    "edit_webauthn": "accounts.second_factor_forms.RenamePasskeyForm",
    "login_webauthn": "accounts.second_factor_forms.SignInWithPasskeyForm",
    "authenticate_webauthn": "accounts.second_factor_forms.PasskeyForm",
    "reauthenticate_webauthn": "accounts.second_factor_forms.ConfirmByPasskeyForm",
}

SESSION_COOKIE_NAME = "session"
SESSION_COOKIE_HTTPONLY = True
CSRF_COOKIE_HTTPONLY = True
CSRF_FAILURE_VIEW = "planner.web.errors.csrf_failure"
LANGUAGE_COOKIE_NAME = "language"
SECURE_REFERRER_POLICY = "same-origin"
X_FRAME_OPTIONS = "DENY"
CONTENT_SECURITY_POLICY = {
    "DIRECTIVES": {
        "default-src": [NONE],
        "script-src": [SELF],
        "style-src": [SELF],
        "img-src": [SELF, "data:"],
        "font-src": [SELF],
        "connect-src": [SELF],
        "manifest-src": [SELF],
        "form-action": [SELF],
        "base-uri": [NONE],
        "frame-ancestors": [NONE],
    }
}
DATA_UPLOAD_MAX_NUMBER_FIELDS = 500
DATA_UPLOAD_MAX_NUMBER_FILES = 10
# Bytes of a whole request; one file in it may have 8 MB.
BODY_MAX_BYTES = 10_000_000
FILE_UPLOAD_HANDLERS = [
    "planner.web.shared.body_limit.CountingUploadHandler",
    "django.core.files.uploadhandler.MemoryFileUploadHandler",
    "django.core.files.uploadhandler.TemporaryFileUploadHandler",
]

LANGUAGE_CODE = "vi"
LANGUAGES = [("vi", _("Vietnamese")), ("en", _("English"))]
LOCALE_PATHS = [BASE_DIR / "planner" / "locale"]
FORMAT_MODULE_PATH = ["config.formats"]
USE_I18N = True
USE_TZ = True
TIME_ZONE = "Asia/Ho_Chi_Minh"

STATIC_URL = "static/"
STATIC_ROOT = VAR_DIR / "static"
STORAGES = {
    "default": {"BACKEND": "django.core.files.storage.FileSystemStorage"},
    "staticfiles": {"BACKEND": "whitenoise.storage.CompressedManifestStaticFilesStorage"},
    # Below no address. Everything in it belongs to somebody.
    "private": {
        "BACKEND": "planner.sharing.private_files.PrivateStorage",
        "OPTIONS": {
            "location": os.environ.get("UPLOADS_DIR", VAR_DIR / "uploads"),
            "file_permissions_mode": 0o600,
            "directory_permissions_mode": 0o700,
        },
    },
}

CELERY_TASK_IGNORE_RESULT = True
CELERY_TASK_ACKS_LATE = True
CELERY_TASK_REJECT_ON_WORKER_LOST = True
CELERY_WORKER_PREFETCH_MULTIPLIER = 1
CELERY_TASK_TIME_LIMIT = 300
CELERY_BROKER_CONNECTION_RETRY_ON_STARTUP = True
# For ever: a broker may be away for long, and nothing is lost meanwhile.
CELERY_BROKER_CONNECTION_MAX_RETRIES = None
# A task that a dead worker had taken comes back after this long; longer than any task may run.
CELERY_BROKER_TRANSPORT_OPTIONS = {"visibility_timeout": 600}
CELERY_TIMEZONE = TIME_ZONE
CELERY_BEAT_SCHEDULER = "planner.reminders.beat:BeatWithPulse"
CELERY_BEAT_SCHEDULE = {
    # Each run does all there is to do; one that waited too long is not worth running.
    "plan-reminders": {
        "task": "planner.reminders.tasks.plan_reminders",
        "schedule": 60.0,
        "options": {"expires": 60},
    },
    "send-reminders": {
        "task": "planner.reminders.tasks.send_reminders",
        "schedule": 5.0,
        "options": {"expires": 10},
    },
    "call-webhooks": {
        "task": "planner.reminders.tasks.call_webhooks",
        "schedule": 10.0,
        "options": {"expires": 10},
    },
    "look-for-moved-plans": {
        "task": "planner.reminders.tasks.look_for_moved_plans",
        "schedule": 600.0,
        "options": {"expires": 600},
    },
    "go-on-with-lists": {
        "task": "planner.casework.tasks.go_on_with_lists",
        "schedule": 60.0,
        "options": {"expires": 60},
    },
    "drop-old-exports": {
        "task": "planner.casework.tasks.drop_old_exports",
        "schedule": crontab(minute=47),
    },
    "drop-ended-sessions": {
        "task": "accounts.tasks.drop_ended_sessions",
        "schedule": crontab(minute=17),
    },
    "drop-old-form-data": {
        "task": "planner.sharing.tasks.drop_old_form_data",
        "schedule": crontab(hour=3, minute=41),
    },
}

# The time as the senders know it: a callable, by its path.
REMINDER_CLOCK = "django.utils.timezone.now"
# How long a row is one sender's alone. Longer than a few messages that hang.
REMINDER_LEASE_SECONDS = 120
EMAIL_TIMEOUT = 20
DEFAULT_FROM_EMAIL = "Lối Về <loi-ve@localhost>"
# Another mail server for alarms about the first. Without a host they go the way of all mail.
ALARM_EMAIL_HOST = os.environ.get("ALARM_EMAIL_HOST", "")
ALARM_EMAIL_PORT = int(os.environ.get("ALARM_EMAIL_PORT", "587"))
ALARM_EMAIL_USER = os.environ.get("ALARM_EMAIL_USER", "")
ALARM_EMAIL_PASSWORD = os.environ.get("ALARM_EMAIL_PASSWORD", "")
ALARM_EMAIL_USE_TLS = os.environ.get("ALARM_EMAIL_USE_TLS", "1") == "1"
# Keys of web push (VAPID). Without them no device can be asked for notices.
VAPID_PUBLIC_KEY = os.environ.get("VAPID_PUBLIC_KEY", "")
VAPID_PRIVATE_KEY = os.environ.get("VAPID_PRIVATE_KEY", "")
# Whom a push service may write to: "mailto:…" or "https://…".
VAPID_SUBJECT = os.environ.get("VAPID_SUBJECT", "")
# LINE's Messaging API: the token sends, the secret signs what comes to hooks/line/.
LINE_CHANNEL_TOKEN = os.environ.get("LINE_CHANNEL_TOKEN", "")
LINE_CHANNEL_SECRET = os.environ.get("LINE_CHANNEL_SECRET", "")
# A bot of Zalo, and the word that it was given for hooks/zalo/.
ZALO_BOT_TOKEN = os.environ.get("ZALO_BOT_TOKEN", "")
ZALO_WEBHOOK_SECRET = os.environ.get("ZALO_WEBHOOK_SECRET", "")
# Where somebody opens our account there, to write to it: "https://line.me/R/ti/p/@…", "https://zalo.me/…".
CHAT_URLS = {
    "line": os.environ.get("LINE_ACCOUNT_URL", ""),
    "zalo": os.environ.get("ZALO_ACCOUNT_URL", ""),
}
# As Apprise writes a provider, without any number: "twilio://SID:TOKEN@FROM".
SMS_PROVIDER_URL = os.environ.get("SMS_PROVIDER_URL", "")
# The push services of Chrome, Firefox, Safari and Edge. A browser names the address that our server posts to, so nothing
# else is believed. A dot in front stands for every host below.
PUSH_HOSTS = [
    *("fcm.googleapis.com", "updates.push.services.mozilla.com"),
    *("web.push.apple.com", ".push.apple.com", ".notify.windows.com"),
]
# Hosts that webhooks may call in a private network and without TLS: for trying them out, and for an intranet.
WEBHOOK_HOSTS_ALLOWED = os.environ.get("WEBHOOK_HOSTS_ALLOWED", "").split()

DEMO_ALLOWED = False
