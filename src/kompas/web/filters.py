"""How values are shown on a page, in the reader's language."""

import re
from collections.abc import Mapping
from datetime import date, datetime
from decimal import Decimal
from typing import Any
from zoneinfo import ZoneInfo

from kompas.accounts.roles import ROLES, Role
from kompas.casework.address import Reader, address_for
from kompas.casework.amounts import Amounts, amounts_text
from kompas.casework.decision import DecisionKind, EvidenceKind
from kompas.casework.status import STATUS_TEXTS, Status
from kompas.casework.steps import title_of
from kompas.casework.timeline import EVIDENCE_KINDS
from kompas.casework.wording import number_text
from kompas.casework.work_items import DUE_TEXTS
from kompas.economy import kroner_text
from kompas.letters import number_words
from kompas.norms import Rank, Verified, wording
from kompas.register.access import What
from kompas.soundness.wording import name_of
from kompas.web.norms import library
from kompas.words import N_, _, clock_text, day_text, ngettext

_DENMARK = ZoneInfo("Europe/Copenhagen")

KIND_TEXTS: Mapping[DecisionKind, str] = {
    DecisionKind.GRANT: N_("bevilling"),
    DecisionKind.PARTIAL_REFUSAL: N_("delvist afslag"),
    DecisionKind.REFUSAL: N_("afslag"),
    DecisionKind.REDUCTION: N_("nedsættelse"),
    DecisionKind.TERMINATION: N_("ophør"),
    DecisionKind.PROVIDER_CHOICE: N_("valg af leverandør"),
    DecisionKind.PROVIDER_CHANGE: N_("skift af leverandør"),
}
LOOK_TEXTS: Mapping[What, str] = {
    What.READ: N_("læst"),
    What.SEARCH: N_("søgt"),
    What.EXPORT: N_("udskrevet"),
    What.ERASE: N_("slettet"),
    What.ADMINISTER: N_("administreret"),
    What.REFUSED: N_("afvist"),
    What.SIGN_IN: N_("logget ind"),
    What.SIGN_IN_FAILED: N_("forkert adgangskode"),
}
MEDIA_TEXTS: Mapping[str, str] = {
    "application/pdf": N_("PDF"),
    "image/png": N_("billede"),
    "image/jpeg": N_("billede"),
    "text/plain": N_("tekst"),
    "application/vnd.openxmlformats-officedocument.wordprocessingml.document": N_("Word"),
    "message/rfc822": N_("mail"),
    "application/vnd.ms-outlook": N_("mail fra Outlook"),
}


def day(value: date | None) -> str:
    """`3. marts 2026`, `3 March 2026`; a dash for none."""
    return "–" if value is None else day_text(value)


def moment(value: datetime) -> str:
    """The day and the time in Denmark: `3. marts 2026 kl. 14.05`."""
    local = value.astimezone(_DENMARK)
    return _("{day} kl. {time}").format(day=day(local.date()), time=clock(value))


def clock(value: datetime) -> str:
    """The time in Denmark: `14.05`."""
    return f"{value.astimezone(_DENMARK):%H.%M}"


def until(value: date, today: date) -> str:
    """How far a day is from today: `i dag`, `i morgen`, `om 3 dage`, `om 1 år og 9 måneder`,
    `2 dage over tiden`. Who waits beyond a time limit counts the days; far ahead nobody does.
    """
    days = (value - today).days
    if days == 0:
        return _("i dag")
    if days < 0:
        return ngettext("{n} dag over tiden", "{n} dage over tiden", -days).format(n=-days)
    if days == 1:
        return _("i morgen")
    if days <= _COUNTED_DAYS:
        return ngettext("om {n} dag", "om {n} dage", days).format(n=days)
    return _("om {time}").format(time=_years_and_months(today, value))


_COUNTED_DAYS = 62
"""Two months, the longest that there are."""


def _years_and_months(today: date, value: date) -> str:
    months = 12 * (value.year - today.year) + value.month - today.month - (value.day < today.day)
    years, rest = divmod(months, 12)
    told = []
    if years:
        told.append(ngettext("{count} år", "{count} år", years).format(count=years))
    if rest:
        told.append(ngettext("{count} måned", "{count} måneder", rest).format(count=rest))
    return _("{some} og {last}").format(some=told[0], last=told[1]) if len(told) > 1 else told[0]


def cpr(value: str | None) -> str:
    """A CPR number with its last four digits hidden: `611285-••••`."""
    return f"{value[:6]}-••••" if value else "–"


def address(lines: tuple[str, ...], protected: bool) -> tuple[str, ...]:  # noqa: FBT001
    """The lines of an address as staff read them: a protected one says so."""
    return address_for(Reader.STAFF, lines, protected=protected)


def amounts(value: Amounts | None) -> str:
    """How much help, in the measures it is told in; a dash for none."""
    return amounts_text(value or {}, library().words) or "–"


def status(value: str) -> str:
    """Where a case stands, in words."""
    return _(STATUS_TEXTS[Status(value)])


def paragraph(service: str) -> str:
    """Where a kind of help is in the law, short: `§ 104`; empty for one that is not known."""
    known = library().words.services.get(service)
    return known.legal_basis[0].removeprefix(_MOST_LAW) if known else ""


_MOST_LAW = "serviceloven "
"""The law of nearly all help: left out where there is room for the paragraph alone."""


def service(value: str) -> str:
    """A kind of help, in words; one that is not known, by its key."""
    known = library().words.services.get(value)
    return name_of(known) if known else value


def step(name: str) -> str:
    """What an event is called."""
    return title_of(name)


def due(why: str | None) -> str:
    """What is due."""
    return _(DUE_TEXTS.get(why, why)) if why else ""


def role_name(value: Role | str) -> str:
    """A role in words."""
    return _(ROLES[Role(value)].text)


def look(value: What) -> str:
    """What was done that left a trace."""
    return _(LOOK_TEXTS[value])


def kind(value: DecisionKind | str) -> str:
    """A kind of decision in words."""
    return _(KIND_TEXTS[DecisionKind(value)])


def rank(value: Rank) -> str:
    """What a rule weighs, in words."""
    return wording.rank_text(value)


def verified(value: Verified) -> str:
    """How sure the wording of a rule is; empty where it was read in the source."""
    return wording.verified_text(value)


def evidence_kind(value: EvidenceKind) -> str:
    """What a paper of the case is."""
    return _(EVIDENCE_KINDS[value])


def media_type(value: str) -> str:
    """What a file is, as people call it."""
    return _(MEDIA_TEXTS.get(value, value))


def size(value_bytes: int) -> str:
    """How much a file takes: `12 kB`, `3,4 MB`."""
    if value_bytes < 1_000_000:
        return _("{n} kB").format(n=max(value_bytes // 1000, 1))
    megabytes = Decimal(value_bytes // 100_000) / 10
    return _("{n} MB").format(n=number_text(megabytes))


def glued(text: str) -> str:
    """The text with its `§` kept beside the number."""
    return _PARAGRAPH.sub("\N{NO-BREAK SPACE}", text)


_PARAGRAPH = re.compile(r"(?<=§) (?=[\d§])|(?<=stk\.) (?=\d)|(?<=nr\.) (?=\d)")


def capital(text: str) -> str:
    """The text with a capital first letter."""
    return text[:1].upper() + text[1:]


FILTERS: Mapping[str, Any] = {
    "day": day,
    "address": address,
    "days": wording.with_days,
    "clock": clock_text,
    "oere": kroner_text,
    "moment": moment,
    "until": until,
    "cpr": cpr,
    "amounts": amounts,
    "status": status,
    "step": step,
    "paragraph": paragraph,
    "service": service,
    "due": due,
    "role_name": role_name,
    "kind": kind,
    "look": look,
    "rank": rank,
    "verified": verified,
    "evidence_kind": evidence_kind,
    "media_type": media_type,
    "size": size,
    "glued": glued,
    "capital": capital,
    "kroner": number_words.money,
}
"""The filters of the templates."""
