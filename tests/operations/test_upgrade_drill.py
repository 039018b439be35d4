"""An upgrade as docs/operations.md has it: backup, migrate, check; and back again.

No version has been released yet. The drill begins at step `0007_proceedings` of the record, the
oldest that a log can be brought up from (`tests/register/test_upgrade.py`); with the first release
it begins at the last step of that.
"""

from pathlib import Path

import psycopg
import pytest
from psycopg.conninfo import make_conninfo

from kompas.register import postgres
from tests.operations.places import kompas, place
from tests.register.database import Cluster
from tests.register.test_upgrade import PROCEEDINGS, STORED, at, everything, insert_stored

__all__ = ["place"]

FIRST = PROCEEDINGS


def stand(cluster: Cluster, name: str) -> list[list[tuple[object, ...]]]:
    with psycopg.connect(make_conninfo(cluster.superuser, dbname=name)) as all_seeing:
        steps = "SELECT app, name, applied FROM django_migrations ORDER BY id"
        rights = (
            "SELECT table_name, privilege_type FROM information_schema.role_table_grants"
            " WHERE grantee = 'kompas_app' ORDER BY 1, 2"
        )
        return [
            [row for rows in everything(all_seeing)[:1] for row in rows],
            all_seeing.execute(steps).fetchall(),
            all_seeing.execute(rights).fetchall(),
        ]


def reached(cluster: Cluster, name: str) -> dict[str, str]:
    return {
        "KOMPAS_DATABASE_URL": cluster.url(name, "kompas_app"),
        "KOMPAS_OWNER_DATABASE_URL": cluster.url(name, "kompas_owner"),
        "KOMPAS_SECRET_KEY": "s" * 40,
    }


@pytest.mark.usefixtures("place")
def test_an_upgrade_goes_up_and_back(cluster: Cluster, place: Path) -> None:
    data, tar, back = place / "data", place / "before.tar", "kompas_upgrade_back"
    with at(cluster, FIRST, "kompas_upgrade_drill") as name:
        insert_stored(cluster.url(name, "kompas_app"), STORED)
        there = reached(cluster, name)
        before = stand(cluster, name)

        saved = kompas(data, "backup", tar, **there)
        assert saved.returncode == 0, saved.stderr
        assert "mangler" in kompas(data, "db", "status", **there).stdout

        assert kompas(data, "db", "migrate", **there).returncode == 0
        assert "mangler" not in kompas(data, "db", "status", **there).stdout
        # The stored rows are events alone: the lists are made of them.
        assert kompas(data, "rebuild", **there).returncode == 0
        checked = kompas(data, "verify-log", **there)
        assert checked.returncode == 0, checked.stdout
        assert stand(cluster, name) != before

        postgres.prepare(cluster.superuser, back)
        try:
            old = kompas(place / "back", "restore", tar, **reached(cluster, back))
            assert (old.returncode, "ældre version" in old.stdout) == (0, True), old.stderr
            assert stand(cluster, back) == before
            again = kompas(place / "back", "db", "migrate", **reached(cluster, back))
            assert again.returncode == 0, again.stderr
        finally:
            cluster.run(f"DROP DATABASE {back} WITH (FORCE)")
