"""What an installation is told by its environment: every variable, in one place.

A variable that cannot be used is refused in words that name it, and never with what stands in it:
that may be a password. Instead of `NAME` the environment may hold `NAME_FILE`, a file to read it
from, as containers and systemd hand over secrets.
"""

import ipaddress
import os
import pwd
import re
import secrets
import tempfile
from collections.abc import Callable
from contextlib import suppress
from dataclasses import dataclass
from datetime import UTC, date, datetime, time
from pathlib import Path

from kompas.words import N_, _


class SettingsError(Exception):
    """A setting cannot be used, why, and what to do."""


Kind = Callable[[str], bool]
"""Whether a value can be used."""


@dataclass(frozen=True, slots=True)
class Setting:
    """A variable of the environment: its name, what holds without it, what it does; and which
    values can be used, with the words for all others.
    """

    name: str
    default: str
    what: str
    fits: Kind = lambda _value: True
    shall_be: str = ""


# ---------------------------------------------------------------- kinds


def _number(most: int) -> Kind:
    return lambda value: value.isascii() and value.isdigit() and 1 <= int(value[:9]) <= most


def _flag(value: str) -> bool:
    return value in ("", "0", "1")


def _day(value: str) -> bool:
    try:
        return not value or bool(date.fromisoformat(value))
    except ValueError:
        return False


_HOST = re.compile(r"\.?[A-Za-z0-9_](?:[A-Za-z0-9_.-]{0,252})|\[?[0-9A-Fa-f:.]+\]?")


def _hosts(value: str) -> bool:
    return all(_HOST.fullmatch(host) for host in listed(value))


def _networks(value: str) -> bool:
    try:
        return all(ipaddress.ip_network(one) for one in listed(value))
    except ValueError:
        return False


def _database(value: str) -> bool:
    """An address of PostgreSQL whose parts are what they should be.

    A sign of the password that is not written in code makes other parts of what follows it.
    """
    from psycopg import ProgrammingError  # noqa: PLC0415 - slow, and seldom asked
    from psycopg.conninfo import conninfo_to_dict  # noqa: PLC0415

    if not value:
        return True
    try:
        given = conninfo_to_dict(value)
    except ProgrammingError:
        return False
    hosts, ports = str(given.get("host", "")), str(given.get("port", ""))
    return (
        all(host.startswith("/") or _HOST.fullmatch(host) for host in listed(hosts))
        and all(port.isascii() and port.isdigit() for port in listed(ports))
        and not set("/@:?#") & set(str(given.get("dbname", "")))
        and bool(given.get("user") or "://" not in value)
    )


_FLAG = N_("skal være 1, 0 eller tom")
_URL = N_(
    "skal være en adresse som postgresql://ROLLE:ADGANGSKODE@SERVER/kompas. Tegn i adgangskoden "
    "skrives i kode: %25 for %, %2F for /, %40 for @, %3A for :, %23 for # og %3F for ?"
)
_SHORTEST_SECRET = 32


# ---------------------------------------------------------------- the variables


def _home() -> Path:
    """Where programs keep data of a user's; root's is the system's, for its home is closed."""
    if os.getuid() == 0:
        return Path("/var/lib")
    kept = os.environ.get("XDG_DATA_HOME", "")
    if kept.startswith("/"):
        return Path(kept)
    with suppress(KeyError):
        return Path(os.environ.get("HOME") or pwd.getpwuid(os.getuid()).pw_dir, ".local", "share")
    return Path("/var/lib")


def default_folder(name: str) -> str:
    """The folder where none is named. Not one that a system clears of what is old."""
    return str(_home() / name)


_LARGEST_DOCUMENT_MB, _MOST_PROCESSES = 1000, 64

SETTINGS = (
    Setting(
        "KOMPAS_DATA",
        default_folder("kompas"),
        "The folder of the embedded database, the documents and the exported heads.",
    ),
    Setting(
        "KOMPAS_DATABASE_URL",
        "",
        "A PostgreSQL server of one's own (15 or newer), as the role kompas_app: "
        "postgresql://kompas_app:password@host/kompas. Empty: the embedded server.",
        _database,
        _URL,
    ),
    Setting(
        "KOMPAS_OWNER_DATABASE_URL",
        "",
        "The same database as its owner; needed for migrations, verification and backup.",
        _database,
        _URL,
    ),
    Setting(
        "KOMPAS_POOLER",
        "",
        "1: connections to the database are shared by a pooler that forgets prepared statements "
        "(PgBouncer before 1.21). Empty: what is asked often is prepared once.",
        _flag,
        _FLAG,
    ),
    Setting(
        "KOMPAS_SECRET_KEY",
        "",
        "At least 32 secret characters, the same on every machine of an installation. "
        "Empty: made once and kept in KOMPAS_DATA.",
        lambda value: not value or len(value) >= _SHORTEST_SECRET,
        N_("skal være på mindst 32 tegn"),
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
        lambda value: not value or Path(value).is_file(),
        N_("skal være en fil, der findes"),
    ),
    Setting(
        "KOMPAS_DOCUMENT_MAX_MB",
        "25",
        "The largest document that is taken in.",
        _number(_LARGEST_DOCUMENT_MB),
        N_("skal være et helt tal fra 1 til 1000"),
    ),
    Setting(
        "KOMPAS_HOSTS",
        "localhost,127.0.0.1",
        "Host names that the screens answer to.",
        _hosts,
        N_("skal være navne på værter med komma imellem, uden https:// og port"),
    ),
    Setting(
        "KOMPAS_CLOCK_CHECKED",
        "",
        "A day (2026-11-30) on which somebody saw that the clock was right: needed where nothing "
        "was recorded for three years.",
        _day,
        N_("skal være en dag, skrevet som 2026-11-30"),
    ),
    Setting(
        "KOMPAS_HTTPS",
        "",
        "1: the screens are reached by https only, through a proxy of one's own.",
        _flag,
        _FLAG,
    ),
    Setting(
        "KOMPAS_PROXIES",
        "127.0.0.1,::1",
        "The addresses or networks of one's own proxies, which are believed on who the visitor is.",
        _networks,
        N_("skal være IP-adresser eller net med komma imellem, fx 127.0.0.1,10.1.0.0/16"),
    ),
    Setting(
        "KOMPAS_PROCESSES",
        "",
        "How many processes answer. Empty: as many as there are processors, two at least.",
        lambda value: not value or _number(_MOST_PROCESSES)(value),
        N_("skal være et helt tal fra 1 til 64"),
    ),
    Setting(
        "KOMPAS_METRICS_TOKEN",
        "",
        "The token by which Prometheus may read /metrics. Empty: nobody may.",
        lambda value: not value or len(value) >= _SHORTEST_SECRET,
        N_("skal være på mindst 32 tegn"),
    ),
    Setting(
        "KOMPAS_LOG",
        "text",
        "The form of the log on standard error: text, or json with one object on each line.",
        lambda value: value in ("text", "json"),
        N_("skal være text eller json"),
    ),
    Setting(
        "KOMPAS_DEMO",
        "",
        "1: the demo, in which nobody is real; `kompas demo` sets it.",
        _flag,
        _FLAG,
    ),
    Setting(
        "KOMPAS_DEMO_PASSWORD",
        "eksempelby",
        "The password of everybody in the demo, who are nobody.",
    ),
    Setting("KOMPAS_LANG", "da", "The language of the terminal: da or en."),
    Setting("KOMPAS_DEBUG", "", "1: Django's debug pages. Never with real people.", _flag, _FLAG),
)
"""Every setting of an installation."""

_SETTING = {setting.name: setting for setting in SETTINGS}


def value_of(name: str) -> str:
    """A setting by the name of its variable. SettingsError where it cannot be used."""
    setting = _SETTING[name]
    value = os.environ.get(name) or _from_file(name) or setting.default
    if not setting.fits(value):
        raise SettingsError(f"{name} {_(setting.shall_be)}.")
    return value


def check() -> None:
    """Raise SettingsError for the first setting that cannot be used, or does not fit another."""
    for setting in SETTINGS:
        value_of(setting.name)
    if value_of("KOMPAS_DEBUG") == "1" and value_of("KOMPAS_HTTPS") == "1":
        raise SettingsError(
            _("KOMPAS_DEBUG viser alt i fejl og kan ikke være slået til sammen med KOMPAS_HTTPS.")
        )


def listed(value: str) -> tuple[str, ...]:
    """The parts of a setting with commas."""
    return tuple(part.strip() for part in value.split(",") if part.strip())


def _from_file(name: str) -> str:
    place = os.environ.get(f"{name}_FILE")
    if not place:
        return ""
    try:
        return Path(place).read_text(encoding="utf-8").strip("\r\n")
    except (OSError, ValueError):
        raise SettingsError(
            _("{name} nævner en fil, der ikke kan læses.").format(name=f"{name}_FILE")
        ) from None


# ---------------------------------------------------------------- the folder

DOCUMENTS_MARK = "documents.database"
"""The file in it that names the database whose documents these are."""


def clock_checked_at() -> datetime | None:
    """The beginning of the day on which somebody saw that the clock was right; None for none."""
    day = value_of("KOMPAS_CLOCK_CHECKED")
    return datetime.combine(date.fromisoformat(day), time(), UTC) if day else None


def data_folder() -> Path:
    """Where the installation keeps its files."""
    return Path(value_of("KOMPAS_DATA")).absolute()


def make_data_folder() -> Path:
    """The data folder, made where it is missing. SettingsError where it is somebody else's."""
    folder = data_folder()
    try:
        if not folder.is_dir():
            folder.mkdir(mode=0o755, parents=True, exist_ok=True)
    except OSError:
        words = _("Mappen {folder} kan ikke laves. Sæt KOMPAS_DATA til en, der er din.")
        raise SettingsError(words.format(folder=folder)) from None
    if folder.is_symlink() or folder.stat().st_uid != os.getuid():
        raise SettingsError(
            _(
                "Mappen {folder} tilhører en anden bruger. "
                "Sæt KOMPAS_DATA til en mappe, der er din."
            ).format(folder=folder)
        )
    if not os.access(folder, os.W_OK | os.X_OK):
        raise SettingsError(_("Der kan ikke skrives i mappen {folder}.").format(folder=folder))
    return folder


def free_bytes(folder: Path) -> int:
    """How much room there is where a folder lies, or would."""
    there = next(place for place in (folder, *folder.parents) if place.exists())
    room = os.statvfs(there)
    return room.f_bavail * room.f_frsize


def is_embedded() -> bool:
    """Whether Kompas brings the database itself."""
    return not value_of("KOMPAS_DATABASE_URL")


def secret_key() -> str:
    """The installation's secret; one that is not given is made once and kept in the data folder."""
    return value_of("KOMPAS_SECRET_KEY") or _kept_secret(make_data_folder() / "secret")


def _kept_secret(kept: Path) -> str:
    with suppress(FileNotFoundError):
        found = kept.read_text(encoding="ascii").strip()
        if len(found) >= _SHORTEST_SECRET:
            return found
        if found:
            raise SettingsError(_("Hemmeligheden i {file} er ikke hel.").format(file=kept))
        kept.unlink(missing_ok=True)  # never finished, and so never used
    # Whole or not at all, and only one of those who come at once.
    with tempfile.NamedTemporaryFile("w", encoding="ascii", dir=kept.parent) as file:
        file.write(secrets.token_urlsafe(48))
        file.flush()
        os.fsync(file.fileno())
        with suppress(FileExistsError):
            os.link(file.name, kept)
    return _kept_secret(kept)
