"""Django's settings, made from the environment (`kompas.register.environment`).

Importing this starts no server and writes nothing: `kompas.register.setup()` is the way in.
"""

from typing import Any

from django.utils.functional import SimpleLazyObject
from psycopg.conninfo import conninfo_to_dict, make_conninfo

from kompas.register.environment import (
    data_folder,
    is_embedded,
    listed,
    secret_key,
    value_of,
)

_ASKED_OFTEN = 5
OWNER = "owner"
"""The connection as the database's owner: migrations, verification, rebuild."""


def connection_settings(url: str) -> dict[str, Any]:
    """Django's settings for a PostgreSQL URL; what Django does not know goes on to psycopg."""
    given = conninfo_to_dict(url)
    return {
        "ENGINE": "django.db.backends.postgresql",
        "NAME": given.pop("dbname", "kompas"),
        "USER": given.pop("user", ""),
        "PASSWORD": given.pop("password", ""),
        "HOST": given.pop("host", ""),
        "PORT": str(given.pop("port", "")),
        "CONN_MAX_AGE": 60,
        "CONN_HEALTH_CHECKS": True,
        "OPTIONS": {
            "application_name": "kompas",
            **given,
            # Values never stand in the text of a statement, so that a server's log has none of
            # them; and what is asked often is planned once: half of the server's time for a page.
            "server_side_binding": True,
            "prepare_threshold": None if value_of("KOMPAS_POOLER") == "1" else _ASKED_OFTEN,
        },
    }


def _databases() -> dict[str, dict[str, Any]]:
    if is_embedded():
        place = {"host": str(data_folder() / "postgres"), "dbname": "kompas"}
        app = make_conninfo(**place, user="kompas_app")
        owner = make_conninfo(**place, user="kompas_owner")
    else:
        app = value_of("KOMPAS_DATABASE_URL")
        owner = value_of("KOMPAS_OWNER_DATABASE_URL") or app
    return {"default": connection_settings(app), OWNER: connection_settings(owner)}


DATABASES = _databases()
INSTALLED_APPS = [
    "django.contrib.contenttypes",
    "django.contrib.auth",
    "django.contrib.sessions",
    "kompas.accounts",
    "kompas.register",
    "kompas.persons",
    "kompas.offers",
]
AUTH_USER_MODEL = "accounts.User"
SECRET_KEY = SimpleLazyObject(secret_key)
DEBUG = value_of("KOMPAS_DEBUG") == "1"
ALLOWED_HOSTS = list(listed(value_of("KOMPAS_HOSTS")))
DEFAULT_AUTO_FIELD = "django.db.models.BigAutoField"
LANGUAGE_CODE = "da"
TIME_ZONE = "Europe/Copenhagen"
USE_TZ = True
DOCUMENT_MAX_BYTES = int(value_of("KOMPAS_DOCUMENT_MAX_MB")) * 1_000_000

LOGGING = {
    "version": 1,
    "disable_existing_loggers": False,
    "handlers": {"nowhere": {"class": "logging.NullHandler"}},
    "loggers": {
        # Statements with their values: never, also not while debugging.
        "django.db.backends": {"handlers": ["nowhere"], "propagate": False, "level": "CRITICAL"},
        "psycopg": {"level": "WARNING"},
    },
}
