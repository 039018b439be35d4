"""What people write, in its one form: composed, trimmed, without signs that nobody sees.

A case's texts are read, judged, measured and printed again and again, while others wait. They are
bounded where they come in; what stands in the record stays as it is.
"""

import re
import unicodedata
from dataclasses import dataclass
from typing import Any

from kompas.inputs.cpr import holds_cpr
from kompas.inputs.kind import Kind, Unfit
from kompas.inputs.signs import unprintable
from kompas.limits import LONGEST_KEY, LONGEST_TEXT, LONGEST_WORD, MOST_LINES
from kompas.words import _

_LINE_ENDS = re.compile("\r\n|[\r\v\f\x1c-\x1e\x85\N{LINE SEPARATOR}\N{PARAGRAPH SEPARATOR}]")
_UNSEEN = re.compile(
    "[\N{SOFT HYPHEN}\N{ZERO WIDTH SPACE}\N{WORD JOINER}\N{ZERO WIDTH NO-BREAK SPACE}"
    "\N{LEFT-TO-RIGHT MARK}\N{RIGHT-TO-LEFT MARK}]"
)
"""Signs that say nothing by themselves, and come along with what is copied: left out."""
_HIDING = re.compile(
    "[\0-\x08\x0e-\x1b\x1f\x7f-\x84\x86-\x9f\N{LEFT-TO-RIGHT EMBEDDING}-\N{RIGHT-TO-LEFT OVERRIDE}"
    "\N{LEFT-TO-RIGHT ISOLATE}-\N{POP DIRECTIONAL ISOLATE}\ud800-\udfff\ufff9-\ufffb\ufffe\uffff]"
)
"""Signs that steer a terminal, turn the text around, or cannot be kept: refused."""


@dataclass(frozen=True, slots=True, kw_only=True)
class Text(Kind[str]):
    """A text of at most so many characters.

    `lines`: it may hold line ends; else they become spaces. `blank`: nothing may stand there.
    `cpr`: a CPR number may stand in it. `printed`: it will stand in a letter.
    """

    longest: int = LONGEST_TEXT
    lines: bool = True
    blank: bool = False
    cpr: bool = True
    printed: bool = False

    def read(self, typed: Any) -> str:
        """The text in its normal form. Raises Unfit."""
        if not isinstance(typed, str):
            raise Unfit(_("Her skal stå en tekst."), _("Skriv en tekst."))
        text = normal(typed)
        if not self.lines:
            text = " ".join(text.split())
        self._measured(text)
        if not text and not self.blank:
            raise Unfit(_("Der står ikke noget."), _("Skriv noget i feltet."))
        if not self.cpr and holds_cpr(text):
            raise Unfit(
                _("Der står noget, der ligner et CPR-nummer."),
                _("Slet det: nummeret hører kun til i feltet til CPR-nummer."),
            )
        if self.printed and (sign := unprintable(text)):
            raise Unfit(
                _("Tegnet »{sign}« kan ikke trykkes i et brev.").format(sign=sign),
                _("Skriv det med latinske bogstaver, eller sig det med ord."),
            )
        return typed if text == typed else text

    def _measured(self, text: str) -> None:
        if len(text) > self.longest:
            what = _("Der er skrevet {length} tegn, og der er plads til {most}.")
            raise Unfit(
                what.format(length=len(text), most=self.longest),
                _("Forkort teksten, eller læg resten på sagen som bilag.")
                if self.longest == LONGEST_TEXT
                else _("Skriv det kortere."),
            )
        if (lines := text.count("\n")) >= MOST_LINES:
            what = _("Der er {length} linjer, og der er plads til {most}.")
            raise Unfit(
                what.format(length=lines + 1, most=MOST_LINES),
                _("Slet linjeskift, eller læg resten på sagen som bilag."),
            )
        longest = max(map(len, text.split()), default=0) if len(text) > LONGEST_WORD else 0
        if longest > LONGEST_WORD:
            what = _("Der er {length} tegn i træk uden mellemrum, og det kan ikke trykkes.")
            raise Unfit(what.format(length=longest), _("Sæt mellemrum ind."))

    def schema(self) -> dict[str, Any]:
        """As JSON Schema says it."""
        return {"maxLength": self.longest} | ({} if self.blank else {"minLength": 1})


class Key(Kind[str]):
    """What a unit or a user is named by in the record, and in addresses; it never changes."""

    __slots__ = ()

    def read(self, typed: Any) -> str:
        """The key. Raises Unfit."""
        if isinstance(typed, str) and _KEY.fullmatch(key := typed.strip()):
            return key
        raise Unfit(
            _("»{key}« kan ikke bruges.").format(key=str(typed)[:_SHOWN]),
            _("Skriv 1 til {most} bogstaver (a til z), tal, - og _.").format(most=LONGEST_KEY),
        )


_SHOWN = 60
_KEY = re.compile(rf"[a-zA-Z0-9_-]{{1,{LONGEST_KEY}}}")


class Secret(Kind[str]):
    """A password: any signs but the one that no database keeps, within a length."""

    __slots__ = ()

    def read(self, typed: Any) -> str:
        """The password as it was typed. Raises Unfit, without repeating it."""
        if isinstance(typed, str) and len(typed) <= LONGEST_WORD and "\0" not in typed:
            return typed
        raise Unfit(_("Adgangskoden kan ikke bruges."), _("Skriv højst 1.000 almindelige tegn."))


def normal(typed: str) -> str:
    """A text composed (NFC), with plain line ends and none of the signs that nobody sees.

    Raises Unfit that names a sign which cannot be left out unasked, and where it stands.
    """
    text = typed if typed.isascii() else unicodedata.normalize("NFC", _UNSEEN.sub("", typed))
    text = _LINE_ENDS.sub("\n", text)
    if found := _HIDING.search(text):
        what = _("Tegn nr. {place} er et skjult tegn ({code}), der ikke kan gemmes.")
        raise Unfit(
            what.format(place=found.start() + 1, code=f"U+{ord(found[0]):04X}"),
            _("Slet det, eller skriv teksten ind på ny i stedet for at kopiere den."),
        )
    return text.strip()
