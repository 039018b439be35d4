"""Inputs: what people and machines type, by its kind, with its bounds and its normal form.

One set of kinds for web forms, queries, options of the terminal, files of commands and drafts, and
norms. A field that comes in from outside is annotated with its kind (`seq: EntryNumber`), and
`kompas.inputs.fitting.fitted` brings a whole value into its normal form, or tells what is wrong in
each place. The fields of forms and the readers of files ask the same kinds
(`DAY.read("2026-03-01")`). Nothing here knows who asks.
"""

from datetime import date
from decimal import Decimal
from typing import Annotated, Any

from kompas.inputs.clock import Clock as ClockKind
from kompas.inputs.company import Cvr as CvrKind
from kompas.inputs.company import PNumber as PNumberKind
from kompas.inputs.cpr import Cpr as CprKind
from kompas.inputs.day import Day as DayKind
from kompas.inputs.kind import Kind, Unfit
from kompas.inputs.numbers import Kroner, Number, Whole
from kompas.inputs.reach import Email as EmailKind
from kompas.inputs.reach import Phone as PhoneKind
from kompas.inputs.text import Key as KeyKind
from kompas.inputs.text import Secret as SecretKind
from kompas.inputs.text import Text as TextKind
from kompas.inputs.text import normal
from kompas.limits import LONGEST_CODE, LONGEST_LINE, LONGEST_NUMBER
from kompas.words import _

__all__ = ["DAY", "Kind", "Unfit", "normal"]

DAY = DayKind()
CLOCK = ClockKind()
LONG_TEXT, LONG_OR_BLANK = TextKind(), TextKind(blank=True)
REASON = TextKind(blank=True, cpr=False)
LETTER_TEXT = TextKind(cpr=False, printed=True)
LETTER_OR_BLANK = TextKind(blank=True, cpr=False, printed=True)
SHORT_TEXT = TextKind(longest=LONGEST_LINE, lines=False, cpr=False, printed=True)
SHORT_OR_BLANK = TextKind(longest=LONGEST_LINE, lines=False, cpr=False, printed=True, blank=True)
NUMBERS = TextKind(longest=LONGEST_LINE, lines=False, printed=True)
CODE = TextKind(longest=LONGEST_CODE, lines=False, cpr=False)
CODE_OR_BLANK = TextKind(longest=LONGEST_CODE, lines=False, cpr=False, blank=True)
TOKEN = TextKind(longest=LONGEST_CODE, lines=False, blank=True)
ID = TextKind(longest=LONGEST_CODE, lines=False)
SEARCHED = TextKind(longest=LONGEST_LINE, lines=False, blank=True)
TICKET = TextKind(blank=True)
CASE_NUMBER = TextKind(longest=LONGEST_NUMBER, lines=False, cpr=False)
KEY = KeyKind()
SECRET = SecretKind()
CPR = CprKind()
PHONE, EMAIL = PhoneKind(), EmailKind()
CVR, P_NUMBER = CvrKind(), PNumberKind()
ENTRY_NUMBER = Whole(1, 2**31 - 1)
ENTRIES = Whole(-1, 2**31 - 1)
"""How many entries somebody has seen; -1 for nonsense."""
AMOUNT = Number(0, 10_000, decimals=2, example="7,5")
"""How much help, before it is known in which measure: that has bounds of its own."""
OERE = Kroner(most_oere=10**11)
WEEKS = Whole(0, 104)
PROCESSING_WEEKS = Whole(1, 52)
MONTHS = Whole(0, 240)
LIX = Whole(0, 10_000)


class FactKind(Kind[Any]):
    """The value of a fact, as far as it is bounded before its domain reads it."""

    __slots__ = ()

    def read(self, typed: Any) -> Any:
        """The value; a text in its normal form. Raises Unfit."""
        if isinstance(typed, str):
            return SHORT_TEXT.read(typed)
        if isinstance(typed, int | float | Decimal):
            exact = Decimal(typed)
            if not (exact.is_finite() and -_MOST <= exact <= _MOST):
                raise Unfit(_("Tallet er for stort."), _("Skriv et mindre tal."))
        return typed


_MOST = 10**12


FACT = FactKind()

Day = Annotated[date, DAY]
LongText = Annotated[str, LONG_TEXT]
"""Running text, in which people say what they say."""
LongOrBlank = Annotated[str, LONG_OR_BLANK]
"""The same, where nothing may stand: of a draft that is not whole yet."""
Reason = Annotated[str, REASON]
"""Why something is done. Steps that are nothing without it ask for it themselves."""
LetterText = Annotated[str, LETTER_TEXT]
"""What will stand in a letter, which holds nobody's CPR number."""
LetterOrBlank = Annotated[str, LETTER_OR_BLANK]
ShortText = Annotated[str, SHORT_TEXT]
"""A name, a title, a source: a few words on one line, and nobody's CPR number."""
ShortOrBlank = Annotated[str, SHORT_OR_BLANK]
Numbers = Annotated[str, NUMBERS]
"""A line that may hold any digits: a phone number, an administrative number."""
Code = Annotated[str, CODE]
"""One of the names that the norms, the units or the papers of a case know."""
CodeOrBlank = Annotated[str, CODE_OR_BLANK]
Token = Annotated[str, TOKEN]
"""What a machine made, a hash or an id: ten of its digits may look like a CPR number."""
Id = Annotated[str, ID]
"""The same, where one must stand."""
CaseNumber = Annotated[str, CASE_NUMBER]
Cpr = Annotated[str, CPR]
Cvr = Annotated[str, CVR]
PNumber = Annotated[str, P_NUMBER]
EntryNumber = Annotated[int, ENTRY_NUMBER]
Amount = Annotated[Decimal, AMOUNT]
Oere = Annotated[int, OERE]
Weeks = Annotated[int, WEEKS]
Months = Annotated[int, MONTHS]
Lix = Annotated[int, LIX]
FactValue = Annotated[str | int | bool, FACT]
AnyFactValue = Annotated[Any, FACT]
