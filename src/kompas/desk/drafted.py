"""Drafts of forms: what is typed is kept as it stands, and fills the form when opened again."""

from collections.abc import Iterable, Mapping
from dataclasses import dataclass
from datetime import datetime
from typing import Any
from uuid import UUID

from django.forms import Form
from django.http import QueryDict
from django.utils.datastructures import MultiValueDict

from kompas.desk.doing import SEQ, seen_seq
from kompas.processes.reading import Entries, draft_of
from kompas.register import drafts
from kompas.web.filters import clock
from kompas.web.visit import NAMED, Visit
from kompas.words import _

NO_CASE = UUID(int=0)
"""What a draft lies under that belongs to no case yet."""
_NOT_KEPT = {"csrfmiddlewaretoken", NAMED}


@dataclass(frozen=True, slots=True)
class Kept:
    """A draft as it was typed. `seen_seq` is the newest entry of the case when it was begun."""

    data: QueryDict
    saved_at: datetime

    @property
    def seen_seq(self) -> int | None:
        """The number of the case's newest entry when the form was opened."""
        return seen_seq(self.data)


def keep(visit: Visit, case_id: UUID, name: str, data: QueryDict, proceeding: int = 0) -> str:
    """Keep a form as it stands; what is said of it. One statement. Raises DraftTooLong.

    Each field is kept as the list of its values, as the browser sends them.
    """
    typed = {key.replace("\0", ""): values for key, values in data.lists()}
    text = {key: _clean(values) for key, values in typed.items() if key not in _NOT_KEPT}
    by = visit.viewer.username
    drafts.save(drafts.Draft(case_id, name, by, text, visit.now, proceeding))
    return _("Gemt som kladde kl. {time}").format(time=clock(visit.now))


def kept(visit: Visit, entries: Entries, name: str, proceeding: int = 0) -> Kept | None:
    """What the user has typed in a form of a case and not recorded, or None. One statement."""
    return _kept(draft_of(entries, name, visit.viewer, proceeding))


def kept_of_no_case(visit: Visit, name: str) -> Kept | None:
    """As `kept`, of a case that is not opened yet. One statement."""
    return _kept(drafts.find(NO_CASE, name, visit.viewer.username))


def _kept(found: drafts.Draft | None) -> Kept | None:
    return Kept(_as_typed(found.text), found.saved_at) if found else None


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
    """Without the one sign that PostgreSQL has no place for."""
    return [str(value).replace("\0", "") for value in values]


def _as_typed(text: Mapping[str, Any]) -> QueryDict:
    data = QueryDict(mutable=True)
    for key, values in text.items():
        data.setlist(key, values if isinstance(values, list) else [str(values)])
    return data
