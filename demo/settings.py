"""Settings of the demo: one site that plays LMS and Studio, on the loopback address only."""

import os
import sys
from pathlib import Path
from typing import Any

import django

from learning_circle_xblock.settings.common import plugin_settings

from .storage import secret_key

HERE = Path(__file__).resolve().parent

# Everything the demo writes.
DEMO_VAR = Path(os.environ.get("DEMO_VAR") or HERE / "var")
DEMO_COURSE_DIR = HERE / "course"
DEMO_ORIGIN = f"http://127.0.0.1:{os.environ.get('PORT') or 8000}"

SECRET_KEY = secret_key(DEMO_VAR / "secret")
DEBUG = False
ALLOWED_HOSTS = ["127.0.0.1", "localhost", "[::1]"]
ROOT_URLCONF = "demo.urls"
WSGI_APPLICATION = "demo.wsgi.application"
DEFAULT_AUTO_FIELD = "django.db.models.BigAutoField"

INSTALLED_APPS = [
    "django.contrib.auth",
    "django.contrib.contenttypes",
    "django.contrib.sessions",
    "django.contrib.staticfiles",
    "submissions",
    "learning_circle_xblock",
    "demo",
]

MIDDLEWARE = [
    "django.middleware.security.SecurityMiddleware",
    "django.contrib.sessions.middleware.SessionMiddleware",
    "django.middleware.locale.LocaleMiddleware",
    "django.middleware.common.CommonMiddleware",
    "demo.middleware.Handlers",
    "django.middleware.csrf.CsrfViewMiddleware",
    "django.contrib.auth.middleware.AuthenticationMiddleware",
    "django.middleware.clickjacking.XFrameOptionsMiddleware",
    "demo.middleware.SignedIn",
    "demo.middleware.ContentSecurity",
]

TEMPLATES = [
    {
        "BACKEND": "django.template.backends.django.DjangoTemplates",
        "APP_DIRS": True,
        "OPTIONS": {
            "context_processors": [
                "django.template.context_processors.request",
                "django.template.context_processors.i18n",
                "demo.chrome.chrome",
            ]
        },
    }
]

# As on the platform: pages are atomic, handlers and the unit are not.
DATABASES: dict[str, dict[str, Any]] = {
    "default": {
        "ENGINE": "django.db.backends.sqlite3",
        "NAME": DEMO_VAR / "demo.sqlite3",
        "ATOMIC_REQUESTS": True,
        "OPTIONS": {"timeout": 20},
    }
}
if django.VERSION >= (5, 1):
    # A transaction that reads first and writes later waits for its turn instead of failing.
    DATABASES["default"]["OPTIONS"]["transaction_mode"] = "IMMEDIATE"

STATIC_URL = "/static/"
STORAGES = {
    "default": {
        "BACKEND": "django.core.files.storage.FileSystemStorage",
        "OPTIONS": {"location": DEMO_VAR / "files"},
    },
    "staticfiles": {"BACKEND": "django.contrib.staticfiles.storage.StaticFilesStorage"},
}

LANGUAGE_CODE = "en"
LANGUAGES = [("en", "English"), ("fr", "Français"), ("ko", "한국어")]
USE_I18N = True
USE_TZ = True
TIME_ZONE = "UTC"

EMAIL_BACKEND = "django.core.mail.backends.filebased.EmailBackend"
EMAIL_FILE_PATH = DEMO_VAR / "mail"
DEFAULT_FROM_EMAIL = "learning-circles@localhost"

# Cookies are shared by all ports of the loopback address. The CSRF cookie keeps the platform's name.
SESSION_COOKIE_NAME = "demo_sessionid"
LOGIN_URL = "persona"
CSRF_FAILURE_VIEW = "demo.pages.csrf_failed"
# The platform sets no limit, so that ours are the ones that count.
DATA_UPLOAD_MAX_MEMORY_SIZE = None

# Stricter than the platform: what works here needs no inline script or style anywhere.
DEMO_CONTENT_SECURITY = (
    "default-src 'self'; img-src 'self' data:; object-src 'none'; base-uri 'none'; form-action 'self'; "
    "frame-ancestors 'none'"
)

LOGGING: dict[str, Any] = {
    "version": 1,
    "disable_existing_loggers": False,
    "filters": {"known": {"()": "demo.logs.NotUrlName"}},
    "formatters": {
        "spare": {"()": "demo.logs.SpareFormatter", "format": "%(levelname)s %(name)s: %(message)s"},
        "plain": {"format": "%(asctime)s %(message)s"},
    },
    "handlers": {
        "console": {"class": "logging.StreamHandler", "formatter": "spare", "level": "WARNING"},
        "tracking": {
            "class": "logging.FileHandler",
            "filename": DEMO_VAR / "tracking.log",
            "formatter": "plain",
            "delay": True,
        },
    },
    "root": {"handlers": ["console"], "level": "WARNING", "filters": ["known"]},
    "loggers": {
        # Replaces Django's own handlers, which would repeat each line.
        "django": {"handlers": [], "level": "WARNING"},
        "demo.tracking": {"handlers": ["tracking"], "level": "INFO"},
    },
}

LEARNING_CIRCLE_HOST = "demo.host.DemoHost"
plugin_settings(sys.modules[__name__])
