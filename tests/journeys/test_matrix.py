"""Each service and each kind of decision, once through the browser: from the application, or the
help that runs already, to the letter that is sent. The cases are those of the matrix.
"""

from collections.abc import Iterator, Mapping, Sequence
from datetime import date

import pytest
from playwright.sync_api import Page, Response, expect

from kompas.casework import DecisionKind
from kompas.casework.case import Case
from kompas.casework.evidence_code import code_of
from kompas.desk.deciding.draft import of_values
from kompas.letters import Letter
from kompas.norms import Library
from kompas.processes.draft_decision import Printed, letter_of
from kompas.processes.judgement import replay
from kompas.processes.reading import folded, read
from kompas.register.models import CaseSummary
from kompas.web import norms as held
from kompas.wire.draft_reading import as_written
from tests.clock import NOW, TODAY
from tests.journeys.conftest import Visitor
from tests.journeys.filling import Typed, adds_grounds, adds_rows, types
from tests.journeys.test_to_the_letter import goes_on, said
from tests.matrix.examples import FILES, OUTSIDE, Example
from tests.matrix.judging import holds
from tests.matrix.playing import APPLIED_ON, ASSESSED_ON, CASEWORKER, MET_ON, settle, unit_of
from tests.outside_the_six.test_escort_scheme import folder, norms
from tests.processes.town import PURPOSE, viewer
from tests.register.database import Database

__all__ = ["folder", "norms"]
"""The copy of the norms into which § 97 is laid."""

SHIPPED = (
    ("104-vejen", DecisionKind.GRANT),
    ("107-copenhagen", DecisionKind.PARTIAL_REFUSAL),
    ("104-copenhagen", DecisionKind.REFUSAL),
    ("85-copenhagen", DecisionKind.REDUCTION),
    ("103-copenhagen", DecisionKind.TERMINATION),
    ("108-copenhagen", DecisionKind.PROVIDER_CHOICE),
    ("84-copenhagen", DecisionKind.PROVIDER_CHANGE),
)
LAID_IN = ("97-vejen", DecisionKind.GRANT)
"""On a copy of the norms (`tests.outside_the_six`)."""
Written = str | list[str]
"""What is typed into a field of the decision, or ticked of several."""
NEXT_ON = date(2026, 12, 1)
"""When help is followed up again: no later than any of the rules says."""
NUMBER = 971
"""Of a CPR number that nobody in Eksempelby has."""


def test_every_service_and_every_kind_goes_through_the_browser() -> None:
    played = (*SHIPPED, LAID_IN)
    services = {one["service"] for one in (*FILES.values(), *OUTSIDE.values())}
    assert {Example(*one).told["service"] for one in played} == services
    assert {kind for _name, kind in played} == set(DecisionKind)


@pytest.fixture
def desk(visitor: Visitor, eksempelby: Database) -> Iterator[Page]:
    """The desk of whoever handles the matrix's cases; nothing that is sent is turned down."""
    del eksempelby
    settle()
    page = visitor(CASEWORKER, "/min-dag")
    turned_down: list[str] = []

    def hears(answer: Response) -> None:
        if answer.status >= 400:
            turned_down.append(f"{answer.status} {answer.request.method} {answer.url}")

    page.on("response", hears)
    yield page
    assert turned_down == []


@pytest.fixture
def copy(desk: Page, norms: Library, monkeypatch: pytest.MonkeyPatch) -> Library:
    """The server works by the copy for as long as the test lasts."""
    del desk
    monkeypatch.setattr(held, "_held", [norms])
    return norms


@pytest.mark.parametrize(("name", "kind"), SHIPPED)
def test_it_goes_from_the_beginning_to_the_letter(
    name: str, kind: DecisionKind, desk: Page, library: Library
) -> None:
    goes_to_the_letter(desk, Example(name, kind), library)


def test_a_service_of_data_alone_goes_to_the_letter(desk: Page, copy: Library) -> None:
    goes_to_the_letter(desk, Example(*LAID_IN), copy)


def goes_to_the_letter(page: Page, example: Example, library: Library) -> None:
    """The whole way; then what the record holds is judged as in the matrix."""
    begins(page, example)
    finds_out(page, example)
    is_heard(page, example)
    typed = decides(page, example)
    sends(page, example)
    holds(*recorded(example, typed, library), example)


# ---------------------------------------------------------------- the beginning


def begins(page: Page, example: Example) -> None:
    """An application; or help that runs is taken over, and the citizen may ask for a change."""
    page.get_by_role("link", name="Opret ny sag").click()
    if example.runs_already:
        page.get_by_role("link", name="Overtag en løbende bevilling").click()
        expect(page.locator("[name=facility]")).to_be_visible()
    citizen = example.citizen(NUMBER)
    whose = {
        "cpr": citizen.cpr or "",
        "citizen_name": citizen.name,
        "address": "\n".join(citizen.address_lines),
        "unit": unit_of(example.told["municipality"], panel=False),
        "service": example.told["service"],
    }
    if example.runs_already:
        types(page, whose | _running(example))
    else:
        types(page, whose | _applied(example))
    page.get_by_role("button", name="Opret sagen", exact=True).click()
    said(page, "er oprettet")
    if example.own["begins"] == "change_request":
        records(page, "Modtag en ansøgning om ændring", _applied(example))


def _running(example: Example) -> dict[str, Typed]:
    running = example.told["running"]
    return {
        "facility": example.own.get("running_facility", running["facility"]),
        "granted_on": running["granted_on"],
        **_numbers(running["extent"]),
    }


def _applied(example: Example) -> dict[str, Typed]:
    return {
        "applied_for": example.own["applied_for"],
        "channel": "digital",
        "received_on": APPLIED_ON.isoformat(),
        **_numbers(example.own.get("applied_amounts", {})),
    }


def _numbers(amounts: Mapping[str, object]) -> dict[str, Typed]:
    """How much help, in numbers; of a place there is none to type."""
    return {name: str(number) for name, number in amounts.items() if name != "place"}


# ---------------------------------------------------------------- what is found out


def records(page: Page, step: str, fields: Mapping[str, Typed], button: str = "Registrér") -> None:
    """From the page of the case by the step's link to its form, and back."""
    page.get_by_role("main").get_by_role("link", name=step, exact=True).first.click()
    button_of_form = page.locator("#step-form").get_by_role("button", name=button, exact=True)
    expect(button_of_form).to_be_visible()
    types(page, fields)
    button_of_form.click()
    said(page, "Gemt i sagen")


def finds_out(page: Page, example: Example) -> None:
    """Reason and need, the papers, the facts with their sources, and the assessment."""
    told = example.told
    if example.own["begins"] == "follow_up":
        records(page, "Følg op på hjælpen", _followed_up(example))
    else:
        need = {"reason": told["reason"], "need": told["need"], "met_on": MET_ON.isoformat()}
        records(page, "Skriv årsag og behov", need)
    for paper in example.papers:
        records(
            page,
            "Tilføj et bilag",
            {
                "kind": paper.kind.value,
                "name": paper.title,
                "dated": paper.dated.isoformat(),
                "known_to_party": paper.known_to_party,
                "unfavourable": paper.unfavourable,
            },
            button="Tilføj bilaget",
        )
    notes(page, example)
    assessment = {**told["assessment"], **example.own.get("assessment", {})}
    records(page, "Skriv udredningen", {**assessment, "assessed_on": ASSESSED_ON.isoformat()})


def _followed_up(example: Example) -> dict[str, Typed]:
    """The follow-up shows that the help must change; help from before has no goals here."""
    return {
        "held_on": MET_ON.isoformat(),
        "citizen_words": "Det går, som vi har talt om.",
        "help_changes": "ja",
        "change_reason": example.told["reason"],
        "change_need": example.told["need"],
        "next_on": NEXT_ON.isoformat(),  # not every standard sets one
    }


def notes(page: Page, example: Example) -> None:
    """The facts that the norms ask for, all at once: the source that most have stands once, the
    others by each.
    """
    page.get_by_role("link", name="Oplysninger", exact=True).click()
    expect(page.locator("[name=source]")).to_be_visible()
    names = page.locator("[name^=v-]").evaluate_all("fields => fields.map(field => field.name)")
    known = {name: told for name, told in example.facts.items() if f"v-{name}" in names}
    origins = [(source, on) for _value, source, on in known.values()]
    common = max(origins, key=origins.count)
    fields: dict[str, Typed] = {"source": common[0], "dated": common[1].isoformat()}
    for name, (value, source, on) in known.items():
        fields[f"v-{name}"] = str(value).lower() if isinstance(value, bool) else str(value)
        if (source, on) != common:
            fields |= {f"kilde-{name}": source, f"dato-{name}": on.isoformat()}
    types(page, fields)
    page.get_by_role("button", name="Notér oplysningerne").click()
    said(page, f"{len(known)} oplysninger er noteret")
    page.get_by_role("link", name="Overblik").click()


def is_heard(page: Page, example: Example) -> None:
    """The citizen is heard of what they do not know and answers, where the example says so."""
    told = example.own.get("hearing")
    if told is None:
        return
    asked = {name: told[name] for name in ("sent_on", "deadline_on")}
    asked["evidence"] = _coded(example, told["evidence"])
    records(page, "Send partshøring", asked, button="Registrér, at høringen er sendt")
    answered = {name: told[name] for name in ("answer", "answered_on")}
    records(page, "Notér svar på partshøring", answered)


# ---------------------------------------------------------------- the decision and its letter


def decides(page: Page, example: Example) -> Mapping[str, Written]:
    """It is written until nothing is found any more, and taken; what was typed."""
    goes_on(page, "Skriv afgørelsen")
    written = example.typed()
    types(page, {"kind": example.kind.value})
    adds_grounds(page, [one["type"] for one in written.get("grounds", ())])
    adds_rows(page, "facilities", "Tilføj et tilbud", len(written.get("facilities", ())))
    adds_rows(page, "costs", "Tilføj en betaling", len(written.get("costs", ())))
    typed = _written(example, _asked(page))
    types(page, typed)
    findings = page.get_by_role("complementary", name="Ville afgørelsen holde?")
    expect(findings).to_contain_text("Kompas har ingen indvendinger")
    expect(findings.locator("[data-finding]")).to_have_count(0)
    expect(findings.get_by_role("heading", level=3)).to_have_count(0)
    page.get_by_role("button", name="Træf afgørelsen").click()
    said(page, "Afgørelsen er truffet")
    return typed


def _asked(page: Page) -> set[str]:
    """The fields that the page asks for at this kind of decision, by their names."""
    fields = page.locator("#decision-form [name]:not([type=hidden])")
    shown = "fields => fields.filter(one => !one.closest('[hidden]')).map(one => one.name)"
    return set(fields.evaluate_all(shown))


def _written(example: Example, asked: set[str]) -> Mapping[str, Written]:
    """What is typed of the example; the decision is of today, which needs no typing. What is
    proposed of a complaint is emptied where the example has nothing of it: all is granted.
    """
    written: dict[str, Written] = {
        name: "" for name in asked if name.startswith("complaint_guidance-")
    }
    for name, values in of_values(example.typed()).text().items():
        if name in ("kind", "decided_on") or name.endswith(_BY_BUTTONS):
            continue
        if name not in asked:
            assert name.partition("-")[0] in _NOT_OF_ALL, name
            continue
        if name.endswith("-evidence"):
            written[name] = _coded(example, values)
        else:
            written[name] = values if name == "legal_basis" else values[0]
    return written


def _coded(example: Example, papers: Sequence[str]) -> list[str]:
    """Papers of an example by the codes that they got from their titles when they were added."""
    codes: dict[str, str] = {}
    for paper in example.papers:
        codes[paper.id] = code_of(paper.title, codes.values())
    return [codes[one] for one in papers]


_BY_BUTTONS = ("-TOTAL_FORMS", "-type")
"""What stands there when a row was added."""
_NOT_OF_ALL = ("form", "form_reason", "considerably_intrusive", "granted")
"""What an example says that its kind is not asked for: whether it is a decision where it always is
one, and how much where that stays as it is.
"""


def sends(page: Page, example: Example) -> None:
    """The letter is read, made and sent."""
    letter = page.frame_locator("iframe[title='Brevet til borgeren']").locator("body")
    for text in _told(example):
        expect(letter).to_contain_text(text)
    expect(page.get_by_text("Ingenting. Brevet er helt.")).to_be_visible()
    page.get_by_role("button", name="Lav brevet").click()
    page.get_by_role("link", name="Gå videre, og send brevet").click()
    page.get_by_label("Digital Post").check()
    page.get_by_label("Jeg har læst brevet").check()
    page.get_by_role("button", name="Brevet er sendt").click()
    expect(page.get_by_role("heading", level=1)).to_have_text("Brevet er sendt")
    page.get_by_role("link", name="Tilbage til sagen").click()
    expect(page.get_by_role("list", name="Hvor langt sagen er")).to_contain_text(
        "Brev sendt: her er sagen"
    )


def _told(example: Example) -> Sequence[str]:
    """What the letter tells in the caseworker's own words."""
    written = example.typed()
    said_of_all = [written[name]["text"] for name in ("need", "wishes", "capacity")]
    return [*said_of_all, *(one["text"] for one in written.get("grounds", ()))]


# ---------------------------------------------------------------- the end


def recorded(
    example: Example, typed: Mapping[str, Written], library: Library
) -> tuple[Case, Letter]:
    """The citizen's case as the record holds it, with what was typed, and its decision's letter."""
    summary = CaseSummary.objects.get(citizen_name=example.told["name"])
    case = folded(read(summary.case_id, viewer(CASEWORKER), PURPOSE, now=NOW))
    taken = case.decisions[-1]
    kept = of_values(as_written(taken.decision)).text()
    for name, value in typed.items():
        told = {value} if isinstance(value, str) else set(value)
        assert set(kept.get(name, [""])) == told, name
    assert taken.decision.decided_on == TODAY
    printed = letter_of(taken.decision, replay(taken, library).judgement, library)
    assert isinstance(printed, Printed)
    return case, printed.letter
