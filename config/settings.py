"""Settings of a Saath installation. What an owner may choose is an environment variable, read here and nowhere else."""

from __future__ import annotations

from config import caches, databases
from config.env import BASE_DIR, data_dir, env, secret_key
from saath.core import languages

DEBUG: bool = env.flag("SAATH_DEBUG", False)
DATA_DIR = data_dir()
SECRET_KEY = secret_key(DATA_DIR)
KEYS_FILE = env.path("SAATH_KEYS_FILE", DATA_DIR / "keys")
FILES_DIR = env.path("SAATH_FILES", DATA_DIR / "files")
VERSION = "0.1.0"

# Hosts are rows (tenancy.Domain): the host middleware refuses every other one.
ALLOWED_HOSTS = ["*"]
ROOT_URLCONF = "config.urls.staff"
WSGI_APPLICATION = "config.wsgi.application"
SECURE_COOKIES: bool = env.flag("SAATH_HTTPS", False)
SESSION_COOKIE_SECURE = CSRF_COOKIE_SECURE = SECURE_COOKIES
SESSION_ENGINE = "saath.accounts.session_store"
SESSION_COOKIE_NAME = "saath_session"
CSRF_COOKIE_NAME = "saath_csrf"
SESSION_COOKIE_HTTPONLY = CSRF_COOKIE_HTTPONLY = True
SESSION_COOKIE_SAMESITE = CSRF_COOKIE_SAMESITE = "Lax"
SESSION_COOKIE_AGE = 14 * 24 * 3600
# Which peers are proxies of ours: they alone say who asks (X-Forwarded-For) and by which scheme (X-Forwarded-Proto).
TRUSTED_PROXIES: list[str] = env.networks("SAATH_TRUSTED_PROXIES")
CSRF_FAILURE_VIEW = "saath.ui.errors.csrf_failure"

INSTALLED_APPS = [
    "django.contrib.auth",
    "django.contrib.contenttypes",
    "django.contrib.sessions",
    "django.contrib.messages",
    "django.contrib.humanize",
    "django.contrib.staticfiles",
    # Before allauth, so that our templates stand in for its own.
    "saath.accounts",
    "allauth",
    "allauth.account",
    "allauth.mfa",
    "allauth.usersessions",
    "django_htmx",
    "django_tasks",
    "saath.tenancy",
    "saath.jobs",
    "saath.timeline",
    "saath.files",
    "saath.ui",
    "saath.stores",
    "saath.search",
    "saath.customers",
    "saath.fields",
    "saath.checklists",
    "saath.orders",
    "saath.channels",
    "saath.conversations",
    "saath.mailboxes",
    "saath.sending",
    "saath.promises",
    "saath.writing",
    "saath.team",
    "saath.chats",
    "saath.programs",
    "saath.imports",
    "saath.exports",
    "saath.webhooks",
    "saath.desk",
    "saath.chat_widget",
    "saath.portal",
    "saath.api",
    "saath.cli",
    "saath.demo",
    "config.apps.ConfigApp",
]

MIDDLEWARE = [
    "saath.core.middleware.RequestIdMiddleware",
    "saath.ui.compression.CompressionMiddleware",
    "saath.ui.security.SecurityHeadersMiddleware",
    "saath.ui.language.LanguageMiddleware",
    "whitenoise.middleware.WhiteNoiseMiddleware",
    "saath.tenancy.middleware.HostMiddleware",
    "saath.programs.browsers.BrowserAppsMiddleware",
    "django.contrib.sessions.middleware.SessionMiddleware",
    "django.middleware.common.CommonMiddleware",
    "django.middleware.csrf.CsrfViewMiddleware",
    "django.contrib.auth.middleware.AuthenticationMiddleware",
    "django.contrib.messages.middleware.MessageMiddleware",
    "saath.ui.errors.ErrorMiddleware",
    "django_htmx.middleware.HtmxMiddleware",
    "allauth.account.middleware.AccountMiddleware",
    "allauth.usersessions.middleware.UserSessionsMiddleware",
    "saath.stores.middleware.MemberMiddleware",
]

TEMPLATES = [
    {
        "BACKEND": "django.template.backends.django.DjangoTemplates",
        "APP_DIRS": True,
        "OPTIONS": {
            "context_processors": [
                "django.template.context_processors.request",
                "django.contrib.auth.context_processors.auth",
                "django.contrib.messages.context_processors.messages",
                "saath.ui.context.interface",
                "saath.accounts.context.staff_frame",
                "saath.stores.context.shops",
            ],
            "builtins": [
                "django.templatetags.i18n",
                "django.templatetags.static",
                "saath.ui.templatetags.ui",
            ],
        },
    }
]

DATABASE_URL: str = env.text("DATABASE_URL", "")
DATABASES = {
    "default": databases.postgresql(DATABASE_URL)
    if DATABASE_URL
    else databases.sqlite(DATA_DIR / "saath.sqlite3", lock_seconds=env.number("SAATH_LOCK_SECONDS", 20.0))
}
# The role that owns the tables and runs migrations; the application's own role only reads and writes rows.
DATABASE_OWNER_URL: str = env.text("DATABASE_OWNER_URL", DATABASE_URL)
DATABASE_APP_ROLE: str = DATABASES["default"]["USER"] if DATABASE_URL else ""
DEFAULT_AUTO_FIELD = "django.db.models.BigAutoField"

CACHES = {"default": caches.cache(env.text("REDIS_URL", ""))}

AUTH_USER_MODEL = "accounts.Person"
AUTHENTICATION_BACKENDS = ["saath.accounts.backends.AddressBackend"]
PASSWORD_HASHERS = ["django.contrib.auth.hashers.Argon2PasswordHasher"]
AUTH_PASSWORD_VALIDATORS = [
    {"NAME": "django.contrib.auth.password_validation.MinimumLengthValidator", "OPTIONS": {"min_length": 10}},
    {"NAME": "django.contrib.auth.password_validation.CommonPasswordValidator"},
    {"NAME": "django.contrib.auth.password_validation.UserAttributeSimilarityValidator"},
]
LOGIN_REDIRECT_URL = "/"
LOGIN_URL = "account_login"
ACCOUNT_LOGIN_METHODS = {"email"}
ACCOUNT_USER_MODEL_USERNAME_FIELD = None
ACCOUNT_SIGNUP_FIELDS = ["email*", "password1*"]
ACCOUNT_EMAIL_VERIFICATION = "none"
ACCOUNT_PREVENT_ENUMERATION = True
ACCOUNT_LOGOUT_ON_GET = False
ACCOUNT_ADAPTER = "saath.accounts.adapter.AccountAdapter"
ACCOUNT_EMAIL_UNKNOWN_ACCOUNTS = False
ACCOUNT_PASSWORD_RESET_TOKEN_GENERATOR = "django.contrib.auth.tokens.PasswordResetTokenGenerator"
ACCOUNT_RATE_LIMITS = {
    "login": "30/m/ip",
    "login_failed": "20/m/ip,5/300s/key",
    "reset_password": "20/m/ip,3/h/key",
}
ACCOUNT_FORMS = {
    "login": "saath.accounts.forms.SignInForm",
    "reset_password": "saath.accounts.forms.ResetPasswordForm",
    "reset_password_from_key": "saath.accounts.forms.NewPasswordForm",
    "change_password": "saath.accounts.forms.ChangePasswordForm",
    "set_password": "saath.accounts.forms.SetPasswordForm",
    "reauthenticate": "saath.accounts.forms.ConfirmPasswordForm",
}
MFA_ADAPTER = "saath.accounts.adapter.MFAAdapter"
MFA_ALLOW_UNVERIFIED_EMAIL = True
MFA_FORMS = {
    "authenticate": "saath.accounts.forms.CodeForm",
    "reauthenticate": "saath.accounts.forms.ConfirmCodeForm",
    "activate_totp": "saath.accounts.forms.ActivateAppForm",
    "add_webauthn": "saath.accounts.forms.AddPasskeyForm",
    "edit_webauthn": "saath.accounts.forms.RenamePasskeyForm",
}
MFA_TOTP_TOLERANCE = 1
MFA_SUPPORTED_TYPES = ["totp", "recovery_codes", "webauthn"]
MFA_PASSKEY_LOGIN_ENABLED = True
MFA_WEBAUTHN_ALLOW_INSECURE_ORIGIN = not SECURE_COOKIES
MFA_TOTP_ISSUER = "Saath"
USERSESSIONS_TRACK_ACTIVITY = False

LANGUAGE_CODE = languages.DEFAULT.code
LANGUAGES = languages.CHOICES
LOCALE_PATHS = [BASE_DIR / "locale"]
LANGUAGE_COOKIE_NAME = "saath_language"
FORMAT_MODULE_PATH = ["saath.ui.formats"]
TIME_ZONE = "UTC"
USE_I18N = USE_TZ = USE_THOUSAND_SEPARATOR = True

STATIC_URL = "/static/"
STATIC_ROOT = env.path("SAATH_STATIC", DATA_DIR / "static")
STORAGES = {
    "default": {"BACKEND": "django.core.files.storage.FileSystemStorage"},
    "staticfiles": {"BACKEND": "saath.ui.staticfiles.HashedStaticFilesStorage"},
}

TASKS = {"default": {"BACKEND": "saath.jobs.backend.LeaseBackend", "QUEUES": []}}

EMAIL_BACKEND = env.text("SAATH_EMAIL_BACKEND", "saath.channels.email.django_backend.EmailBackend")
DEFAULT_FROM_EMAIL = env.text("SAATH_FROM", "saath@localhost")
# Whether the signatures (DKIM) of mail that comes in are checked, with the keys that DNS knows.
CHECK_DKIM: bool = env.flag("SAATH_CHECK_DKIM", default=True)
# Where answers leave that have no way of their shop's own: smtp://user:password@host:port, smtps://,
# mailgun://domain:key@host, brevo://name:key@host, or mailbox: for the local mailbox page of the demo.
SMTP_OUT_URL: str = env.text("SAATH_SMTP_OUT", "mailbox:")
SMTP_IN_HOST: str = env.text("SAATH_SMTP_IN_HOST", "127.0.0.1")
SMTP_IN_PORT: int = env.whole_number("SAATH_SMTP_IN_PORT", 2525)
# What a mail server in front hands over by LMTP (RFC 2033); 0: no such door.
LMTP_IN_HOST: str = env.text("SAATH_LMTP_IN_HOST", "127.0.0.1")
LMTP_IN_PORT: int = env.whole_number("SAATH_LMTP_IN_PORT", 0)
SMTP_IN_CERTIFICATE: str = env.text("SAATH_SMTP_IN_CERTIFICATE", "")
SMTP_IN_KEY: str = env.text("SAATH_SMTP_IN_KEY", "")
# Who this installation is at a provider of mailboxes, as its owner registered it there: client id and client secret.
MAIL_PROVIDERS: dict[str, tuple[str, str]] = {
    "google": (env.text("SAATH_GOOGLE_CLIENT_ID", ""), env.text("SAATH_GOOGLE_CLIENT_SECRET", "")),
    "microsoft": (env.text("SAATH_MICROSOFT_CLIENT_ID", ""), env.text("SAATH_MICROSOFT_CLIENT_SECRET", "")),
}
MAX_MAIL_BYTES: int = env.whole_number("SAATH_MAX_MAIL_BYTES", 50 * 1024 * 1024)
MAX_FILE_BYTES: int = env.whole_number("SAATH_MAX_FILE_BYTES", 100 * 1024 * 1024)
FILES_QUOTA_BYTES: int = env.whole_number("SAATH_FILES_QUOTA_BYTES", 20 * 1024**3)  # for each shop
DATA_UPLOAD_MAX_MEMORY_SIZE = 2 * 1024 * 1024
FILE_UPLOAD_MAX_MEMORY_SIZE = 512 * 1024

# How much a program may ask of one process with one token.
API_REQUESTS_A_MINUTE: int = env.whole_number("SAATH_API_REQUESTS_A_MINUTE", 600)

# Channels of third parties: name=dotted.path.of.AdapterClass
EXTRA_CHANNELS: dict[str, str] = env.pairs("SAATH_CHANNELS")
ALLOWED_PRIVATE_HOSTS: list[str] = env.words("SAATH_ALLOWED_PRIVATE_HOSTS")
METRICS_ENABLED: bool = env.flag("SAATH_METRICS", False)
METRICS_TOKEN: str = env.text("SAATH_METRICS_TOKEN", "")
# "json" or "console"; empty: for the console where the logs go to a terminal, else JSON.
LOG_FORMAT: str = env.text("SAATH_LOG_FORMAT", "console" if DEBUG else "")
WEB_THREADS: int = env.whole_number("SAATH_WEB_THREADS", 2)
WORKER_THREADS: int = env.whole_number("SAATH_WORKER_THREADS", 2)
# Of each worker, beside those: they wait for the servers to which webhooks go.
WEBHOOK_THREADS: int = env.whole_number("SAATH_WEBHOOK_THREADS", 4)
# How long a dead worker keeps its jobs from the others.
LEASE_SECONDS: float = env.number("SAATH_LEASE_SECONDS", 60.0)
UNDO_SECONDS: int = env.whole_number("SAATH_UNDO_SECONDS", 10)
LOGGING_CONFIG = None

SILENCED_SYSTEM_CHECKS = ["models.W042"]
