"""Eksempelby fills only what was new or empty, or is its; and removes only what it made."""

import threading
from collections.abc import Callable
from pathlib import Path

import pytest

from kompas.accounts import administration
from kompas.register import environment, fictional, postgres
from kompas.register.fictional import MARKER, NotFictional, Reached
from kompas.sample.load import load_users
from tests.register.database import Database


def claim(folder: Path) -> None:
    with fictional.claimed(folder):
        pass


def made(folder: Path) -> Path:
    """A folder of Eksempelby with something of all that is made there."""
    claim(folder)
    fictional.note(folder, Reached.FILLED)
    for name in ("postgres/base/1", "documents/ab/abc", "heads/2026-01-01.jsonl", "static/x.css",
                 ".kompas-x/part", "postgresql-18/bin/psql"):  # fmt: skip
        (folder / name).parent.mkdir(parents=True, exist_ok=True)
        (folder / name).write_text(name)
    (folder / "secret").write_text("s" * 40)
    return folder


def standing(folder: Path) -> dict[str, object]:
    """All that lies in a folder, byte for byte."""
    return {
        str(path.relative_to(folder)): path.readlink()
        if path.is_symlink()
        else (path.lstat().st_mode, path.read_bytes() if path.is_file() else None)
        for path in sorted(folder.rglob("*"))
    }


# ---------------------------------------------------------------- what is not Eksempelby's


def _installation(folder: Path) -> None:
    (folder / "documents" / "ab").mkdir(parents=True)
    (folder / "documents" / "ab" / "abc").write_bytes(b"a letter")
    (folder / "secret").write_text("s" * 40)


def _foreign(folder: Path) -> None:
    folder.mkdir()
    (folder / "notes.txt").write_text("mine")


def _hidden(folder: Path) -> None:
    folder.mkdir()
    (folder / ".git").mkdir()


def _marker_is_a_link(folder: Path) -> None:
    _foreign(folder)
    other = folder.with_name("other.txt")
    other.write_text("fyldt")
    (folder / MARKER).symlink_to(other)


def _marker_is_a_folder(folder: Path) -> None:
    _foreign(folder)
    (folder / MARKER).mkdir()


def _link_to_a_demo(folder: Path) -> None:
    folder.symlink_to(made(folder.with_name("demo")))


def _link_to_nowhere(folder: Path) -> None:
    folder.symlink_to(folder.with_name("nowhere"))


def _file(folder: Path) -> None:
    folder.write_text("no folder")


def _demo_with_a_linked_database(folder: Path) -> None:
    claim(folder)
    other = folder.with_name("real")
    (other / "postgres").mkdir(parents=True)
    (other / "postgres" / "postmaster.pid").write_text("1\n")
    (folder / "postgres").symlink_to(other / "postgres")


REAL = (
    _installation, _foreign, _hidden, _marker_is_a_link, _marker_is_a_folder, _link_to_a_demo,
    _link_to_nowhere, _file, _demo_with_a_linked_database,
)  # fmt: skip


@pytest.mark.parametrize("do", [fictional.check, claim, fictional.clear])
@pytest.mark.parametrize("make", REAL)
def test_a_folder_that_may_be_real_stays_as_it_is(
    make: Callable[[Path], None], do: Callable[[Path], object], tmp_path: Path
) -> None:
    make(tmp_path / "data")
    before = standing(tmp_path)
    with pytest.raises(NotFictional) as refused:
        do(tmp_path / "data")
    assert str(tmp_path / "data") in str(refused.value)
    assert "KOMPAS_DATA" in refused.value.remedy
    assert standing(tmp_path) == before


# ---------------------------------------------------------------- what is


def test_a_new_and_an_empty_folder_are_taken(tmp_path: Path) -> None:
    (tmp_path / "empty").mkdir()
    for name in ("new", "empty", "deep/er/new"):
        assert fictional.reached(tmp_path / name) is None
        claim(tmp_path / name)
        assert fictional.reached(tmp_path / name) is Reached.BEGUN
        assert [path.name for path in (tmp_path / name).iterdir()] == [MARKER]


@pytest.mark.parametrize("words", ["", "Mappen er", None])
def test_what_was_interrupted_before_the_tables_stood_is_begun_anew(
    tmp_path: Path, words: str | None
) -> None:
    folder = made(tmp_path / "data")
    fictional.note(folder, Reached.BEGUN)
    if words is not None:
        (folder / MARKER).write_text(words)
    with pytest.raises(NotFictional, match="blev afbrudt"):
        fictional.check_usable(folder)
    claim(folder)
    assert list(standing(folder)) == [MARKER]


@pytest.mark.parametrize("come", [Reached.TABLES, Reached.FILLED])
def test_what_stands_is_kept(tmp_path: Path, come: Reached) -> None:
    folder = made(tmp_path / "data")
    fictional.note(folder, come)
    before = standing(folder)
    claim(folder)
    fictional.check_usable(folder)
    assert standing(folder) == before


def test_begun_anew_what_others_put_there_stays(tmp_path: Path) -> None:
    folder = made(tmp_path / "data")
    kept = tmp_path / "kept"
    kept.mkdir()
    (kept / "mine").write_text("mine")
    (folder / "documents" / "link").symlink_to(kept)
    (folder / "notes.txt").write_text("mine")
    assert fictional.clear(folder) == (folder / "notes.txt",)
    assert list(standing(folder)) == [MARKER, "notes.txt"]
    assert list(standing(kept)) == ["mine"]
    claim(folder)
    assert (folder / "notes.txt").read_text() == "mine"


def test_where_there_is_nothing_nothing_is_removed_or_made(tmp_path: Path) -> None:
    assert fictional.clear(tmp_path / "new") == ()
    assert not (tmp_path / "new").exists()


def test_of_two_that_begin_at_once_the_second_finds_what_the_first_made(tmp_path: Path) -> None:
    folder = tmp_path / "data"
    found: list[Reached | None] = []

    def second() -> None:
        with fictional.claimed(folder):
            found.append(fictional.reached(folder))

    waiting = threading.Thread(target=second)
    with fictional.claimed(folder):
        waiting.start()
        (folder / "postgres").mkdir()
        fictional.note(folder, Reached.TABLES)
    waiting.join()
    assert found == [Reached.TABLES]
    assert (folder / "postgres").exists()


def test_files_of_ones_own_database_do_not_lie_in_a_demo(tmp_path: Path) -> None:
    fictional.check_own(tmp_path / "new")
    with pytest.raises(NotFictional, match="bliver slettet"):
        fictional.check_own(made(tmp_path / "data"))


def test_all_that_the_program_makes_in_its_folder_is_known() -> None:
    assert set(postgres.FILES) < set(fictional._MADE)
    assert environment.data_folder().name.startswith("kompas")


# ---------------------------------------------------------------- the database


def test_an_empty_database_is_marked_once(database: Database) -> None:
    fictional.claim_database()
    load_users()
    fictional.claim_database()
    del database


def test_a_database_in_use_is_not_taken(database: Database) -> None:
    administration.make_user("anna", "Anna Holm", "en helt anden sætning")
    with pytest.raises(NotFictional, match="taget i brug"):
        fictional.claim_database()
    del database


def test_a_database_with_a_unit_alone_is_in_use(database: Database) -> None:
    administration.make_unit("vest", "Team Vest", "vejen")
    with pytest.raises(NotFictional, match="taget i brug"):
        fictional.claim_database()
    del database
