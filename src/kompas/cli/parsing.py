"""From the command line to a command with its options, or to the help that was asked for."""

import os
from argparse import ArgumentError, Namespace
from collections.abc import Sequence

from kompas.cli.command import Command
from kompas.cli.commands import COMMANDS, overview, parser_of
from kompas.cli.failure import InputError, meant
from kompas.words import LANGUAGES, N_, SOURCE_LANGUAGE, _, set_language

_TITLE = N_(
    "Kompas: hvad loven og kommunens standard siger om hjælp til voksne med handicap og sociale "
    "problemer, og om en afgørelse ville holde."
)
_GROUPS = {
    "norms": N_("Reglerne som data: efterprøv dem, vis dem, lås dem."),
    "case": N_("Sagerne: se dem, gør noget i dem, se dem, som de var."),
    "user": N_("Brugerne og deres roller: for dem, der driver Kompas."),
    "unit": N_("Enhederne, og hvad de arbejder efter: for dem, der driver Kompas."),
    "offer": N_("Tabellen over tilbud, ud til et regneark og ind igen."),
    "grant": N_("Løbende bevillinger fra før Kompas: en skabelon ud, og filen ind."),
    "db": N_("Databasen: se til den, bring den op til denne version, gem hovederne."),
}
"""Commands of two words, by the first, and what they are about."""


def speak(given: Sequence[str]) -> None:
    """Choose the language, before anything is said: --lang, else KOMPAS_LANG, else Danish."""
    code, where = os.environ.get("KOMPAS_LANG") or SOURCE_LANGUAGE, "KOMPAS_LANG"
    for place, word in enumerate(given):
        if word == "--":
            break
        if word == "--lang":
            code, where = (*given, "")[place + 1], "--lang"
        elif word.startswith("--lang="):
            code, where = word.removeprefix("--lang="), "--lang"
    if code not in LANGUAGES:
        raise InputError(
            _("{where}: sproget {code} findes ikke.").format(where=where, code=f'"{code}"'),
            _("Vælg et af disse: {codes}.").format(codes=", ".join(LANGUAGES)),
        )
    set_language(code)


def parse(given: Sequence[str]) -> Namespace | str:
    """The options of a command, with its `module` and its `files`; or a help text to show.

    Raises InputError that says what is wrong with the line and what to write instead.
    """
    words = _without_language(given)
    first = words[0] if words else "--help"
    if first == "help":
        words = [*words[1:], "--help"]
        first = words[0]
    if first in ("-h", "--help"):
        return _help_of_all()
    if first == "--version":
        return _version()
    for length in (2, 1):
        name = " ".join(words[:length])
        if name in COMMANDS:
            return _options(name, COMMANDS[name], words[length:])
    if first in _GROUPS and (len(words) == 1 or words[1] in ("-h", "--help")):
        return _help_of_group(first)
    raise _unknown(words)


def _without_language(given: Sequence[str]) -> list[str]:
    """The line without a --lang before the command."""
    words = list(given)
    while words and words[0].split("=")[0] == "--lang":
        words = words[1 if "=" in words[0] else 2 :]
    return words


def _unknown(words: list[str]) -> InputError:
    typed = words[0]
    if typed.startswith("-"):
        return InputError(
            _("Valget {option} findes ikke.").format(option=typed), _("Se: kompas --help")
        )
    if typed in _GROUPS:
        typed = " ".join(words[:2])
    return InputError(
        _("Kommandoen {name} findes ikke.").format(name=typed),
        " ".join(filter(None, [meant(typed, COMMANDS), _("Se: kompas --help")])),
    )


def _options(name: str, command: Command, words: list[str]) -> Namespace | str:
    parser = parser_of(name)
    see = _("Se: kompas {name} --help").format(name=name)
    if "-h" in words or "--help" in words:  # also beside a line that cannot be read
        return parser.format_help()
    try:
        asked, rest = parser.parse_known_args(words)
    except ArgumentError as error:
        takes_none = "=" in next((w for w in words if w.startswith(f"{error.argument_name}=")), "")
        text = _("{option} tager ingen værdi.") if takes_none else _("{option} mangler en værdi.")
        raise InputError(text.format(option=error.argument_name), see) from None
    if asked.version:
        return _version()
    # What stands after an option is left over by argparse, as are options that do not exist.
    wrong = [word for word in rest if word.startswith("-") and word != "-"]
    if wrong:
        known = [option for action in parser._actions for option in action.option_strings]  # noqa: SLF001
        hint = meant(wrong[0].split("=")[0], known)
        raise InputError(
            _("{name} har ikke valget {option}.").format(name=name, option=wrong[0]),
            " ".join(filter(None, [hint, see])),
        )
    asked.files += [word for word in rest if word not in wrong]
    _check_count(name, command, asked.files, see)
    asked.command, asked.module, asked.record = name, command.module, command.record
    asked.fictional = command.fictional
    return asked


def _check_count(name: str, command: Command, files: list[str], see: str) -> None:
    if len(files) < command.fewest:
        raise InputError(
            _("{name} mangler {files}.").format(
                name=name, files=_(command.files).removesuffix(" ...")
            ),
            see,
        )
    if command.most is not None and len(files) > command.most:
        raise InputError(
            _("{name} ved ikke, hvad {word} er.").format(name=name, word=files[command.most])
            if command.most != 1
            else _("{name} tager kun én ad gangen; {word} er for meget.").format(
                name=name, word=files[command.most]
            ),
            see,
        )


def _help_of_all() -> str:
    shown = tuple(one.examples[0] for one in COMMANDS.values() if not one.record)
    return overview(COMMANDS, _(_TITLE), shown)


def _help_of_group(first: str) -> str:
    names = [name for name in COMMANDS if name.startswith(f"{first} ")]
    return overview(names, _(_GROUPS[first]), tuple(COMMANDS[name].examples[0] for name in names))


def _version() -> str:
    from importlib.metadata import version  # noqa: PLC0415 - slow, and seldom asked for

    return f"kompas {version('kompas')}\n"
