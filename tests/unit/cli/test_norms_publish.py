"""`kompas norms publish` writes the public pages."""

from pathlib import Path

from tests.unit.cli.running import Run


def test_the_pages_are_written(kompas: Run, tmp_path: Path) -> None:
    out = tmp_path / "a" / "site"
    ran = kompas("norms", "publish", "--out", out, "--on", "2026-03-01")
    assert ran.status == 0
    assert "sider skrevet i" in ran.flat
    assert (out / "index.html").read_text("utf-8").startswith("<!doctype html>")
    assert "lavet 1. marts 2026" in (out / "index.html").read_text("utf-8")
    assert (out / "guide.js").is_file()


def test_a_folder_that_cannot_be_written_is_told(kompas: Run, tmp_path: Path) -> None:
    (tmp_path / "file").write_text("x")
    ran = kompas("norms", "publish", "--out", tmp_path / "file")
    assert ran.status == 2
    assert "Nævn en anden mappe med --out." in ran.err
