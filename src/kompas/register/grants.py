"""What the application's role may do with each table; one that is not named here it cannot touch.

It owns nothing and is no superuser. Payloads are erased, and looks are logged, through functions of
the owner's.
"""

from django.db import connections

APP_ROLE = "kompas_app"

_AT_WILL = "SELECT, INSERT, UPDATE, DELETE"
RIGHTS = {
    # The record.
    "case_event": "SELECT, INSERT",
    "event_payload": "SELECT, INSERT",
    "access_log": "SELECT",
    "case_summary": "SELECT, INSERT, UPDATE",
    "case_search": "SELECT, INSERT, UPDATE",
    "work_item": _AT_WILL,
    "agenda_item": _AT_WILL,
    "finding_review": _AT_WILL,
    "panel_meeting": "SELECT, INSERT, UPDATE",
    "document": "SELECT, INSERT",
    "draft": _AT_WILL,
    "reminder": _AT_WILL,
    # The people whom cases are about.
    "person_entry": "SELECT, INSERT",
    "person": "SELECT, INSERT, UPDATE",
    # The offers of help that there are.
    "offer_row": "SELECT, INSERT",
    # Who works here.
    "unit": _AT_WILL,
    "app_user": _AT_WILL,
    "membership": _AT_WILL,
    "role_proposal": _AT_WILL,
    "standard_phrase": _AT_WILL,
    "absence": _AT_WILL,
    "presence": _AT_WILL,
    "sign_in_failed": _AT_WILL,
    # Django's own.
    "django_session": _AT_WILL,
    "django_migrations": "SELECT",
}
UNUSED = frozenset(
    {"auth_group", "auth_group_permissions", "auth_permission", "django_content_type"}
)
"""Tables that Django makes and Kompas has no use for."""


def apply(using: str) -> None:
    """Give the role its rights on all tables, and take what it should not have. Idempotent."""
    with connections[using].cursor() as cursor:
        cursor.execute(
            "SELECT tablename FROM pg_tables WHERE schemaname = 'public' ORDER BY tablename"
        )
        for (table,) in cursor.fetchall():
            cursor.execute(f'REVOKE ALL ON "{table}" FROM PUBLIC, {APP_ROLE}')
            if table in RIGHTS:
                cursor.execute(f'GRANT {RIGHTS[table]} ON "{table}" TO {APP_ROLE}')
        cursor.execute("SELECT quote_ident(current_database())")
        database = cursor.fetchone()[0]
        # What is made there could stand before ours.
        cursor.execute(f"REVOKE TEMPORARY ON DATABASE {database} FROM PUBLIC, {APP_ROLE}")
        cursor.execute(f"REVOKE CREATE ON SCHEMA public FROM PUBLIC, {APP_ROLE}")
        cursor.execute(f"GRANT USAGE ON SCHEMA public TO {APP_ROLE}")
        cursor.execute(f"GRANT USAGE ON ALL SEQUENCES IN SCHEMA public TO {APP_ROLE}")
