"""Django's settings for the site: those of the register, and what its front ends need besides."""

from pathlib import Path

from kompas.limits import LARGEST_FORM_BYTES, MOST_FILES_AT_ONCE
from kompas.register.environment import data_folder, value_of
from kompas.register.settings import *  # noqa: F403 - these are the same, and more
from kompas.register.settings import ALLOWED_HOSTS, DEBUG, INSTALLED_APPS
from kompas.site import log_lines

LOGGING = log_lines.logging_of(value_of("KOMPAS_LOG"))
ROOMS = Path(__file__).parents[1]
BEHIND_TLS = value_of("KOMPAS_HTTPS") == "1"

INSTALLED_APPS = [
    *INSTALLED_APPS,
    "django.contrib.messages",
    "django.contrib.staticfiles",
    "django_htmx",
    "kompas.web",
    "kompas.desk",
]
MIDDLEWARE = [
    "kompas.web.metrics.measured",
    "django.middleware.security.SecurityMiddleware",
    "whitenoise.middleware.WhiteNoiseMiddleware",
    # Of random length, so that secrets in a page cannot be guessed from how well it packs.
    "django.middleware.gzip.GZipMiddleware",
    "kompas.web.middleware.answer_headers",
    "django.contrib.sessions.middleware.SessionMiddleware",
    "django.middleware.common.CommonMiddleware",  # refuses other hosts than our own
    "kompas.web.body_limits.body_limits",  # before whatever reads a form
    "django.middleware.csrf.CsrfViewMiddleware",
    "django.contrib.auth.middleware.AuthenticationMiddleware",
    "django.contrib.messages.middleware.MessageMiddleware",
    "kompas.web.middleware.language",
    "kompas.web.middleware.visit",
]
ROOT_URLCONF = "kompas.site.routes"
FRONT_END = "kompas.desk.routes.DESK"
"""Where who is signed in is led, and what pages of no front end (an error) look like."""
WSGI_APPLICATION = "kompas.site.wsgi.application"
TEMPLATES = [
    {
        "BACKEND": "django.template.backends.jinja2.Jinja2",
        "APP_DIRS": False,
        "DIRS": [ROOMS / room / "templates" for room in ("web", "desk")],
        "OPTIONS": {
            "environment": "kompas.web.rendering.environment",
            "trim_blocks": True,
            "lstrip_blocks": True,
        },
    }
]
AUTHENTICATION_BACKENDS = ["kompas.accounts.sign_in.PasswordBackend"]
LOGIN_URL = "sign_in"
MESSAGE_STORAGE = "django.contrib.messages.storage.session.SessionStorage"
USE_I18N = True
LANGUAGES = [("da", "Dansk"), ("en", "English")]

# Signed in for a working day at most, and until the browser is closed; `middleware.visit` ends
# a session in which nothing has been done for half an hour.
SESSION_COOKIE_AGE = 9 * 3600
SESSION_EXPIRE_AT_BROWSER_CLOSE = True
SESSION_COOKIE_HTTPONLY = True
SESSION_COOKIE_SAMESITE = "Lax"
SESSION_COOKIE_SECURE = BEHIND_TLS
CSRF_COOKIE_SECURE = BEHIND_TLS
CSRF_COOKIE_HTTPONLY = False  # read by our own script for autosave
CSRF_FAILURE_VIEW = "kompas.web.errors.csrf_failed"
CSRF_TRUSTED_ORIGINS = [f"https://{host}" for host in ALLOWED_HOSTS if host] if BEHIND_TLS else []
SECURE_CONTENT_TYPE_NOSNIFF = True
SECURE_REFERRER_POLICY = "same-origin"
SECURE_CROSS_ORIGIN_OPENER_POLICY = "same-origin"
SECURE_SSL_REDIRECT = False  # the proxy's work
SECURE_HSTS_SECONDS = 31_536_000 if BEHIND_TLS else 0
SECURE_PROXY_SSL_HEADER = ("HTTP_X_FORWARDED_PROTO", "https") if BEHIND_TLS else None
DATA_UPLOAD_MAX_MEMORY_SIZE = LARGEST_FORM_BYTES
DATA_UPLOAD_MAX_NUMBER_FILES = 5 * MOST_FILES_AT_ONCE  # some more than may be are told at the field
X_FRAME_OPTIONS = "DENY"

STATIC_URL = "/static/"
STATIC_ROOT = data_folder() / "static"
STORAGES = {
    "staticfiles": {
        "BACKEND": "django.contrib.staticfiles.storage.StaticFilesStorage"
        if DEBUG
        else "whitenoise.storage.CompressedManifestStaticFilesStorage"
    }
}
WHITENOISE_USE_FINDERS = DEBUG
WHITENOISE_AUTOREFRESH = DEBUG
