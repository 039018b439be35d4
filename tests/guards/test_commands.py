"""docs/commands.md says of every command what the parser knows, and nothing else."""

import re
from argparse import ArgumentParser, Namespace
from datetime import date
from pathlib import Path
from shlex import split

import pytest

from kompas import cli
from kompas.casework.fold import fold
from kompas.casework.steps.decision import DecisionTaken
from kompas.cli.commands import COMMANDS, common, parser_of
from kompas.cli.parsing import parse
from kompas.norms import Library
from kompas.sample.draw import drawn, recorded
from kompas.sample.town import Town
from kompas.sample.users import USERS
from kompas.wire.reading import MAX_BYTES

ROOT = Path(__file__).parents[2]
PAGE = (ROOT / "docs" / "commands.md").read_text("utf-8")
SECTIONS: dict[str, str] = dict(re.findall(r"^## (.+)\n((?:(?!## ).*\n?)*)", PAGE, re.MULTILINE))
FOR_ALL = "What holds for all"


def section(name: str) -> str:
    heading = f"`kompas {name}`"
    assert heading in SECTIONS, f"docs/commands.md has no section on {heading}"
    return SECTIONS[heading]


def options(text: str) -> set[str]:
    """The options in the first column of a section's tables."""
    cells = re.findall(r"^\| (`-.*?) \| ", text, re.MULTILINE)
    return {option for cell in cells for option in re.findall(r"`(-[\w-]+)", cell)}


def known(parser: ArgumentParser) -> set[str]:
    return {option for action in parser._actions for option in action.option_strings}


def common_options() -> set[str]:
    parser = ArgumentParser(add_help=False)
    common(parser)
    return known(parser)


def examples(text: str) -> list[str]:
    return re.findall(r"^ {4}kompas (.+)$", text, re.MULTILINE)


def test_every_command_has_its_section_in_the_order_of_the_help() -> None:
    assert list(SECTIONS) == [FOR_ALL, *(f"`kompas {name}`" for name in COMMANDS)]


def test_what_all_commands_share_is_told_once() -> None:
    assert options(SECTIONS[FOR_ALL]) == common_options()


@pytest.mark.parametrize("name", COMMANDS)
def test_the_options_of_a_command_are_those_of_its_parser(name: str) -> None:
    assert options(section(name)) == known(parser_of(name)) - common_options()


def test_every_exit_status_is_explained() -> None:
    told = {int(n) for n in re.findall(r"^\| (\d+) \| ", SECTIONS[FOR_ALL], re.MULTILINE)}
    everything = {cli.OK, cli.NO, cli.BAD_INPUT, cli.OPEN, cli.INTERRUPTED, cli.PIPE_CLOSED}
    assert told == everything


@pytest.mark.parametrize("name", COMMANDS)
def test_a_command_says_with_which_status_it_ends(name: str) -> None:
    said = re.search(r"(?ms)^Exit status: (.*?)\n\n", section(name))
    assert said
    told = {int(status) for status in re.findall(r"\b\d\b", said[1])}
    assert {cli.OK, cli.BAD_INPUT} <= told <= {cli.OK, cli.NO, cli.BAD_INPUT, cli.OPEN}
    # What the help of the command itself says of it is the same.
    in_help = re.search(r"Slutkode: (.*)", COMMANDS[name].about)
    if in_help:
        assert {int(status) for status in re.findall(r"\b\d\b", in_help[1])} <= told


@pytest.mark.parametrize("name", COMMANDS)
def test_the_example_of_a_command_can_be_typed(name: str) -> None:
    (example,) = examples(section(name))
    assert example.startswith(name)
    asked = parse(split(example))
    assert isinstance(asked, Namespace)
    assert asked.module == COMMANDS[name].module
    assert all((ROOT / file).is_file() for file in asked.files if "/" in file)


def cases_named() -> dict[str, list[str]]:
    """By the words of an example, the case that it names: a town's, as `kompas sample` draws it."""
    takes_a_case = [name for name, command in COMMANDS.items() if command.files.startswith("SAG")]
    said = [e for command in COMMANDS.values() for e in command.examples]
    said += [f"kompas {e}" for name in takes_a_case for e in examples(section(name))]
    lines = [split(e)[1:] for e in said]
    return {
        " ".join(words): words
        for words in lines
        for name in takes_a_case
        if words[: len(name.split())] == name.split() and words[len(name.split())] != "new"
    }


def test_the_cases_of_the_examples_are_there_in_the_sample(library: Library) -> None:
    named = cases_named()
    assert len(named) >= 7
    town = Town(1, date(2026, 6, 1), library)
    sample = {str(case.case_id): case for case in (drawn(town, n) for n in range(200))}
    for words in named.values():
        (case_id,) = [word for word in words if word in sample]
        entries = recorded(sample[case_id])
        username = words[words.index("--as") + 1]
        assert fold(entries).unit in {user.unit for user in USERS if user.username == username}
        if words[1] == "replay":
            assert isinstance(entries[int(words[3]) - 1].event, DecisionTaken)


def test_the_size_of_the_input_is_as_told() -> None:
    assert f"at most {MAX_BYTES // 1_000_000} MB" in PAGE


def test_the_first_page_leads_here() -> None:
    assert "(docs/commands.md)" in (ROOT / "README.md").read_text("utf-8")
