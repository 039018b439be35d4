"""The words on the screen: marked so that they can be found, and translated."""

import ast
import contextvars
import subprocess
import sys
from collections.abc import Iterator
from pathlib import Path

import pytest

from kompas import words
from tools import messages

SOURCE = messages.PACKAGE.parent


@pytest.fixture(autouse=True)
def _own_language() -> Iterator[None]:
    """A test that changes the language does not change it for the next."""
    token = words._language.set(words.SOURCE_LANGUAGE)
    yield
    words._language.reset(token)


@pytest.fixture
def package(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> Path:
    """A package with three texts and no catalogue."""
    folder = tmp_path / "src" / "kompas"
    folder.mkdir(parents=True)
    (folder / "hearing.py").write_text(
        '_("Høring")\n_("Svar inden {date}.").format(date=1)\n'
        'ngettext("{days} dag", "{days} dage", 2)\n',
        encoding="utf-8",
    )
    monkeypatch.setattr(messages, "PACKAGE", folder)
    return folder


def translate(package: Path, answer: str = "Answer by {date}.") -> None:
    """Translate all three, as a person would in the file."""
    po = package / "locale" / "en" / "LC_MESSAGES" / "kompas.po"
    catalog = messages.update(po, messages.gather(package))
    translations: dict[str, str | tuple[str, ...]] = {
        "Høring": "Hearing",
        "Svar inden {date}.": answer,
        "{days} dag": ("{days} day", "{days} days"),
    }
    for danish, english in translations.items():
        message = catalog[danish]
        assert message is not None
        message.string = english
    po.write_bytes(messages.po_bytes(catalog))


def test_the_catalogues_are_complete_and_up_to_date() -> None:
    assert messages.run(messages.PACKAGE, check=True) == []


def test_a_text_without_a_translation_is_named(package: Path) -> None:
    found = messages.run(package, check=False)
    assert [line for line in found if "'Høring'" in line] == [
        "en: translate 'Høring' (src/kompas/hearing.py)"
    ]
    assert len(found) == 3


def test_a_translated_catalogue_holds_until_a_text_changes(package: Path) -> None:
    messages.run(package, check=False)
    translate(package)
    assert messages.run(package, check=True) == [
        "src/kompas/locale/en/LC_MESSAGES/kompas.mo is out of date: run `make messages`"
    ]
    assert messages.run(package, check=False) == []
    assert messages.run(package, check=True) == []

    code = package / "hearing.py"
    code.write_text(code.read_text(encoding="utf-8").replace("inden", "senest"), encoding="utf-8")
    assert messages.run(package, check=False) == [
        "en: confirm the translation of 'Svar senest {date}.' (src/kompas/hearing.py)"
    ]


@pytest.mark.parametrize(
    ("english", "reason"),
    [("Answer soon.", "value lost"), ("Answer by {date} or {day}.", "unknown value")],
)
def test_a_translation_names_the_same_values_as_the_text(
    package: Path, english: str, reason: str
) -> None:
    messages.run(package, check=False)
    translate(package, answer=english)
    assert messages.run(package, check=False) == [
        f"en: {reason} in the translation of 'Svar inden {{date}}.'"
    ]


def test_english_is_spoken_when_asked_for(package: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    messages.run(package, check=False)
    translate(package)
    messages.run(package, check=False)
    monkeypatch.setattr(words, "__file__", str(package / "words.py"))
    monkeypatch.setattr(words, "_catalogues", {})

    def said() -> list[str]:
        counted = [words.ngettext("{days} dag", "{days} dage", days) for days in (1, 2)]
        return [words._("Høring"), words.N_("Høring"), *counted]

    def said_in_english() -> list[str]:
        words.set_language("en")
        return said()

    assert said() == ["Høring", "Høring", "{days} dag", "{days} dage"]
    english = contextvars.copy_context().run(said_in_english)
    assert english == ["Hearing", "Høring", "{days} day", "{days} days"]
    # The language belongs to the context that asked for it.
    assert words.language() == "da"


def test_a_text_that_is_not_in_the_catalogue_stays_danish() -> None:
    words.set_language("en")
    assert words._("Dette står ikke i ordbogen") == "Dette står ikke i ordbogen"


def test_an_empty_text_stays_empty() -> None:
    words.set_language("en")
    assert words._("") == ""


def test_an_unknown_language_is_refused_in_words() -> None:
    with pytest.raises(ValueError, match=r"Sproget sv findes ikke\. Vælg et af disse: da, en\."):
        words.set_language("sv")


def test_a_run_in_danish_loads_nothing_for_other_languages() -> None:
    program = (
        "import sys; before = set(sys.modules); import kompas.words as words; words._('ja');"
        "print(*sorted(set(sys.modules) - before))"
    )
    # Without `site`, which loads much itself.
    loaded = subprocess.run(
        [sys.executable, "-S", "-c", program],
        check=True,
        capture_output=True,
        text=True,
        env={"PYTHONPATH": str(SOURCE)},
    ).stdout.split()
    assert set(loaded) <= {
        "__future__",
        "_contextvars",
        "contextvars",
        "kompas",
        "kompas.words",
    }


def at_import(tree: ast.Module) -> Iterator[ast.AST]:
    """What runs when the module is imported: all but the insides of functions."""
    waiting: list[ast.AST] = [tree]
    while waiting:
        node = waiting.pop()
        yield node
        if isinstance(node, ast.FunctionDef | ast.AsyncFunctionDef):
            waiting += [*node.decorator_list, node.args]
        elif not isinstance(node, ast.Lambda):
            waiting += ast.iter_child_nodes(node)


def test_no_text_is_put_into_words_before_the_language_is_known() -> None:
    frozen = [
        f"{path.relative_to(SOURCE)}:{node.lineno}"
        for path in sorted(SOURCE.rglob("*.py"))
        for node in at_import(ast.parse(path.read_bytes()))
        if isinstance(node, ast.Call)
        and isinstance(node.func, ast.Name)
        and node.func.id in {"_", "ngettext"}
    ]
    assert frozen == [], "use N_ here, and _ where the text is shown"


def test_no_text_is_written_inside_another_where_it_is_not_found() -> None:
    """Before 3.12 Python reads an f-string as one text, and so does what gathers the texts."""
    unseen = [
        f"{path.relative_to(SOURCE)}:{call.lineno}"
        for path in sorted(SOURCE.rglob("*.py"))
        for text in ast.walk(ast.parse(path.read_bytes()))
        if isinstance(text, ast.JoinedStr)
        for call in ast.walk(text)
        if isinstance(call, ast.Call)
        and isinstance(call.func, ast.Name)
        and call.func.id in messages.KEYWORDS
        and any(isinstance(given, ast.Constant) for given in call.args)
    ]
    assert unseen == [], "say it before, and put it in by its name"
