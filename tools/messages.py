"""The catalogues of the interface's languages: gather, update, compile, check.

`python -m tools.messages` finds the Danish texts in the code, brings each `kompas.po` up to
date and compiles it. What is still to be translated is named, and a text that has only been
reworded keeps its old translation, marked as fuzzy. With `--check` nothing is written: it
fails when a text lacks a translation, when a translation names other values than the text,
or when a file would come out otherwise than it lies there.
"""

from __future__ import annotations

import argparse
import sys
from collections.abc import Iterator
from datetime import UTC, datetime
from io import BytesIO
from pathlib import Path
from string import Formatter

from babel.messages.catalog import Catalog, Message
from babel.messages.extract import extract_from_dir
from babel.messages.mofile import write_mo
from babel.messages.pofile import read_po, write_po

from kompas.words import LANGUAGES, SOURCE_LANGUAGE

PACKAGE = Path(__file__).parents[1] / "src" / "kompas"
KEYWORDS = {"_": None, "N_": None, "ngettext": (1, 2)}
PAGE_WIDTH = 100


def gather(package: Path) -> Catalog:
    """All texts in the package's code and templates, each with the files where it stands."""
    template = Catalog(charset="utf-8")
    found = extract_from_dir(
        package,
        method_map=[("**.py", "python"), ("*/templates/**.html", "jinja2.ext.babel_extract")],
        options_map={"*/templates/**.html": {"trim_blocks": "true"}},
        keywords=KEYWORDS,
        comment_tags=["Translators:"],
    )
    for file, line, text, comments, context in found:
        place = f"src/kompas/{Path(file).as_posix()}"
        template.add(text, locations=[(place, line)], auto_comments=comments, context=context)
    return template


def update(po: Path, template: Catalog) -> Catalog:
    """The catalogue in `po` with exactly the template's texts and the translations it had."""
    language = po.parent.parent.name
    if po.exists():
        with po.open("rb") as file:
            catalog = read_po(file, locale=language)
    else:
        catalog = Catalog(locale=language, charset="utf-8", fuzzy=False, revision_date=_now())
        catalog.header_comment = "# The words of Kompas. Made by `make messages`; translate here."
    catalog.project, catalog.version = "Kompas", "interface"
    catalog.last_translator = catalog.language_team = "The Kompas contributors"
    catalog.msgid_bugs_address = ""
    # The dates stay: the same texts and translations give the same file.
    catalog.update(template, update_creation_date=False)
    return catalog


def _now() -> datetime:
    return datetime.now(UTC).replace(microsecond=0)


def po_bytes(catalog: Catalog) -> bytes:
    """The catalogue as people edit it. Without line numbers: they change with every edit."""
    file = BytesIO()
    write_po(
        file,
        catalog,
        width=PAGE_WIDTH,
        sort_by_file=True,
        include_lineno=False,
        ignore_obsolete=True,
    )
    return file.getvalue()


def mo_bytes(catalog: Catalog) -> bytes:
    """The catalogue as the program reads it."""
    file = BytesIO()
    write_mo(file, catalog)
    return file.getvalue()


def problems(catalog: Catalog) -> Iterator[str]:
    """What a translator must still do, in words; nothing when all is well."""
    for message in catalog:
        if not message.id:
            continue  # the header
        forms = _forms(message.string)
        if not all(forms) or message.fuzzy:
            reason = "confirm the translation of" if message.fuzzy else "translate"
            yield f"{reason} {_forms(message.id)[0]!r} ({_places(message)})"
        elif any(not _values(form) <= _wanted(message) for form in forms):
            yield f"unknown value in the translation of {_forms(message.id)[0]!r}"
        elif _values(forms[-1]) != _wanted(message):
            yield f"value lost in the translation of {_forms(message.id)[0]!r}"


def _forms(text: str | list[str] | tuple[str, ...] | None) -> tuple[str, ...]:
    """Singular and plural, or the one form there is; an empty one where there is none."""
    return (text or "",) if isinstance(text, str | None) else tuple(text)


def _wanted(message: Message) -> set[str]:
    return _values(_forms(message.id)[-1])


def _values(text: str) -> set[str]:
    """The names in braces that `format` would fill; a text may also just contain braces."""
    try:
        parts = list(Formatter().parse(text))
    except ValueError:
        return set()
    return {name for _, name, _, _ in parts if name and name.isidentifier()}


def _places(message: Message) -> str:
    return ", ".join(sorted({file for file, _ in message.locations}))


def _settle(path: Path, content: bytes, *, check: bool) -> Iterator[str]:
    if path.exists() and path.read_bytes() == content:
        return
    if check:
        yield f"{path.relative_to(PACKAGE.parents[1])} is out of date: run `make messages`"
    else:
        path.parent.mkdir(parents=True, exist_ok=True)
        path.write_bytes(content)


def run(package: Path, *, check: bool) -> list[str]:
    """Bring all catalogues up to date, or only look; what is wrong, in words."""
    found: list[str] = []
    for language in LANGUAGES:
        if language == SOURCE_LANGUAGE:
            continue
        po = package / "locale" / language / "LC_MESSAGES" / "kompas.po"
        catalog = update(po, gather(package))
        found += _settle(po, po_bytes(catalog), check=check)
        found += _settle(po.with_suffix(".mo"), mo_bytes(catalog), check=check)
        found += [f"{language}: {problem}" for problem in problems(catalog)]
    return found


def main() -> int:
    """Exit code 1 when something is left to do."""
    parser = argparse.ArgumentParser(description="The catalogues of the interface's languages.")
    parser.add_argument("--check", action="store_true", help="write nothing, fail if stale")
    found = run(PACKAGE, check=parser.parse_args().check)
    for problem in found:
        print(problem, file=sys.stderr)
    return 1 if found else 0


if __name__ == "__main__":
    sys.exit(main())
