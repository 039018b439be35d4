"""What is being typed, and files."""

import errno
import hashlib
import io
import os
import threading
import zipfile
from collections.abc import Callable
from dataclasses import replace
from datetime import timedelta
from pathlib import Path
from typing import NoReturn
from uuid import uuid4

import pytest
from django.conf import settings as django_settings
from django.db import connection, connections, transaction
from django.test.utils import CaptureQueriesContext

from kompas.accounts.access import Staff
from kompas.limits import LARGEST_DRAFT_BYTES
from kompas.register import documents, drafts, log
from kompas.register.access import acting
from kompas.register.drafts import Draft
from tests.register.cases import ANNE, NOON, erase, opened

pytestmark = pytest.mark.usefixtures("database")

DRAFT = Draft(uuid4(), "assessment", "anne", {"need": "Struktur på dagen", "days": 3}, NOON)


# ---------------------------------------------------------------- drafts


def test_a_draft_is_kept_replaced_and_thrown_away() -> None:
    drafts.save(DRAFT)
    assert drafts.find(DRAFT.case_id, "assessment", "anne") == DRAFT
    later = replace(DRAFT, text={"need": "Ro"}, saved_at=NOON + timedelta(minutes=1))
    drafts.save(later)
    assert drafts.of_user("anne") == (later,)
    assert drafts.discard(DRAFT.case_id, "assessment", "anne")
    assert not drafts.discard(DRAFT.case_id, "assessment", "anne")
    assert drafts.of_user("anne") == ()


def test_a_draft_is_its_writers_own() -> None:
    drafts.save(DRAFT)
    drafts.save(replace(DRAFT, by="bent", text={"need": "Andet"}))
    assert drafts.find(DRAFT.case_id, "assessment", "anne") == DRAFT
    assert drafts.find(DRAFT.case_id, "assessment", "carl") is None


def test_a_draft_takes_one_statement_and_is_not_endless() -> None:
    with CaptureQueriesContext(connection) as queries:
        drafts.save(DRAFT)
    assert len(queries) == 1
    with pytest.raises(drafts.DraftTooLong):
        drafts.save(replace(DRAFT, text={"need": "æ" * LARGEST_DRAFT_BYTES}))


def test_a_window_that_stayed_open_does_not_bring_a_recorded_draft_back() -> None:
    version = drafts.save(DRAFT, 0)
    drafts.discard(DRAFT.case_id, DRAFT.name, DRAFT.by)
    with pytest.raises(drafts.DraftMovedOn):
        drafts.save(replace(DRAFT, text={"need": "Ro og"}), version)
    assert drafts.of_user("anne") == ()
    assert drafts.save(DRAFT, 0) == 1  # a new one can be begun


def test_nobody_has_more_than_so_many(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(drafts, "MOST_DRAFTS_OF_ONE", 2)
    first, second, third = (replace(DRAFT, case_id=uuid4()) for _number in range(3))
    drafts.save(first)
    drafts.save(second)
    with pytest.raises(drafts.DraftTooLong, match="for mange"):
        drafts.save(third)
    drafts.save(replace(second, text={"need": "Ro"}))  # what is there can be gone on with
    drafts.save(replace(second, saved_at=NOON - timedelta(days=1)))  # and an older window is let be
    drafts.save(replace(third, by="bent"))
    assert len(drafts.of_user("anne")) == 2


# ---------------------------------------------------------------- documents

PDF = b"%PDF-1.7\n" + b"1 0 obj\n" * 50 + b"%%EOF\n"
PNG = b"\x89PNG\r\n\x1a\n" + b"\0" * 60 + b"IEND\xaeB`\x82"
JPEG = b"\xff\xd8\xff\xe0" + b"\x10" * 60 + b"\xff\xd9"
DOCX = "application/vnd.openxmlformats-officedocument.wordprocessingml.document"


def zipped(*names: str) -> bytes:
    """The same bytes at any time: the parts are dated as early as they can be."""
    file = io.BytesIO()
    with zipfile.ZipFile(file, "w") as parts:
        for name in names:
            parts.writestr(zipfile.ZipInfo(name), "<x/>")
    return file.getvalue()


WORD = zipped("[Content_Types].xml", "word/document.xml")


def add(content: bytes, title: str = "Udtalelse") -> documents.Document:
    case_id = opened()
    with acting(ANNE):
        return documents.add(case_id, title, io.BytesIO(content), "anne", NOON)


@pytest.mark.parametrize(
    ("content", "media_type"),
    [
        (PDF, "application/pdf"),
        (PNG, "image/png"),
        (JPEG, "image/jpeg"),
        ("Brev\r\nÆrø\t1\n".encode(), "text/plain"),
        (b"\xef\xbb\xbfmed BOM", "text/plain"),
        (WORD, DOCX),
    ],
    ids=["pdf", "png", "jpeg", "text", "text with a byte order mark", "docx"],
)
def test_a_document_is_known_by_its_content(content: bytes, media_type: str) -> None:
    document = add(content)
    assert document.media_type == media_type
    assert document.size_bytes == len(content)
    assert document.sha256 == hashlib.sha256(content).hexdigest()
    assert documents.path_of(document).read_bytes() == content
    with acting(ANNE):
        assert documents.of_case(document.case_id) == (document,)
    assert list(documents.faults()) == []


@pytest.mark.parametrize(
    ("content", "told"),
    [
        pytest.param(b"", "er tom", id="nothing"),
        pytest.param(b"MZ\x90\x00", "et program", id="a program of Windows"),
        pytest.param(b"\x7fELF", "et program", id="a program of Linux"),
        pytest.param(b"%PDF-1.7 cut", "ikke hel", id="half a pdf"),
        pytest.param(b"\x89PNG\r\n\x1a\n", "ikke hel", id="half a png"),
        pytest.param(b"\xff\xd8\xff\xe0 cut", "ikke hel", id="half a jpeg"),
        pytest.param(b"text with a nul \x00", "Brug PDF", id="text with a nul"),
        pytest.param("latin-1 æøå".encode("latin-1"), "som UTF-8", id="latin-1"),
        pytest.param(b"\xe6" * 300_000, "som UTF-8", id="long latin-1"),
        pytest.param("æ".encode() * 300_000 + b"\xc3", "som UTF-8", id="half a letter at the end"),
        pytest.param(b"PK\x03\x04 no archive", "pakke", id="half an archive"),
        pytest.param(zipped("[Content_Types].xml", "xl/workbook.xml"), "regneark", id="a sheet"),
        pytest.param(b"GIF89a\x01\x00", "et format, der ikke", id="gif"),
    ],
)
def test_anything_else_is_refused_and_not_kept(content: bytes, told: str) -> None:
    with pytest.raises(documents.DocumentRefused, match=told):
        add(content)
    assert files() == []


def files() -> list[Path]:
    return [path for path in documents.folder().glob("**/*") if path.is_file()]


def test_a_file_that_is_too_large_is_refused_before_it_is_all_read(
    monkeypatch: pytest.MonkeyPatch,
) -> None:
    monkeypatch.setattr(django_settings, "DOCUMENT_MAX_BYTES", 1_000_000)
    endless = _Endless()
    case_id = opened()
    with acting(ANNE), pytest.raises(documents.DocumentRefused, match="højst fylde 1 MB"):
        documents.add(case_id, "Stor", endless, "anne", NOON)
    assert files() == []


class _Endless(io.BytesIO):
    def read(self, size: int | None = -1) -> bytes:
        return b"a" * (size or 0)


def test_the_same_file_again_is_the_same_document() -> None:
    document = add(PDF)
    with acting(ANNE):
        again = documents.add(document.case_id, "En gang til", io.BytesIO(PDF), "anne", NOON)
    assert again == document
    other = add(PDF)
    assert (other.id != document.id, other.sha256) == (True, document.sha256)
    assert len(files()) == 1


def no_space(*_arguments: object, **_named: object) -> NoReturn:
    raise OSError(errno.ENOSPC, os.strerror(errno.ENOSPC), "kirsten-birk.pdf")


def half_written(_content: object, write: Callable[[bytes], object]) -> NoReturn:
    write(PDF[:20])
    no_space()


@pytest.mark.parametrize("where", ["write", "fsync", "rename", "mkdir"])
def test_a_full_disk_leaves_nothing_half(monkeypatch: pytest.MonkeyPatch, where: str) -> None:
    case_id = opened()
    with monkeypatch.context() as full:
        if where == "write":
            full.setattr(documents, "_copy", half_written)
        elif where == "fsync":
            full.setattr(os, "fsync", no_space)
        else:
            full.setattr(Path, where, no_space)
        with (
            pytest.raises(documents.StorageFull, match="Måske er disken fuld") as refused,
            acting(ANNE),
        ):
            documents.add(case_id, "Udtalelse", io.BytesIO(PDF), "anne", NOON)
    assert refused.value.errno == errno.ENOSPC
    assert "kirsten" not in str(refused.value)
    assert refused.value.__context__ is None
    assert files() == []
    with acting(ANNE):
        assert documents.of_case(case_id) == ()


def test_a_row_that_is_not_stored_leaves_a_file_that_is_swept_away() -> None:
    case_id = opened()
    with acting(ANNE), transaction.atomic():
        documents.add(case_id, "Udtalelse", io.BytesIO(PDF), "anne", NOON)
        transaction.set_rollback(True)
    kept = add(PNG)
    now = NOON.fromtimestamp(files()[0].stat().st_mtime, tz=NOON.tzinfo)
    assert documents.sweep(now) == 0
    assert documents.sweep(now + timedelta(days=2)) == 1
    assert files() == [documents.path_of(kept)]


def test_a_file_that_is_changed_or_gone_is_found() -> None:
    changed, gone, _whole = add(PDF), add(PNG), add(JPEG)
    documents.path_of(changed).write_bytes(PDF + b"!")
    documents.path_of(gone).unlink()
    assert {(d.id, text) for d, text in documents.faults()} == {
        (changed.id, "filen er ændret"),
        (gone.id, "filen mangler"),
    }


def test_documents_are_seen_by_those_who_see_the_case() -> None:
    document = add(PDF)
    with acting(Staff("bent", frozenset())):
        assert documents.of_case(document.case_id) == ()
    assert documents.of_case(document.case_id) == ()


def test_a_case_that_is_erased_gives_back_the_files_that_it_alone_had() -> None:
    shared, own = add(PDF), add(PNG)
    with acting(ANNE):
        documents.add(own.case_id, "Også her", io.BytesIO(PDF), "anne", NOON)
    left = erase(own.case_id, "Arkivloven", NOON)
    assert left == (own.sha256,)
    documents.forget(*left)
    assert files() == [documents.path_of(shared)]
    assert list(documents.faults()) == []


def test_a_document_takes_three_statements() -> None:
    case_id = opened()
    with acting(ANNE), CaptureQueriesContext(connection) as queries:
        documents.add(case_id, "Udtalelse", io.BytesIO(PDF), "anne", NOON)
    assert len(queries) == 3


def test_a_file_is_taken_only_into_a_case_that_is_seen() -> None:
    case_id = opened()
    with pytest.raises(log.Hidden), acting(Staff("bent", frozenset())):
        documents.add(case_id, "Udtalelse", io.BytesIO(PDF), "bent", NOON)
    with acting(ANNE):
        assert documents.of_case(case_id) == ()


def test_a_file_that_comes_back_while_it_is_removed_stays() -> None:
    gone, returned = opened(), opened()
    with acting(ANNE):
        documents.add(gone, "Udtalelse", io.BytesIO(PDF), "anne", NOON)
    hashes = erase(gone, "Arkivloven", NOON)
    added, removed = threading.Event(), threading.Event()

    def add_slowly() -> None:
        with acting(ANNE):
            documents.add(returned, "Udtalelse", io.BytesIO(PDF), "anne", NOON)
            added.set()
            while not (removed.is_set() or somebody_waits()):
                pass
        connections.close_all()

    def somebody_waits() -> bool:
        with connection.cursor() as cursor:
            cursor.execute(
                "SELECT EXISTS (SELECT FROM pg_stat_activity"
                " WHERE pg_backend_pid() = ANY(pg_blocking_pids(pid)))"
            )
            return bool(cursor.fetchone()[0])

    thread = threading.Thread(target=add_slowly)
    thread.start()
    added.wait()
    assert documents.forget(*hashes) == 0
    removed.set()
    thread.join()
    assert list(documents.faults()) == []
    assert len(files()) == 1
