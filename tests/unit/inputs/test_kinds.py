"""Each kind of input: what it takes and in which form, what it does not, and what it then says."""

from contextvars import copy_context
from datetime import date
from decimal import Decimal
from typing import Any

import pytest
from hypothesis import given
from hypothesis import strategies as st

from kompas import inputs
from kompas.inputs import Kind, Unfit
from kompas.inputs.numbers import Steps
from kompas.words import set_language

KINDS = {name: kind for name, kind in vars(inputs).items() if isinstance(kind, Kind)}
ANY_TEXT = st.text(st.characters(exclude_categories=()), max_size=40)
DAY = date(2026, 3, 1)

DAYS, HALF_HOURS = Steps(0, 7), Steps(0, 168, 2)


@pytest.mark.parametrize(
    ("kind", "typed", "value"),
    [
        (inputs.DAY, "2026-03-01", DAY),
        (inputs.DAY, " 1.3.2026 ", DAY),
        (inputs.DAY, "01/03/2026", DAY),
        (inputs.DAY, "1/3-2026", DAY),
        (inputs.DAY, DAY, DAY),
        (inputs.ENTRY_NUMBER, "12", 12),
        (Steps(0, 7), 0, Decimal(0)),
        (Steps(0, 7), "7", Decimal(7)),
        (Steps(0, 168, 2), "2,50", Decimal("2.5")),
        (Steps(0, 168, 2), Decimal("1E+1"), Decimal(10)),
        (inputs.AMOUNT, "7,50", Decimal("7.5")),
        (inputs.AMOUNT, Decimal("1E+1"), Decimal(10)),
        (inputs.OERE, "1.250,50 kr.", 125_050),
        (inputs.OERE, "420,-", 42_000),
        (inputs.CPR, "720480-1234", "7204801234"),
        (inputs.CPR, "720480 1234", "7204801234"),
        (inputs.SHORT_TEXT, "  e\u0301 \n b ", "é b"),
        (inputs.SHORT_TEXT, "José Nguyễn, Łódź", "José Nguyễn, Łódź"),
        (inputs.LONG_TEXT, "a\r\nb\vc\u2028d", "a\nb\nc\nd"),
        (inputs.LONG_TEXT, "tab\ther", "tab\ther"),
        (inputs.LONG_TEXT, "hans 720480-1234", "hans 720480-1234"),
        (inputs.LONG_OR_BLANK, " ", ""),
        (
            inputs.SHORT_TEXT,
            "👩\u200d🦽 \u0645\u06cc\u200c\u062e",
            "👩\u200d🦽 \u0645\u06cc\u200c\u062e",
        ),
        (inputs.SHORT_TEXT, "tlf. 4512345678", "tlf. 4512345678"),
        (inputs.NUMBERS, "0707614285", "0707614285"),
        (inputs.CASE_NUMBER, " 27.69.40-G01-12-26", "27.69.40-G01-12-26"),
        (inputs.KEY, "west-2", "west-2"),
        (inputs.SECRET, " med mellemrum ", " med mellemrum "),
        (inputs.FACT, True, True),
    ],
)
def test_what_is_taken(kind: Kind[Any], typed: Any, value: Any) -> None:
    assert kind.read(typed) == value
    assert kind.read(value) == value, "a normal form is its own"


def test_bounds_are_told_as_the_reader_writes_numbers() -> None:
    def in_english() -> str:
        set_language("en")
        with pytest.raises(Unfit) as unfit:
            HALF_HOURS.read("2,3")
        return str(unfit.value.remedy)

    assert "in steps of 0.5, such as 2.5" in copy_context().run(in_english)
    assert HALF_HOURS.read("2.5") == HALF_HOURS.read("2,5")


@pytest.mark.parametrize(
    ("kind", "typed", "told"),
    [
        (inputs.DAY, "0001-01-01", "mellem 1900 og 2199"),
        (inputs.DAY, "9999-12-31", "mellem 1900 og 2199"),
        (inputs.DAY, date.min, "mellem 1900 og 2199"),
        (inputs.DAY, "2026-02-30", "år-måned-dag"),
        (inputs.DAY, "20260301", "år-måned-dag"),
        (inputs.DAY, "2026-W10-1", "år-måned-dag"),
        (inputs.DAY, "\u0662\u0660\u0662\u0666-\u0660\u0663-\u0660\u0661", "år-måned-dag"),
        (inputs.DAY, "3/4", "år-måned-dag"),
        (inputs.DAY, 20_260_301, "år-måned-dag"),
        (inputs.ENTRY_NUMBER, "9" * 5_000, "fra 1 til 2147483647"),
        (inputs.ENTRY_NUMBER, 10**100, "for stort"),
        (inputs.ENTRY_NUMBER, "²", "fra 1 til"),
        (inputs.ENTRY_NUMBER, "\u0663", "fra 1 til"),
        (inputs.ENTRY_NUMBER, "1e3", "fra 1 til"),
        (inputs.ENTRY_NUMBER, 1.0, "fra 1 til"),
        (inputs.AMOUNT, "7,3333333", "2 decimaler"),
        (inputs.AMOUNT, "1e9", "fra 0 til 10000"),
        (inputs.AMOUNT, "NaN", "fra 0 til 10000"),
        (inputs.AMOUNT, Decimal("1E+999999"), "fra 0 til 10000"),
        (DAYS, "-3", "et helt tal fra 0 til 7."),
        (DAYS, "40", "et helt tal fra 0 til 7."),
        (DAYS, "2,5", "et helt tal fra 0 til 7."),
        (DAYS, "tre", "et helt tal fra 0 til 7."),
        (DAYS, True, "et helt tal fra 0 til 7."),
        (HALF_HOURS, "2,3", "fra 0 til 168 i trin på 0,5, fx 2,5."),
        (HALF_HOURS, "168,5", "fra 0 til 168 i trin på 0,5"),
        (HALF_HOURS, "²", "fra 0 til 168 i trin på 0,5"),
        (HALF_HOURS, Decimal("Infinity"), "fra 0 til 168 i trin på 0,5"),
        (Steps(0, 3, 4), "0,3", "fra 0 til 3 i trin på 0,25, fx 2,25."),
        (inputs.OERE, "-1", "et beløb"),
        (inputs.OERE, "²", "et beløb"),
        (inputs.CPR, "²" * 10, "ti cifre"),
        (inputs.CPR, "\u0660" * 10, "ti cifre"),
        (inputs.CPR, "9999999999", "en dato, der findes"),
        (inputs.SHORT_TEXT, "se 720480-1234", "CPR"),
        (inputs.SHORT_TEXT, "se 720480\u00a01234.", "CPR"),
        (inputs.REASON, "7204801234", "CPR"),
        (inputs.CASE_NUMBER, "7204801234", "CPR"),
        (inputs.SHORT_TEXT, "a\0b", "nr. 2"),
        (inputs.LONG_TEXT, "a\x1b[31m", "U+001B"),
        (inputs.LONG_TEXT, "a\u202eb", "U+202E"),
        (inputs.LONG_TEXT, "a\ud800", "U+D800"),
        (inputs.LONG_TEXT, "\u200b\u00ad", "ikke noget"),
        (inputs.KEY, "østre", "a til z"),
        (inputs.SECRET, "x\0", "Adgangskoden"),
    ],
)
def test_what_is_not_taken_is_told_with_what_to_write(
    kind: Kind[Any], typed: Any, told: str
) -> None:
    with pytest.raises(Unfit) as refused:
        kind.read(typed)
    assert told in str(refused.value)
    assert refused.value.what
    assert refused.value.remedy
    assert "7204801234" not in str(refused.value)
    assert len(str(refused.value)) < 300


@pytest.mark.parametrize("name", KINDS)
@given(typed=ANY_TEXT | st.integers() | st.decimals() | st.dates() | st.none() | st.binary())
def test_a_kind_takes_in_its_form_or_refuses_in_words(name: str, typed: Any) -> None:
    try:
        value = KINDS[name].read(typed)
    except Unfit:
        return
    assert KINDS[name].read(value) == value
    if isinstance(value, str) and name != "SECRET":
        value.encode()
        assert "\0" not in value
        assert value == value.strip()


def test_a_number_without_end_is_told_without_being_written_out() -> None:
    with pytest.raises(Unfit, match="for stort"):
        inputs.ENTRY_NUMBER.read(10**5_000)
