"""What the application's role may do with each table. It owns nothing and is no superuser."""

from django.db import connections

APP_ROLE = "kompas_app"

ORDINARY = "SELECT, INSERT, UPDATE, DELETE"
GUARDED = {
    "case_event": "SELECT, INSERT",
    "event_payload": "SELECT, INSERT",
    "access_log": "SELECT",
    "case_summary": "SELECT, INSERT, UPDATE",
    "work_item": "SELECT, INSERT, UPDATE, DELETE",
    "document": "SELECT, INSERT",
    "person_entry": "SELECT, INSERT",
    "person": "SELECT, INSERT, UPDATE",
    "django_migrations": "SELECT",
}
"""Tables that the application may not change at will: payloads are erased, and looks are logged,
through functions of the owner's."""


def apply(using: str) -> None:
    """Give the role its rights on all tables, and take what it should not have. Idempotent."""
    with connections[using].cursor() as cursor:
        cursor.execute(
            "SELECT tablename FROM pg_tables WHERE schemaname = 'public' ORDER BY tablename"
        )
        for (table,) in cursor.fetchall():
            rights = GUARDED.get(table, ORDINARY)
            cursor.execute(f'REVOKE ALL ON "{table}" FROM PUBLIC, {APP_ROLE}')
            cursor.execute(f'GRANT {rights} ON "{table}" TO {APP_ROLE}')
        cursor.execute(f"GRANT USAGE ON SCHEMA public TO {APP_ROLE}")
        cursor.execute(f"GRANT USAGE ON ALL SEQUENCES IN SCHEMA public TO {APP_ROLE}")
