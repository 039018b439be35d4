"""What a shell completes is what there is."""

import re
import subprocess
from pathlib import Path

import pytest

from kompas.cli.commands import COMMANDS, parser_of
from tests.unit.cli.running import Run

SHELLS = COMMANDS["completion"].files.split("|")
ASK = """
source {script}
complete_words() {{
    COMP_WORDS=(kompas "$@"); COMP_CWORD=$#; COMPREPLY=(); _shtab_kompas; echo "${{COMPREPLY[@]}}"
}}
complete_words {words}
"""


def completed(kompas: Run, folder: Path, *words: str) -> set[str]:
    """What bash offers for the last word."""
    script = folder / "kompas"
    script.write_text(kompas("completion", "bash").out, encoding="utf-8")
    asked = ASK.format(script=script, words=" ".join(f"'{word}'" for word in words))
    done = subprocess.run(["bash", "-c", asked], capture_output=True, text=True, check=True)  # noqa: S607
    return set(done.stdout.split())


def test_bash_completes_commands_options_and_what_a_command_takes(
    kompas: Run, tmp_path: Path
) -> None:
    first = {name.split()[0] for name in COMMANDS}
    assert first <= completed(kompas, tmp_path, "")
    of_case = {name.split()[1] for name in COMMANDS if name.startswith("case ")}
    assert of_case <= completed(kompas, tmp_path, "case", "")
    for name in ("case show", "norms check", "assess"):
        options = {option for a in parser_of(name)._actions for option in a.option_strings}
        assert {one for one in options if one.startswith("--")} <= completed(
            kompas, tmp_path, *name.split(), "--"
        )
    assert completed(kompas, tmp_path, "schema", "d") == {"decision"}


@pytest.mark.parametrize("shell", SHELLS)
def test_each_shell_has_a_script_that_names_each_command(kompas: Run, shell: str) -> None:
    ran = kompas("completion", shell)
    assert ran.status == 0
    for name in COMMANDS:
        assert re.search(rf"\b{name.split()[-1]}\b", ran.out), name


def test_another_shell_is_refused_in_words(kompas: Run) -> None:
    ran = kompas("completion", "ksh")
    assert (ran.status, ran.out) == (2, "")
    assert "ksh er ikke en skal" in ran.err
