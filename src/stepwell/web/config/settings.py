"""Django's settings: one database, no mail, nothing from elsewhere.

What differs between machines comes from the environment: ``STEPWELL_DATA`` is the
folder of what is kept, ``DATABASE_URL`` a PostgreSQL database if there is one,
``STEPWELL_SECRET_KEY`` signs the cookies (`stepwell.web.serve` makes one on first
use), ``STEPWELL_HOSTS`` lists the names under which the site is reached, with commas.
``STEPWELL_HTTPS=1`` says that a proxy serves it through HTTPS, and
``STEPWELL_SIGN_UP_CODE`` is asked for before anybody opens an account.
"""

import os
from pathlib import Path

from csp.constants import NONE, SELF

from stepwell.web.config.database import database
from stepwell.web.config.https import cookie_name, origins


WEB = Path(__file__).resolve().parents[1]
DATA = Path(os.environ.get("STEPWELL_DATA", ".")).expanduser()

SECRET_KEY = os.environ.get("STEPWELL_SECRET_KEY", "")
HOSTS = list(filter(None, os.environ.get("STEPWELL_HOSTS", "").split(",")))
ALLOWED_HOSTS = ["localhost", *HOSTS]
HTTPS = os.environ.get("STEPWELL_HTTPS", "") == "1"
SIGN_UP_CODE = os.environ.get("STEPWELL_SIGN_UP_CODE", "")
DEBUG = False
ROOT_URLCONF = "stepwell.web.config.urls"
WSGI_APPLICATION = "stepwell.web.config.wsgi.application"
INSTALLED_APPS = [
    "django.contrib.auth",
    "django.contrib.contenttypes",
    "django.contrib.messages",
    "django.contrib.sessions",
    "django.contrib.staticfiles",
    "django.forms",
    "csp",
    "allauth",
    "allauth.account",
    "allauth.mfa",
    "allauth.usersessions",
    "stepwell.web.audit",
    "stepwell.web.accounts",
    "stepwell.web.spaces",
    "stepwell.web.plans",
    "stepwell.web.journal",
]
MIDDLEWARE = [
    "django.middleware.security.SecurityMiddleware",
    "csp.middleware.CSPMiddleware",
    "whitenoise.middleware.WhiteNoiseMiddleware",
    "stepwell.web.config.middleware.NeverStored",
    "django.contrib.sessions.middleware.SessionMiddleware",
    "django.middleware.locale.LocaleMiddleware",
    "django.middleware.common.CommonMiddleware",
    "django.middleware.csrf.CsrfViewMiddleware",
    "django.contrib.auth.middleware.AuthenticationMiddleware",
    "stepwell.web.accounts.limits.Limits",
    "stepwell.web.config.middleware.NotNow",
    "django.contrib.messages.middleware.MessageMiddleware",
    "allauth.account.middleware.AccountMiddleware",
    "allauth.usersessions.middleware.UserSessionsMiddleware",
    "django.middleware.clickjacking.XFrameOptionsMiddleware",
]
TEMPLATES = [
    {
        "BACKEND": "django.template.backends.django.DjangoTemplates",
        "DIRS": [WEB / "templates"],
        "APP_DIRS": True,
        "OPTIONS": {
            "context_processors": [
                "django.template.context_processors.request",
                "django.contrib.auth.context_processors.auth",
                "django.contrib.messages.context_processors.messages",
            ],
            "builtins": ["stepwell.web.english"],
        },
    }
]
FORM_RENDERER = "django.forms.renderers.TemplatesSetting"
DATABASES = {"default": database(os.environ.get("DATABASE_URL", ""), DATA)}
CACHES = {
    "default": {
        "BACKEND": "django.core.cache.backends.db.DatabaseCache",
        "LOCATION": "accounts_attempts",
        "OPTIONS": {"MAX_ENTRIES": 100_000},
    }
}
"""Counts attempts to sign in, for all processes; no page reads or writes it."""

LANGUAGE_CODE = "en-gb"
LANGUAGES = [("en-gb", "English"), ("de", "Deutsch")]
LOCALE_PATHS = [WEB / "locale"]
USE_I18N = True
USE_TZ = True
TIME_ZONE = "UTC"

STATIC_URL = "/static/"
STATICFILES_DIRS = [WEB / "static"]
WHITENOISE_USE_FINDERS = True
WHITENOISE_ALLOW_ALL_ORIGINS = False

CONTENT_SECURITY_POLICY = {
    "DIRECTIVES": {
        "default-src": [NONE],
        "script-src": [SELF],
        "connect-src": [SELF],
        "style-src": [SELF],
        "img-src": [SELF],
        "font-src": [SELF],
        "form-action": [SELF],
        "base-uri": [NONE],
        "frame-ancestors": [NONE],
    }
}
SECURE_REFERRER_POLICY = "same-origin"
SECURE_CROSS_ORIGIN_OPENER_POLICY = "same-origin"
X_FRAME_OPTIONS = "DENY"
SECURE_PROXY_SSL_HEADER = ("HTTP_X_FORWARDED_PROTO", "https") if HTTPS else None
SECURE_HSTS_SECONDS = 365 * 24 * 60 * 60 if HTTPS else 0
CSRF_TRUSTED_ORIGINS = origins(HOSTS) if HTTPS else []
CSRF_COOKIE_NAME = cookie_name("csrftoken", HTTPS)
CSRF_COOKIE_SECURE = HTTPS
CSRF_COOKIE_HTTPONLY = True
CSRF_COOKIE_SAMESITE = "Lax"
CSRF_COOKIE_AGE = None
CSRF_FAILURE_VIEW = "stepwell.web.config.problems.form_too_old"
DATA_UPLOAD_MAX_MEMORY_SIZE = 1_000_000
DATA_UPLOAD_MAX_NUMBER_FIELDS = 200

AUTH_USER_MODEL = "accounts.User"
AUTHENTICATION_BACKENDS = ["allauth.account.auth_backends.AuthenticationBackend"]
LOGIN_URL = "account_login"
LOGIN_REDIRECT_URL = "today"
SESSION_COOKIE_NAME = cookie_name("stepwell-session", HTTPS)
SESSION_COOKIE_SECURE = HTTPS
SESSION_COOKIE_SAMESITE = "Lax"
SESSION_COOKIE_HTTPONLY = True
SESSION_COOKIE_AGE = 14 * 24 * 60 * 60
SESSION_EXPIRE_AT_BROWSER_CLOSE = True
LANGUAGE_COOKIE_NAME = cookie_name("stepwell-language", HTTPS)
LANGUAGE_COOKIE_SECURE = HTTPS
LANGUAGE_COOKIE_SAMESITE = "Lax"
LANGUAGE_COOKIE_HTTPONLY = True
MESSAGE_STORAGE = "django.contrib.messages.storage.cookie.CookieStorage"
PASSWORD_HASHERS = ["django.contrib.auth.hashers.Argon2PasswordHasher"]
AUTH_PASSWORD_VALIDATORS = [
    {"NAME": f"django.contrib.auth.password_validation.{name}", "OPTIONS": options}
    for name, options in (
        ("MinimumLengthValidator", {"min_length": 12}),
        ("UserAttributeSimilarityValidator", {"user_attributes": ("name",)}),
        ("CommonPasswordValidator", {}),
        ("NumericPasswordValidator", {}),
    )
]
ALLAUTH_TRUSTED_PROXY_COUNT = 1 if HTTPS else 0
ACCOUNT_ADAPTER = "stepwell.web.accounts.adapter.AccountAdapter"
ACCOUNT_FORMS = {
    "login": "stepwell.web.accounts.forms.SignInForm",
    "signup": "stepwell.web.accounts.forms.SignUpForm",
    "reauthenticate": "stepwell.web.accounts.forms.AgainForm",
}
ACCOUNT_LOGIN_METHODS = {"username"}
ACCOUNT_SIGNUP_FIELDS = ["username*", "password1*"]
ACCOUNT_SIGNUP_REDIRECT_URL = "welcome"
ACCOUNT_LOGOUT_REDIRECT_URL = "home"
ACCOUNT_EMAIL_VERIFICATION = "none"
ACCOUNT_USER_MODEL_USERNAME_FIELD = "name"
ACCOUNT_USER_MODEL_EMAIL_FIELD = None
ACCOUNT_REAUTHENTICATION_TIMEOUT = 15 * 60
ACCOUNT_RATE_LIMITS = {
    "login": "",  # stepwell.web.accounts.attempts counts these
    "signup": "30/h/ip",
    "login_failed": "5/5m/key",  # a code after the pass phrase was right
    "reauthenticate": "",
}
MFA_ADAPTER = "stepwell.web.accounts.factors.FactorAdapter"
MFA_FORMS = {
    way: f"stepwell.web.accounts.factor_forms.{form}"
    for way, form in (
        ("authenticate", "CodeForm"),
        ("reauthenticate", "CodeAgainForm"),
        ("activate_totp", "FirstCodeForm"),
        ("add_webauthn", "AddPasskeyForm"),
        ("edit_webauthn", "RenamePasskeyForm"),
        ("login_webauthn", "PasskeySignInForm"),
        ("authenticate_webauthn", "PasskeyAfterPhraseForm"),
        ("reauthenticate_webauthn", "PasskeyAgainForm"),
    )
}
MFA_SUPPORTED_TYPES = ["webauthn", "totp", "recovery_codes"]
MFA_PASSKEY_LOGIN_ENABLED = True
MFA_TOTP_ISSUER = "Stepwell"
MFA_TOTP_TOLERANCE = 1
MFA_RATE_LIMITS = {"webauthn_login": "60/m/ip"}

LEAVE_TO = "https://www.bbc.co.uk/weather"
"""Where the way out of here leads: a page that anybody may be looking at."""

LOGGING_CONFIG = None
"""`stepwell.web.config.logs` sets it up: what a person typed is in no line of it."""
