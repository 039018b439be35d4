"""What holds for every file of the house."""

import ast
import os
import re
import subprocess
import sys
from collections.abc import Iterator
from pathlib import Path
from urllib.parse import urlsplit

import pytest

ROOT = Path(__file__).parents[2]
LONGEST_MODULE = 500
DRAWERS = {"utils", "util", "helpers", "helper", "common", "misc", "manager", "managers"}
LOCKS = sorted((ROOT / "requirements").glob("*.txt"))

# Homes and work folders of the machines that the code happens to be written on. Not after a
# letter, a dot or another folder: there it is a relative path or a part of an address.
PERSONAL_PATH = re.compile(r"(?<![\w.~/$}>*-])/(?:(?:home|work|Users)/|root\b)|[A-Z]:\\Users\\")


def files() -> list[Path]:
    """All files that are in git, or would be after `git add`."""
    git = ["git", "-c", f"safe.directory={ROOT}", "-C", str(ROOT), "ls-files", "-z"]
    listed = subprocess.run(
        [*git, "--cached", "--others", "--exclude-standard"],
        check=True,
        capture_output=True,
        text=True,
    )
    paths = (ROOT / name for name in sorted(set(listed.stdout.split("\0"))) if name)
    return [path for path in paths if path.is_file()]


def lines() -> Iterator[tuple[str, str]]:
    """Every line of text, with the place where it stands."""
    for path in files():
        content = path.read_bytes()
        if b"\0" in content:
            continue  # no text
        name = path.relative_to(ROOT)
        for number, line in enumerate(content.decode().splitlines(), 1):
            yield f"{name}:{number}", line


def modules() -> list[Path]:
    return [path for path in files() if path.suffix == ".py"]


def relative(paths: list[Path]) -> list[str]:
    return [str(path.relative_to(ROOT)) for path in paths]


def registry_hosts() -> set[str]:
    """Where this machine's pip gets its packages, by its settings and by its default."""
    default = (
        "from pip._internal.models.index import PyPI as p; print(p.url, p.file_storage_domain)"
    )
    settings = [[sys.executable, "-m", "pip", "config", "list"], [sys.executable, "-c", default]]
    told = "".join(
        subprocess.run(ask, check=True, capture_output=True, text=True).stdout for ask in settings
    )
    addresses = re.findall(r"https?://[^\s'\"]+", told)
    hosts = {urlsplit(address).hostname or "" for address in addresses}
    hosts.add(told.split()[-1])
    return {host for host in hosts if "." in host and not host.startswith("127.")}


def test_no_module_is_longer_than_one_can_keep_in_mind() -> None:
    too_long = [p for p in modules() if len(p.read_bytes().splitlines()) > LONGEST_MODULE]
    assert relative(too_long) == []


def test_no_module_is_a_drawer_for_odds_and_ends() -> None:
    drawers = [p for p in modules() if DRAWERS & {p.stem, p.parent.name}]
    assert relative(drawers) == []


def test_no_class_is_called_a_service() -> None:
    # "Service" alone is a word of the field: what a municipality grants.
    services = [
        f"{path.relative_to(ROOT)}: {node.name}"
        for path in modules()
        for node in ast.walk(ast.parse(path.read_bytes()))
        if isinstance(node, ast.ClassDef) and re.search(r".Service$", node.name)
    ]
    assert services == []


def test_every_room_says_what_lives_there() -> None:
    rooms = {path.parent for path in modules() if ROOT / "src" in path.parents}
    silent = [
        room
        for room in sorted(rooms)
        if not (room / "__init__.py").exists()
        or not ast.get_docstring(ast.parse((room / "__init__.py").read_bytes()))
    ]
    assert relative(silent) == []


def test_no_line_names_a_place_on_somebodys_machine() -> None:
    own = [str(ROOT), os.path.expanduser("~")]  # noqa: PTH111 - Path.home() fails without HOME
    own = [f"{path}/" for path in own if path.count("/") > 1]
    named = [
        f"{place}: {line.strip()[:100]}"
        for place, line in lines()
        if PERSONAL_PATH.search(line) or any(path in line for path in own)
    ]
    assert named == []


def test_no_line_names_a_package_registry() -> None:
    hosts = re.compile("|".join(rf"(?<![\w-]){re.escape(host)}" for host in registry_hosts()))
    named = [f"{place}: {line.strip()[:100]}" for place, line in lines() if hosts.search(line)]
    assert named == []


@pytest.mark.parametrize("lock", LOCKS, ids=lambda lock: lock.name)
def test_a_lock_has_hashes_and_no_addresses(lock: Path) -> None:
    text = lock.read_text(encoding="utf-8")
    assert "://" not in text
    assert not re.search(r"^\s*--(?!hash=)", text, flags=re.MULTILINE)
    statements = re.sub(r"\\\n", " ", text).splitlines()
    wanted = [line for line in statements if line.strip() and not line.lstrip().startswith("#")]
    assert wanted
    loose = [
        line
        for line in wanted
        if not re.match(r"[\w.\[\],-]+==\S+ ", line) or "--hash=sha256:" not in line
    ]
    assert loose == []


def test_what_the_program_needs_is_the_same_in_every_lock() -> None:
    pins = {
        p.stem: set(re.findall(r"^(\S+==\S+)", p.read_text(), flags=re.MULTILINE)) for p in LOCKS
    }
    pins.pop("build")  # what makes the wheel runs nothing of the program
    assert all(pins["run"] <= other for other in pins.values())
