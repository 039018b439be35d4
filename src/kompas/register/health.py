"""Is the database as it should be: what is wrong and what to do, in words."""

from dataclasses import dataclass

from django.core.management import call_command
from django.db import DatabaseError, connection, connections
from django.db.migrations.loader import MigrationLoader
from django.db.migrations.recorder import MigrationRecorder

from kompas.register.settings import OWNER
from kompas.words import N_, _

OLDEST_POSTGRESQL = 15


@dataclass(frozen=True, slots=True)
class Health:
    """What was found. `problems` is empty where everything is as it should be."""

    postgresql: str
    role: str
    pending: tuple[str, ...]
    problems: tuple[str, ...]


def check() -> Health:
    """Look at the connection of the application: two statements (three before any migration)."""
    try:
        with connection.cursor() as cursor:
            cursor.execute(f"SELECT {', '.join(_FACTS.values())}")
            facts = dict(zip(_FACTS, cursor.fetchone(), strict=True))
        pending = pending_migrations()
    except DatabaseError:
        # What it says may hold addresses; those who run the server find it in their own log.
        return Health("", "", (), (_("Databasen svarer ikke."),))
    found = [problem for fact, problem in _PROBLEMS.items() if not facts[fact]]
    problems = tuple(_(problem).format(oldest=OLDEST_POSTGRESQL) for problem in found)
    if pending:
        behind = _("Databasen mangler {count} skridt op til denne version. Kør: kompas db migrate")
        problems += (behind.format(count=len(pending)),)
    return Health(facts["version"], facts["role"], pending, problems)


def pending_migrations() -> tuple[str, ...]:
    """The steps that the database lacks; all where it is empty. At most two statements."""
    applied = MigrationRecorder(connection).applied_migrations()
    known = sorted(MigrationLoader(None).disk_migrations)
    return tuple(f"{app}.{name}" for app, name in known if (app, name) not in applied)


def migrate() -> None:
    """Bring the database up to date, as its owner. The application's rights are given anew."""
    with connections[OWNER].cursor() as cursor:
        # Two processes that start at once: the second waits, and finds nothing left to do. The
        # lock goes with the connection.
        cursor.execute("SELECT pg_advisory_lock(hashtext('kompas migrate'))")
    try:
        call_command("migrate", database=OWNER, interactive=False, verbosity=0)
    finally:
        connections[OWNER].close()


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
    "makes nothing": N_(
        "Kompas kan selv lave tabeller, som kan skygge for journalens. Kør: kompas db migrate"
    ),
    "discreet": N_(
        "Serverens log kan få personoplysninger fra fejl. Sæt log_min_messages = fatal og "
        "log_min_error_statement = panic for rollerne kompas_app og kompas_owner."
    ),
}
