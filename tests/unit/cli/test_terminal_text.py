"""What leaves the program: never a CPR number, never what steers a terminal."""

import pytest

from kompas.cli.terminal_text import HIDDEN_CPR, shown


@pytest.mark.parametrize(
    "text",
    [
        "010190-1234",
        "610190-1234",
        "0101901234",
        "3112991234",
        "9112991234",
        "010190 1234",
        "010190–1234",
        "990190-1234",  # no date, but who writes six digits and four means one
        "Karen (010190-1234) bor",
        "sag_0101901234.json"[4:],
        "CPR:0101901234.",
        "010190-12...",
        "0101901...",
    ],
)
def test_a_cpr_number_is_hidden(text: str) -> None:
    assert HIDDEN_CPR in shown(text)
    assert "0190" not in shown(text)
    assert "1299" not in shown(text)


@pytest.mark.parametrize(
    "text",
    [
        "2026-03-01",
        "27.35.08-G01-41-26",
        "99 99 99 10",
        "+45 99 99 99 10",
        "a6d010190123456789012345678901234567890",
        "12345678901",
        "123456789",
        "4512345678",
        "§ 104, stk. 3",
    ],
)
def test_other_numbers_are_shown(text: str) -> None:
    assert shown(text) == text


def test_a_digest_is_shown_whatever_its_digits() -> None:
    digest = "e7e5822b4a0101901234dd5373ceacb4a7ccff1f8dce622ef09ab0101901234c"
    assert shown(digest) == digest


@pytest.mark.parametrize("steering", ["\x1b[2J", "\x9b31m", "\r", "\x07", "\u202e"])
def test_what_steers_a_terminal_is_not_shown(steering: str) -> None:
    assert steering[0] not in shown(f"a{steering}b")


def test_lines_and_danish_letters_are_kept() -> None:
    assert shown("Æblegrød\n\tpå bålet ✓") == "Æblegrød\n\tpå bålet ✓"
