"""Django's settings: no database, no session, no script, nothing from elsewhere.

What differs between machines comes from the environment: ``STEPWELL_SECRET_KEY`` signs
the cookies (`stepwell.web.serve` makes one on first use), ``STEPWELL_HOSTS`` lists the
names under which the site is reached, with commas.
"""

import os
from pathlib import Path

from csp.constants import NONE, SELF


WEB = Path(__file__).resolve().parents[1]

SECRET_KEY = os.environ.get("STEPWELL_SECRET_KEY", "")
ALLOWED_HOSTS = [
    "localhost",
    *filter(None, os.environ.get("STEPWELL_HOSTS", "").split(",")),
]
DEBUG = False
ROOT_URLCONF = "stepwell.web.config.urls"
WSGI_APPLICATION = "stepwell.web.config.wsgi.application"
INSTALLED_APPS = ["django.contrib.staticfiles", "csp"]
MIDDLEWARE = [
    "django.middleware.security.SecurityMiddleware",
    "csp.middleware.CSPMiddleware",
    "whitenoise.middleware.WhiteNoiseMiddleware",
    "stepwell.web.config.middleware.NeverStored",
    "django.middleware.common.CommonMiddleware",
    "django.middleware.csrf.CsrfViewMiddleware",
    "django.middleware.clickjacking.XFrameOptionsMiddleware",
]
TEMPLATES = [
    {
        "BACKEND": "django.template.backends.django.DjangoTemplates",
        "DIRS": [WEB / "templates"],
        "OPTIONS": {
            "context_processors": ["django.template.context_processors.request"],
        },
    }
]
LANGUAGE_CODE = "en-gb"
USE_I18N = False
USE_TZ = True

STATIC_URL = "/static/"
STATICFILES_DIRS = [WEB / "static"]
WHITENOISE_USE_FINDERS = True
WHITENOISE_ALLOW_ALL_ORIGINS = False

CONTENT_SECURITY_POLICY = {
    "DIRECTIVES": {
        "default-src": [NONE],
        "script-src": [SELF],
        "style-src": [SELF],
        "img-src": [SELF],
        "font-src": [SELF],
        "connect-src": [SELF],
        "form-action": [SELF],
        "base-uri": [NONE],
        "frame-ancestors": [NONE],
    }
}
SECURE_REFERRER_POLICY = "same-origin"
SECURE_CROSS_ORIGIN_OPENER_POLICY = "same-origin"
X_FRAME_OPTIONS = "DENY"
CSRF_COOKIE_HTTPONLY = True
CSRF_COOKIE_SAMESITE = "Lax"
CSRF_COOKIE_AGE = None
CSRF_FAILURE_VIEW = "stepwell.web.config.problems.form_too_old"
DATA_UPLOAD_MAX_MEMORY_SIZE = 1_000_000
DATA_UPLOAD_MAX_NUMBER_FIELDS = 200

LEAVE_TO = "https://www.bbc.co.uk/weather"
"""Where the way out of here leads: a page that anybody may be looking at."""

LOGGING_CONFIG = None
"""`stepwell.web.config.logs` sets it up: what a person typed is in no line of it."""
