"""What can be done with a case, and where: each step as people ask for it, with its page."""

from collections.abc import Iterator, Mapping
from dataclasses import dataclass

from kompas.casework import ahead
from kompas.casework.status import STEPS, Status
from kompas.desk.case_file import CaseFile
from kompas.desk.rendering import url
from kompas.desk.routes import ROUTE
from kompas.desk.steps import FORMS
from kompas.words import N_, _

DO_TEXTS: Mapping[str, str] = {
    "need_uncovered": N_("Skriv årsag og behov"),
    "referred_to_early_help": N_("Henvis til tidlig forebyggende indsats"),
    "other_help_considered": N_("Notér anden hjælp, der er overvejet"),
    "fact_noted": N_("Notér oplysninger"),
    "evidence_added": N_("Tilføj et bilag"),
    "need_assessed": N_("Skriv udredningen"),
    "action_plan_offered": N_("Tilbyd handleplan"),
    "goals_set": N_("Sæt mål for indsatsen"),
    "recommendation_made": N_("Skriv indstillingen"),
    "put_to_panel": N_("Sæt sagen på udvalgets dagsorden"),
    "panel_decided": N_("Skriv udvalgets beslutning"),
    "panel_deferred": N_("Udsæt sagen i udvalget"),
    "hearing_sent": N_("Send partshøring"),
    "hearing_answered": N_("Notér svar på partshøring"),
    "delay_notified": N_("Giv besked om forsinkelse"),
    "decision_taken": N_("Skriv afgørelsen"),
    "letter_made": N_("Lav brevet"),
    "letter_sent": N_("Læs og send brevet"),
    "note_written": N_("Skriv et notat"),
    "document_attached": N_("Læg et dokument på sagen"),
    "assigned": N_("Overdrag sagen"),
    "access_restricted": N_("Begræns adgangen"),
    "case_closed": N_("Luk sagen"),
}
"""What a step is called for who is about to do it, in the order of the list on the page."""

PAGES: Mapping[str, str] = {
    "decision_taken": "decision",
    "letter_made": "letter",
    "letter_sent": "send",
    "panel_decided": "panel_case",
    "panel_deferred": "panel_case",
    "fact_noted": "case_facts",
    "document_attached": "case_documents",
}
"""Steps with a page of their own, by the name of its route; the others have a form."""
_AGAIN: Mapping[Status, str] = {
    Status.RUNNING: N_("Skriv opfølgningen"),
    Status.SENT: N_("Skriv opfølgningen"),
    Status.EARLY_HELP: N_("Tag sagen op igen"),
}
"""What it is called to uncover reason and need where it has been done before."""
_ADDRESSED_BY_CASE = "<uuid:case_id>"


@dataclass(frozen=True, slots=True)
class Way:
    """A step that can be done, what it is called, and where; `url` is None where no page is."""

    step: str
    text: str
    url: str | None


def way(file: CaseFile, step: str) -> Way:
    """How a step is done."""
    text = _(DO_TEXTS[step])
    if step == "decision_taken" and file.case.status is Status.DECIDED:
        text = _("Ret afgørelsen")
    if step == "need_uncovered" and file.case.status in _AGAIN:
        text = _(_AGAIN[file.case.status])
    return Way(step, text, address(file, step))


def address(file: CaseFile, step: str) -> str | None:
    """The page on which a step is done; None where there is none."""
    name = PAGES.get(step, "do_step")
    if name == "do_step":
        case_id = file.case.case_id
        return url(name, case_id=case_id, step=step) if step in FORMS else None
    if name not in ROUTE:
        return None
    if _ADDRESSED_BY_CASE not in ROUTE[name].path:
        return url(name)
    return url(name, case_id=file.case.case_id)


def next_way(file: CaseFile) -> Way | None:
    """The step that leads on, where the user may do it now."""
    step = file.next.step
    return way(file, step) if step and file.may(step) else None


def other_ways(file: CaseFile) -> Iterator[Way]:
    """What else the user may do now; what has no page is left out."""
    for step in DO_TEXTS:
        if step in STEPS and step != file.next.step and file.may(step):
            found = way(file, step)
            if found.url and not _hidden(file, step):
                yield found


def _hidden(file: CaseFile, step: str) -> bool:
    """What the status allows and the case has no use for: an answer to nothing, a letter anew."""
    if step == "hearing_answered":
        return not file.case.hearings
    if step in ("recommendation_made", "put_to_panel"):
        return not file.panel_required
    if step == "letter_made":
        return any(ahead.open_findings(file.case))
    if step == "letter_sent":
        return file.case.letter is None or any(ahead.open_findings(file.case))
    return False
