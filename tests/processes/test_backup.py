"""Everything in one file and back again, equal by hash; the record looked after by the terminal."""

import json
import shutil
import stat
import tarfile
from collections.abc import Iterator
from datetime import date
from pathlib import Path

import psycopg
import pytest
from django.db import connections

from kompas.norms import Library
from kompas.register import chain_heads, documents, health, meetings
from kompas.register.backup import BackupError, write
from kompas.register.environment import SettingsError
from kompas.register.restore import restore
from kompas.register.verify import verify
from tests.clock import NOW
from tests.processes.terminal import Run
from tests.processes.town import OPENING, applied, assessed, sent, settle, viewer
from tests.register.database import Database, copy_of_the_template, point_at
from tests.spec.case.stories import ON_AGENDA, RECOMMENDATION

NUMBER = "2026-104-1"


@pytest.fixture
def elsewhere(
    town: Database, tmp_path_factory: pytest.TempPathFactory, monkeypatch: pytest.MonkeyPatch
) -> Iterator["Elsewhere"]:
    """Another installation: a database and a folder with nothing in them."""
    for empty in copy_of_the_template(town.cluster):
        town.cluster.run(f"ALTER DATABASE {empty.name} OWNER TO kompas_owner")
        yield Elsewhere(town, empty, tmp_path_factory.mktemp("elsewhere"), monkeypatch)
        point_at(town.cluster, town.name)


class Elsewhere:
    """`go()` and we are there; `back()` and we are where we came from."""

    def __init__(
        self, home: Database, there: Database, folder: Path, monkeypatch: pytest.MonkeyPatch
    ) -> None:
        self.home, self.there, self.folder, self.monkeypatch = home, there, folder, monkeypatch

    def go(self) -> None:
        point_at(self.there.cluster, self.there.name)
        self.monkeypatch.setenv("KOMPAS_DATA", str(self.folder))
        self.monkeypatch.setenv("KOMPAS_DATABASE_URL", self.there.app_url)
        self.monkeypatch.setenv("KOMPAS_OWNER_DATABASE_URL", self.there.owner_url)


def looked_at(connection: psycopg.Connection) -> float:
    """How many rows PostgreSQL found among those of the search when it last looked."""
    found = connection.execute("SELECT reltuples FROM pg_class WHERE relname = 'case_search'")
    return float(found.fetchall()[0][0])


def test_a_backup_comes_back_equal(
    kompas: Run, library: Library, tmp_path: Path, elsewhere: Elsewhere
) -> None:
    sent(library)
    assessed(library).does(RECOMMENDATION, ON_AGENDA)
    kompas("case", "show", "--as", "anna", NUMBER)
    assert kompas("db", "export-heads").status == 0
    place = tmp_path / "kopi.tar"
    made = kompas("backup", place)
    assert (made.status, stat.S_IMODE(place.stat().st_mode)) == (0, 0o600)
    assert "2 sager" in made.out
    assert "1 dokumenter" in made.out or "1 dokument" in made.out
    elsewhere.go()
    ran = kompas("restore", place)
    assert (ran.status, ran.err) == (0, "")
    assert "✓ Ens: hver tabel, hovederne og hvert dokument." in ran.out
    assert kompas("verify-log", "--files").out == "✓ Ingen fejl: alt står, som det blev skrevet.\n"
    assert len(kompas("case", "list", "--as", "anna", "--json").data["cases"]) == 2
    assert kompas("db", "status", "--json").data["pending"] == []
    assert health.check().role == "kompas_app"
    # Pages are planned by what the tables hold, from the first on.
    with elsewhere.there.as_superuser() as all_seeing:
        assert looked_at(all_seeing) == 2
    listed = meetings.of_units(viewer("anna"), ON_AGENDA.meets_on or date.max)
    assert [one.meets_on for one in listed] == [ON_AGENDA.meets_on]
    # Work goes on there: what the application may do came along.
    applied(library)
    assert list(verify(chain_heads.newest())) == []
    assert [path.name for path in tmp_path.iterdir() if ".part" in path.name] == []


def test_what_is_not_equal_is_named(
    kompas: Run, library: Library, tmp_path: Path, elsewhere: Elsewhere
) -> None:
    sent(library)
    place, changed = tmp_path / "kopi.tar", tmp_path / "rettet.tar"
    kompas("backup", place)
    _repack(place, changed)
    elsewhere.go()
    refused = kompas("restore", changed)
    assert (refused.status, "Der er intet ændret. Det, der er helt" in refused.err) == (2, True)
    assert "er ikke helt" in refused.err
    assert list(elsewhere.folder.iterdir()) == []
    assert kompas("case", "list", "--as", "anna").status == 2  # nobody is there
    ran = kompas("restore", changed, "--despite-damage")
    assert ran.status == 1
    for said in ("case_summary er ikke den samme", "hoveder er ikke de samme", "er ikke helt",
                 "mangler", "../ude hører ikke hjemme"):  # fmt: skip
        assert said in ran.flat, said
    assert not (elsewhere.folder.parent / "ude").exists()


def _unpack(source: Path, folder: Path) -> list[str]:
    """Its names. By hand: `extractall` is safe by a filter that Python 3.11.2 does not have."""
    with tarfile.open(source) as tar:
        for member in tar.getmembers():
            content = tar.extractfile(member)
            assert content is not None
            place = folder / member.name
            place.parent.mkdir(parents=True, exist_ok=True)
            place.write_bytes(content.read())
        return tar.getnames()


def _repack(source: Path, target: Path) -> None:
    """The manifest tells of other rows, a document is altered, and a file wants to go elsewhere."""
    folder = target.with_suffix("")
    names = _unpack(source, folder)
    manifest = json.loads((folder / "manifest.json").read_text())
    manifest["tables"]["case_summary"]["sha256"] = "0" * 64
    manifest["heads"]["rows"] = 9
    (folder / "manifest.json").write_text(json.dumps(manifest))
    document = next(name for name in names if name.startswith("documents/"))
    (folder / document).write_bytes(b"andet")
    with tarfile.open(target, "w") as new:
        for name in names:
            new.add(folder / name, name)
        new.add(folder / "manifest.json", "../ude")


def test_a_backup_is_brought_back_into_an_empty_database_only(
    kompas: Run, library: Library, tmp_path: Path, elsewhere: Elsewhere
) -> None:
    applied(library)
    place = tmp_path / "kopi.tar"
    kompas("backup", place)
    ran = kompas("restore", place)
    assert (ran.status, "ikke tom" in ran.err) == (2, True)
    assert kompas("backup", place).status == 2  # never over another
    elsewhere.go()
    for content, said in (
        (b"", "kan ikke læses"),
        (b"x" * 4096, "kan ikke læses"),
        (place.read_bytes()[:700], "kan ikke læses"),
    ):
        broken = tmp_path / "itu.tar"
        broken.write_bytes(content)
        ran = kompas("restore", broken)
        assert (ran.status, said in ran.err) == (2, True), ran.err
    other = tmp_path / "andet.tar"
    with tarfile.open(other, "w") as tar:
        tar.add(place, "noget.bin")
    ran = kompas("restore", other)
    assert (ran.status, "ikke en sikkerhedskopi fra Kompas" in ran.err) == (2, True)
    assert kompas("restore", tmp_path / "findes-ikke.tar").status == 2
    assert kompas("restore", place).status == 0


def test_a_file_that_was_cut_anywhere_changes_nothing(
    kompas: Run, library: Library, tmp_path: Path, elsewhere: Elsewhere
) -> None:
    sent(library)
    kompas("db", "export-heads")
    place, cut = tmp_path / "kopi.tar", tmp_path / "itu.tar"
    kompas("backup", place)
    whole = place.read_bytes()
    with tarfile.open(place) as tar:
        edges = [member.offset_data for member in tar.getmembers()]
        end = tar.offset
    elsewhere.go()
    before = _rows(elsewhere.there)
    cuts = sorted({0, *(edge + more for edge in edges for more in (-256, 0, 1)), end - 1})
    for size in cuts:
        cut.write_bytes(whole[:size])
        ran = kompas("restore", cut)
        assert (ran.status, "Der er intet ændret." in ran.err) == (2, True), (size, ran)
        assert "Traceback" not in ran.err
    assert _rows(elsewhere.there) == before
    assert list(elsewhere.folder.iterdir()) == []
    assert kompas("restore", place).status == 0


def _rows(database: Database) -> list[tuple[object, ...]]:
    with database.as_superuser() as all_seeing:
        all_seeing.execute("ANALYZE")
        return all_seeing.execute(
            "SELECT relname, relfilenode, reltuples FROM pg_class"
            " WHERE relnamespace = 'public'::regnamespace ORDER BY 1"
        ).fetchall()


def test_a_dump_that_was_altered_changes_nothing(
    kompas: Run, library: Library, tmp_path: Path, elsewhere: Elsewhere
) -> None:
    applied(library)
    place, folder = tmp_path / "kopi.tar", tmp_path / "ud"
    kompas("backup", place)
    _unpack(place, folder)
    (folder / "database.dump").write_bytes(b"x" * 1000)
    altered = tmp_path / "rettet.tar"
    with tarfile.open(altered, "w") as tar:
        tar.add(folder / "manifest.json", "manifest.json")
        tar.add(folder / "database.dump", "database.dump")
    elsewhere.go()
    with pytest.raises(BackupError, match="ikke hel"):
        restore(altered)
    assert kompas("case", "list", "--as", "anna").status == 2  # nobody is there


def test_a_document_that_is_gone_is_told(kompas: Run, library: Library, tmp_path: Path) -> None:
    sent(library)
    shutil.rmtree(documents.folder())
    ran = kompas("backup", tmp_path / "kopi.tar")
    assert (ran.status, "mangler eller er ændret" in ran.out) == (1, True)
    ran = kompas("verify-log", "--files")
    assert (ran.status, "filen mangler" in ran.out) == (1, True)


def test_the_applications_role_cannot_take_a_backup(town: Database, tmp_path: Path) -> None:
    connections["owner"].close()
    connections["owner"].settings_dict["USER"] = "kompas_app"
    try:
        with pytest.raises(SettingsError, match="KOMPAS_OWNER_DATABASE_URL"):
            write(tmp_path / "kopi.tar", NOW)
    finally:
        connections.close_all()
        point_at(town.cluster, town.name)
    assert list(tmp_path.glob("kopi*")) == []


# ---------------------------------------------------------------- looked after


def test_a_fault_in_the_record_is_told(kompas: Run, library: Library, elsewhere: Elsewhere) -> None:
    elsewhere.go()
    settle()
    telling = applied(library)
    kompas("db", "export-heads")
    assert kompas("verify-log", "--json").data["faults"] == []
    with elsewhere.there.as_superuser() as all_seeing:
        all_seeing.execute("SET session_replication_role = replica")
        all_seeing.execute("ALTER TABLE case_event DROP CONSTRAINT case_event_hash")
        all_seeing.execute("UPDATE case_event SET by_user = 'birk'")
    ran = kompas("verify-log")
    assert ran.status == 1
    assert str(telling.id) in ran.out
    faults = kompas("verify-log", "--json").data["faults"]
    assert len(faults) == len(OPENING)
    for number, fault in enumerate(faults, 1):
        assert f"Hændelse {number}" in fault["text"]


def test_a_list_that_was_lost_is_made_again(kompas: Run, library: Library, town: Database) -> None:
    sent(library)
    applied(library)
    before = kompas("case", "list", "--as", "anna", "--json").data
    with town.as_superuser() as all_seeing:
        all_seeing.execute("DELETE FROM case_summary")
    assert kompas("rebuild").out == "✓ 2 sager\n"
    with town.as_superuser() as all_seeing:
        assert looked_at(all_seeing) == 2
    assert kompas("case", "list", "--as", "anna", "--json").data == before


def test_the_state_of_the_database_is_told(kompas: Run) -> None:
    status = kompas("db", "status", "--json")
    hurried = ["fsync og full_page_writes skal være slået til, ellers kan sager gå tabt."]
    assert status.data["problems"] in ([], hurried)  # the tests do not wait for the disk
    assert status.data["role"] == "kompas_app"
    assert status.data["newest_heads"] is None
    assert "egen server" in kompas("db", "status").out
    assert kompas("db", "migrate").status == 0
    exported = kompas("db", "export-heads")
    assert exported.status == 0
    assert (chain_heads.newest() or Path()).name in exported.out.replace("\n", "")
    ran = kompas("verify-log", "--heads", "findes-ikke.jsonl")
    assert (ran.status, "findes ikke" in ran.err) == (2, True)
    (chain_heads.newest() or Path()).write_bytes(b"{}\n")
    ran = kompas("verify-log")
    assert (ran.status, "ikke hel" in ran.err) == (2, True)
