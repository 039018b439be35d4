"""Drafts of forms: what is typed is kept as it stands, and fills the form when opened again."""

from collections.abc import Collection, Iterable, Mapping
from dataclasses import dataclass
from datetime import datetime
from typing import Any
from uuid import UUID

from django.forms import Form
from django.http import HttpResponse, QueryDict
from django.utils.datastructures import MultiValueDict

from kompas.desk.submission import DAYS_CONFIRMED, SEQ, seen_seq
from kompas.processes.reading import Entries, draft_of
from kompas.register import drafts
from kompas.web.filters import clock
from kompas.web.parameters import as_number, word
from kompas.web.request_context import NAMED, Visit
from kompas.words import _

NO_CASE = UUID(int=0)
"""What a draft lies under that belongs to no case yet."""
VERSION = "draft_version"
"""The field with the version of the draft that a form shows; empty for none."""
_NOW_CALLED = {"days": "days_per_week", "hours": "hours_per_week", "offer": "facility"}
"""What fields of older drafts are called now."""
_NOT_KEPT = {"csrfmiddlewaretoken", NAMED, VERSION, DAYS_CONFIRMED}


@dataclass(frozen=True, slots=True)
class Kept:
    """A draft as it was typed. `seen_seq` is the newest entry of the case when it was begun."""

    data: QueryDict
    saved_at: datetime
    version: int

    @property
    def seen_seq(self) -> int | None:
        """The number of the case's newest entry when the form was opened."""
        return seen_seq(self.data)

    def is_of_another(self, chosen: Mapping[str, str]) -> bool:
        """Whether it was written of something else than the values that are chosen, by field."""
        return any(self.data.get(name) not in ("", None, value) for name, value in chosen.items())


def keep(
    visit: Visit, case_id: UUID, name: str, data: QueryDict, proceeding: int = 0
) -> HttpResponse:
    """Keep a form as it stands; a word on it, and its version. One statement.

    Each field is kept as the list of its values, as the browser sends them. What was saved from
    another window since the form's own version stays, and this one is told so.
    """
    text = kept_text(data)
    by = visit.viewer.username
    draft = drafts.Draft(case_id, name, by, text, visit.now, proceeding)
    try:
        version = drafts.save(draft, _seen(data))
    except drafts.DraftTooLong as error:
        return plain(str(error), status=413)
    except drafts.DraftMovedOn as moved:
        return plain(str(moved), status=409)
    answer = plain(_("Gemt som kladde kl. {time}").format(time=clock(visit.now)))
    answer.headers["X-Draft-Version"] = str(version)
    return answer


def kept_text(data: QueryDict, without: Collection[str] = ()) -> dict[str, list[str]]:
    """What was typed, as a draft keeps it: each field's values by its name."""
    typed = {key.replace("\0", ""): values for key, values in data.lists()}
    left_out = {*_NOT_KEPT, *without}
    return {key: _clean(values) for key, values in typed.items() if key not in left_out}


def _seen(data: QueryDict) -> int | None:
    """The version that a form was written on; 0 for none, None where it does not say."""
    return as_number(str(data[VERSION]) or "0") if VERSION in data else None


def shown_version(data: QueryDict, draft: Kept | None) -> str:
    """The version for a form: of the draft that it shows; one that comes back keeps its own."""
    return str(draft.version) if draft else word(data, VERSION)


def plain(text: str, *, status: int = 200) -> HttpResponse:
    """A word for a form that is kept while it is typed."""
    return HttpResponse(text, status=status, content_type="text/plain; charset=utf-8")


def kept(visit: Visit, entries: Entries, name: str, proceeding: int = 0) -> Kept | None:
    """What the user has typed in a form of a case and not recorded, or None. One statement."""
    return _kept(draft_of(entries, name, visit.viewer, proceeding))


def kept_of_no_case(visit: Visit, name: str) -> Kept | None:
    """As `kept`, of a case that is not opened yet. One statement."""
    return _kept(drafts.find(NO_CASE, name, visit.viewer.username))


def _kept(found: drafts.Draft | None) -> Kept | None:
    return Kept(_as_typed(found.text), found.saved_at, found.version) if found else None


def discard(visit: Visit, case_id: UUID, name: str, proceeding: int = 0) -> None:
    """The draft is not needed any more: recorded, or thrown away. One statement."""
    drafts.discard(case_id, name, visit.viewer.username, proceeding)


def fill(form: Form, draft: Kept | None) -> None:
    """Let an unbound form show what a draft holds in place of its defaults."""
    if draft is None:
        return
    none: MultiValueDict[str, Any] = MultiValueDict()
    for bound in form:
        widget, name = bound.field.widget, bound.html_name
        if name != SEQ and not widget.value_omitted_from_data(draft.data, none, name):
            form.initial[bound.name] = widget.value_from_datadict(draft.data, none, name)


def _clean(values: Iterable[object]) -> list[str]:
    """Without the one sign that PostgreSQL has no place for; line ends as everywhere else."""
    return [str(value).replace("\0", "").replace("\r\n", "\n") for value in values]


def _as_typed(text: Mapping[str, Any]) -> QueryDict:
    data = QueryDict(mutable=True)
    for key, values in text.items():
        data.setlist(
            _NOW_CALLED.get(key, key), values if isinstance(values, list) else [str(values)]
        )
    return data
