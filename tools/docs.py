"""Write the documents that are made from the code, the norms and the tests; `--check` compares.

- docs/obligations.md: what the source documents oblige Kompas to, and the tests that prove it
- docs/glossary.md: the words
- docs/case-flow.md: what may follow what in a case
- docs/limits.md: how much may come in and be worked on
- docs/safety.md: what was tried against Kompas, counted from the tests
- docs/rules/*.md: the norms as they are read
"""

import sys
import tomllib
from collections.abc import Callable, Mapping
from pathlib import Path

from tools import case_flow, glossary, limits, rule_pages, safety
from tools.marks import proofs

ROOT = Path(__file__).resolve().parents[1]
DOCS = ROOT / "docs"


def obligations() -> str:
    """The obligations in our own words, with document, section and proof."""
    words = tomllib.loads((DOCS / "obligations.toml").read_text("utf-8"))
    proven = proofs()
    missing = sorted(set(proven) - set(words["obligation"]))
    if missing:
        raise SystemExit(f"docs/obligations.toml has no words for: {', '.join(missing)}")
    lines = [
        "# Obligations",
        "",
        "What the source documents oblige Kompas to do or know, in the project's own words, and",
        "the tests that prove it. Made from the `ledger` marks on the tests (`make docs`).",
        "",
    ]
    for name, entry in words["obligation"].items():
        if name not in proven:
            continue
        document = words["document"][entry["document"]]
        lines += [f"## {name}", "", entry["text"], "", f"*{document}, {entry['section']}*", ""]
        lines += [f"- `{file}`: {test}" for file, test in map(_divided, proven[name])]
        lines.append("")
    return "\n".join(lines)


def _divided(place: str) -> tuple[str, str]:
    """The file and the test, its name as the sentence that it is."""
    file, _colons, test = place.partition("::")
    return file, test.removeprefix("test_").replace("_", " ")


def pages() -> Mapping[Path, Callable[[], str]]:
    """Every made page with what makes it."""
    made: dict[Path, Callable[[], str]] = {
        DOCS / "obligations.md": obligations,
        DOCS / "glossary.md": glossary.render,
        DOCS / "case-flow.md": case_flow.render,
        DOCS / "limits.md": limits.render,
        DOCS / "safety.md": safety.render,
    }
    for name, render in rule_pages.pages().items():
        made[DOCS / "rules" / name] = render
    return made


def main() -> int:
    """Write the pages, or with `--check` say which are stale and exit 1."""
    check = "--check" in sys.argv[1:]
    stale = []
    for path, render in pages().items():
        text = render().rstrip() + "\n"
        if path.exists() and path.read_text("utf-8") == text:
            continue
        stale.append(path.relative_to(ROOT).as_posix())
        if not check:
            path.parent.mkdir(parents=True, exist_ok=True)
            path.write_text(text, "utf-8")
    if check and stale:
        print(f"stale, run `make docs`: {', '.join(stale)}")
        return 1
    return 0


if __name__ == "__main__":
    sys.exit(main())
