"""Do the meetings of the panels and the table of offers say what the log says was done to them.

Whoever may change a row of them could otherwise move a meeting or have an offer approved, and no
chain would tell. An entry of the log ends with the seal of the row as the act left it; the database
makes it, of each column. A row whose seal nobody told of was not written by Kompas.
"""

import re
from collections.abc import Iterator, Sequence
from datetime import datetime

from django.db import connection

from kompas.processes.roster import CUT, FOUND, LONGEST, Act, Last, fitted
from kompas.register.access import What
from kompas.register.fault import Fault
from kompas.register.log import streamed
from kompas.words import _

Told = Sequence[tuple[datetime, str]]
"""Entries of the log: when, and the words."""
MEETING, OFFER = "panel_meeting", "offer_row"
_SIGNS = 16
# In letters alone: ten digits in a row would be like a CPR number, and are refused by the log.
_LETTERS = "translate({hex}, '0123456789', 'ghijklmnop')"
_OF = {
    MEETING: ("id", "unit, meets_on, begins_at, place, cancelled_why, chair, present"),
    OFFER: (
        "offer_id",
        (
            "seq, valid_from, ended, name, provider, cvr, p_number, ownership, municipality,"
            " address, paragraphs, target_group, listing, listed_on, approved_on, seen_on, why,"
            " by_user, extract(epoch FROM recorded_at)"
        ),
    ),
}
"""The columns of each table: what a row is about, and what it says."""


def _letters_of(table: str) -> tuple[str, str]:
    """The SQL of what a row is about, and of what it says, in a few letters each."""
    key, said = _OF[table]
    row = f"convert_to(jsonb_build_array({key}, {said})::text, 'UTF8')"
    return (
        _LETTERS.format(hex=f"left(replace({key}::text, '-', ''), {_SIGNS})"),
        _LETTERS.format(hex=f"left(encode(sha256({row}), 'hex'), {_SIGNS})"),
    )


def under_seal(table: str, of: str, entry: str) -> str:
    """An entry of the log with the seal of the row that the act left: of an offer, the newest.

    One statement, within `access.acting`.
    """
    newest = " ORDER BY seq DESC LIMIT 1" if table == OFFER else ""
    about, says = _letters_of(table)
    with connection.cursor() as cursor:
        cursor.execute(
            f"SELECT {about}, {says} FROM {table} WHERE {_OF[table][0]} = %s{newest}",  # noqa: S608
            (of,),
        )
        mark = " ({} {}-{})".format(_MARK[table], *cursor.fetchone())
    text = fitted(entry)
    room = LONGEST - len(mark)
    return (text if len(text) <= room else text[: room - 1] + CUT) + mark


def without_seal(entry: str) -> str:
    """An entry for who wants to know what was done, and not whether it was."""
    return _SEAL.sub("", entry)


_SEAL = re.compile(r" \((?:mødets|tilbuddets) segl [a-p-]+\)$")
_MARK = {MEETING: "mødets segl", OFFER: "tilbuddets segl"}
_READ = {
    table: re.compile(rf" \({mark} ([a-p]{{{_SIGNS}}})-([a-p]{{{_SIGNS}}})\)$")
    for table, mark in _MARK.items()
}
_ACTS = {
    MEETING: (Act.MEETING_PLANNED, Act.MEETING_MOVED, Act.MEETING_CANCELLED, Act.MEETING_ATTENDED),
    OFFER: (Act.OFFER_MADE, Act.OFFER_CHANGED, Act.OFFER_ENDED),
}
"""What leaves a row: what was refused begins otherwise, and ends with what somebody typed."""
_TOLD = 'SELECT at, purpose FROM access_log WHERE what = %s ORDER BY at, by_user COLLATE "C", seq'


# ---------------------------------------------------------------- held to the log


def seal_faults() -> Iterator[Fault]:
    """Every difference between the meetings, the offers and the log; over the owner's connection.

    A fault names the table, and the meeting or offer by its id.
    """
    told = list(streamed(_TOLD, [What.ADMINISTER.value]))
    yield from _meeting_faults(told)
    yield from _offer_faults(told)


def _rows(table: str) -> Iterator[tuple[str, str, str]]:
    """The id of what each row is about, that in letters, and what the row says."""
    key = _OF[table][0]
    yield from streamed(
        f"SELECT {key}::text, {', '.join(_letters_of(table))} FROM {table} ORDER BY 1"  # noqa: S608 - ours
    )


def _seals(table: str, told: Told) -> Iterator[tuple[datetime, str, str]]:
    """The seals that entries tell of: when, of what, and as what."""
    for at, entry in told:
        found = _READ[table].search(entry)
        if found and entry.removeprefix(FOUND).partition(": ")[0] in _ACTS[table]:
            yield at, found[1], found[2]


def _meeting_faults(told: Told) -> Iterator[Fault]:
    """A meeting is as it was left last."""
    last, gone = Last(), dict[str, None]()
    for at, about, says in _seals(MEETING, told):
        last.tell(about, at, says)
        gone[about] = None
    for key, about, says in _rows(MEETING):
        if about not in gone:
            yield _fault(MEETING, key, _("Et udvalgsmøde, som intet opslag fortæller om."))
        elif not last.may_be(about, says):
            yield _fault(MEETING, key, _("Udvalgsmødet er ikke det, opslagene siger."))
        gone.pop(about, None)
    for about in gone:
        text = _("Et udvalgsmøde er væk, og intet opslag siger hvorfor.")
        yield _fault(f"{MEETING}.missing", about, text)


def _offer_faults(told: Told) -> Iterator[Fault]:
    """Every row of an offer was told of, and each that was told of is there."""
    known = {(about, says): None for _at, about, says in _seals(OFFER, told)}
    for key, about, says in _rows(OFFER):
        if (about, says) in known:
            del known[about, says]
        else:
            yield _fault(OFFER, key, _("En række om tilbuddet, som intet opslag fortæller om."))
    for about, _says in known:
        text = _("En række om et tilbud er væk, og intet opslag siger hvorfor.")
        yield _fault(f"{OFFER}.missing", about, text)


def _fault(where: str, of: str, text: str) -> Fault:
    return Fault(None, 0, where, text, of)
