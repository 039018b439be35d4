"""Is the database as it should be: what is wrong and what to do, in words."""

from dataclasses import dataclass

from django.core.management import call_command
from django.db import DatabaseError, connection, connections, transaction
from django.db.migrations.loader import MigrationLoader
from django.db.migrations.recorder import MigrationRecorder

from kompas.register import bulk, environment
from kompas.register.environment import SettingsError
from kompas.register.grants import RIGHTS
from kompas.register.settings import OWNER
from kompas.words import N_, _

OLDEST_POSTGRESQL = 15
LEAST_FREE_BYTES = 64 * 1024 * 1024
"""With less room a document, or what PostgreSQL writes before a commit, may not find place."""


@dataclass(frozen=True, slots=True)
class Health:
    """What was found. `problems` is empty where everything is as it should be."""

    postgresql: str
    role: str
    pending: tuple[str, ...]
    problems: tuple[str, ...]


def check() -> Health:
    """Look at the disk and the connection: two statements (three before any migration)."""
    try:
        with connection.cursor() as cursor:
            cursor.execute(f"SELECT {', '.join(_FACTS.values())}")
            facts = dict(zip(_FACTS, cursor.fetchone(), strict=True))
        pending = pending_migrations() if facts["served"] else ()
    except DatabaseError as error:
        return Health("", "", (), (cause_of(error),))
    found = [problem for fact, problem in _PROBLEMS.items() if not facts[fact]]
    problems = tuple(_(problem).format(oldest=OLDEST_POSTGRESQL) for problem in found)
    if pending:
        behind = _("Databasen mangler {count} skridt op til denne version. Kør: kompas db migrate")
        problems += (behind.format(count=len(pending)),)
    if environment.free_bytes(environment.data_folder()) < LEAST_FREE_BYTES:
        problems += (
            _("Disken er fuld, hvor KOMPAS_DATA ligger. Gør plads, før nogen gemmer mere."),
        )
    return Health(facts["version"], facts["role"], pending, problems)


def cause_of(error: DatabaseError) -> str:
    """Why the database cannot be used, in words of our own: what it says itself may hold more.

    The wheel and most servers say it in English; what is not known is told as not answering.
    """
    said = str(error)
    for words, why in _CAUSES.items():
        if any(one in said for one in words):
            return _(why)
    return _("Databasen svarer ikke.")


_CAUSES = {
    ("password authentication failed", "no password supplied", "Peer authentication failed"): N_(
        "PostgreSQL svarer, men rollen eller adgangskoden er forkert."
    ),
    ("pg_hba.conf",): N_(
        "PostgreSQL svarer, men tager ikke imod herfra. Se pg_hba.conf på serveren."
    ),
    ("too many clients", "remaining connection slots"): N_(
        "PostgreSQL har ikke flere forbindelser. Sæt max_connections op eller KOMPAS_PROCESSES ned."
    ),
    ("starting up", "shutting down", "recovery mode"): N_(
        "PostgreSQL er ved at starte, stoppe eller komme sig. Prøv igen om lidt."
    ),
    ("certificate", "SSL"): N_(
        "TLS til PostgreSQL virker ikke. Se sslmode og sslrootcert i adressen."
    ),
    ('database "', "3D000"): N_("PostgreSQL svarer, men databasen findes ikke."),
    ('role "',): N_("PostgreSQL svarer, men rollen findes ikke."),
    ("translate host name", "Name or service not known", "resolve host"): N_(
        "Databasens server findes ikke: navnet kendes ikke."
    ),
    ("Connection refused", "No such file or directory"): N_(
        "Ingen svarer på databasens adresse og port."
    ),
    ("timeout expired", "timed out", "No route to host", "unreachable"): N_(
        "Databasens server kan ikke nås over nettet."
    ),
}
"""What a failed connection says, and what that means; the first that is found."""


def pending_migrations() -> tuple[str, ...]:
    """The steps that the database lacks; all where it is empty. At most two statements."""
    applied = MigrationRecorder(connection).applied_migrations()
    known = sorted(MigrationLoader(None).disk_migrations)
    return tuple(f"{app}.{name}" for app, name in known if (app, name) not in applied)


def is_behind() -> bool:
    """Whether `migrate` has anything to do: steps, or rights that the application's role lacks."""
    with connection.cursor() as cursor:
        cursor.execute(f"SELECT {_FACTS['served']}")
        served = cursor.fetchone()[0]
    return not served or bool(pending_migrations())


def check_owner() -> None:
    """Raise SettingsError where the owner's connection is not the owner's: it alone sees all."""
    with connections[OWNER].cursor() as cursor:
        cursor.execute(_IS_OWNER)
        if not cursor.fetchone()[0]:
            raise SettingsError(_("Det kræver ejerens forbindelse. Sæt KOMPAS_OWNER_DATABASE_URL."))


_IS_OWNER = (
    "SELECT coalesce(bool_and(pg_has_role(relowner, 'USAGE')),"
    " has_schema_privilege('public', 'CREATE'))"
    " FROM pg_class WHERE relnamespace = 'public'::regnamespace AND relkind = 'r'"
)


def migrate() -> None:
    """Bring the database up to date, as its owner, and give the application its rights anew.

    All of it or nothing: whoever is interrupted, or refused by a step, finds it as it was. What
    search reads of the cases that were there is made afterwards, some at a time: where that is
    interrupted, `migrate` or `kompas rebuild` goes on. Raises SettingsError without the owner's
    connection.
    """
    check_owner()
    try:
        with transaction.atomic(using=OWNER, durable=True):
            with connections[OWNER].cursor() as cursor:
                # Two processes that start at once: the second waits, and finds nothing left to do.
                cursor.execute("SELECT pg_advisory_xact_lock(hashtext('kompas migrate'))")
            call_command("migrate", database=OWNER, interactive=False, verbosity=0)
        bulk.complete()
    finally:
        connections[OWNER].close()


_SERVED = ", ".join(
    f"('{table}', '{right}')" for table, rights in RIGHTS.items() for right in rights.split(", ")
)
_FACTS = {
    "version": "current_setting('server_version')",
    "role": "current_user::text",
    "new enough": f"current_setting('server_version_num')::int >= {OLDEST_POSTGRESQL * 10_000}",
    "utf-8": "current_setting('server_encoding') = 'UTF8'",
    "danish": "EXISTS (SELECT FROM pg_ts_config WHERE cfgname = 'danish')",
    "durable": "current_setting('fsync')::boolean AND current_setting('full_page_writes')::boolean",
    "weak": "(SELECT NOT (rolsuper OR rolbypassrls OR rolcreaterole OR rolcreatedb)"
    " FROM pg_roles WHERE rolname = current_user)",
    "owns nothing": "NOT EXISTS (SELECT FROM pg_class"
    " WHERE relnamespace = 'public'::regnamespace AND pg_has_role(relowner, 'MEMBER'))",
    "changes nothing": "NOT coalesce("
    "has_table_privilege(to_regclass('case_event'), 'UPDATE, DELETE, TRUNCATE')"
    " OR has_table_privilege(to_regclass('person_entry'), 'UPDATE, DELETE, TRUNCATE'), false)",
    "served": "(SELECT coalesce(bool_and(has_table_privilege(to_regclass(name), what)), true)"
    f" FROM (VALUES {_SERVED}) AS needed (name, what))",
    "makes nothing": "NOT (has_schema_privilege('public', 'CREATE')"
    " OR has_database_privilege(current_database(), 'CREATE, TEMPORARY'))",
    "discreet": "current_setting('log_min_messages') IN ('log', 'fatal', 'panic')"
    " AND current_setting('log_min_error_statement') IN ('log', 'fatal', 'panic')",
}
"""What is asked of the server, each true where it is as it should be."""

_PROBLEMS = {
    "new enough": N_("PostgreSQL er for gammel. Brug version {oldest} eller nyere."),
    "utf-8": N_("Databasen er ikke i UTF-8. Lav den om: CREATE DATABASE ... ENCODING 'UTF8'."),
    "danish": N_("PostgreSQL kender ikke dansk tekstsøgning."),
    "durable": N_("fsync og full_page_writes skal være slået til, ellers kan sager gå tabt."),
    "weak": N_("Kompas er logget på med en rolle, der kan for meget. Brug rollen kompas_app."),
    "owns nothing": N_("Kompas er logget på som ejer af tabellerne. Brug rollen kompas_app."),
    "changes nothing": N_("Kompas kan ændre i journalen. Kør: kompas db migrate"),
    "served": N_("Kompas mangler rettigheder til sine tabeller. Kør: kompas db migrate"),
    "makes nothing": N_(
        "Kompas kan selv lave tabeller, som kan skygge for journalens. Kør: kompas db migrate"
    ),
    "discreet": N_(
        "Serverens log kan få personoplysninger fra fejl. Sæt log_min_messages = fatal og "
        "log_min_error_statement = panic for rollerne kompas_app og kompas_owner."
    ),
}
