"""What an installation is told by its environment: every variable, in one place."""

import os
import secrets
from dataclasses import dataclass
from pathlib import Path

from kompas.words import _


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
        "The same database as its owner; needed for migrations, verification and backup.",
    ),
    Setting(
        "KOMPAS_POOLER",
        "",
        "1: connections to the database are shared by a pooler that forgets prepared statements "
        "(PgBouncer before 1.21). Empty: what is asked often is prepared once.",
    ),
    Setting(
        "KOMPAS_SECRET_KEY",
        "",
        "At least 32 secret characters, the same on every machine of an installation. "
        "Empty: made once and kept in KOMPAS_DATA.",
    ),
    Setting(
        "KOMPAS_NORMS",
        "",
        "The folder of norms that everything works by. Empty: the one that Kompas brings.",
    ),
    Setting(
        "KOMPAS_CPR_STAND_IN",
        "",
        "A TOML file with made-up people, which answers in place of the CPR register.",
    ),
    Setting("KOMPAS_DOCUMENT_MAX_MB", "25", "The largest document that is taken in."),
    Setting("KOMPAS_HOSTS", "localhost,127.0.0.1", "Host names that the web part answers to."),
    Setting(
        "KOMPAS_HTTPS",
        "",
        "1: the screens are reached by https only, through a proxy of one's own.",
    ),
    Setting("KOMPAS_DEMO", "", "1: the demo, in which nobody is real; `kompas demo` sets it."),
    Setting(
        "KOMPAS_DEMO_PASSWORD",
        "eksempelby",
        "The password of everybody in the demo, who are nobody.",
    ),
    Setting("KOMPAS_LANG", "da", "The language of the terminal: da or en."),
    Setting("KOMPAS_DEBUG", "", "1: Django's debug pages. Never with real people."),
)
"""Every setting of an installation."""

_DEFAULTS = {setting.name: setting.default for setting in SETTINGS}
_SHORTEST_SECRET = 32


class SettingsError(Exception):
    """A setting cannot be used, why, and what to do."""


def value_of(name: str) -> str:
    """A setting by the name of its variable."""
    return os.environ.get(name) or _DEFAULTS[name]


def data_folder() -> Path:
    """Where the installation keeps its files."""
    return Path(value_of("KOMPAS_DATA")).absolute()


def make_data_folder() -> Path:
    """The data folder, made where it is missing. SettingsError where it is somebody else's."""
    folder = data_folder()
    folder.mkdir(mode=0o755, parents=True, exist_ok=True)
    if folder.is_symlink() or folder.stat().st_uid != os.getuid():
        raise SettingsError(
            _(
                "Mappen {folder} tilhører en anden bruger. "
                "Sæt KOMPAS_DATA til en mappe, der er din."
            ).format(folder=folder)
        )
    return folder


def is_embedded() -> bool:
    """Whether Kompas brings the database itself."""
    return not value_of("KOMPAS_DATABASE_URL")


def secret_key() -> str:
    """The installation's secret; one that is not given is made once and kept in the data folder.

    SettingsError for one that is too short.
    """
    given = value_of("KOMPAS_SECRET_KEY")
    if given and len(given) < _SHORTEST_SECRET:
        raise SettingsError(_("KOMPAS_SECRET_KEY skal være på mindst 32 tegn."))
    return given or _kept_secret(make_data_folder() / "secret")


def _kept_secret(kept: Path) -> str:
    try:
        descriptor = os.open(kept, os.O_WRONLY | os.O_CREAT | os.O_EXCL, 0o600)
    except FileExistsError:
        return kept.read_text(encoding="ascii").strip()
    with os.fdopen(descriptor, "w", encoding="ascii") as file:
        made = secrets.token_urlsafe(48)
        file.write(made)
    return made
