"""What changed and how an answer was weighed are typed and sent; claims stand with their papers."""

from datetime import date

from kompas.casework import DecisionKind, Evidence, EvidenceKind, Statement
from kompas.casework.steps.decision import DecisionTaken
from kompas.casework.steps.evidence import EvidenceAdded
from kompas.casework.steps.hearing import HearingSent
from kompas.casework.steps.hearing_answer import HearingAnswered
from kompas.norms import Library
from tests.desk.conftest import SignIn
from tests.desk.decision_pages import address, begin, opened, written
from tests.processes.town import Telling, assessed, takes

PAPER = Evidence(
    id="letter-1",
    kind=EvidenceKind.DOCUMENT,
    title="Brev fra botilbuddet",
    dated=date(2026, 5, 18),
    known_to_party=False,
    unfavourable=True,
)
WEIGHED = "Vi har spurgt botilbuddet igen, og koret er hver torsdag."


def answered(library: Library) -> Telling:
    """A case whose citizen was heard and answered."""
    return assessed(library).does(
        EvidenceAdded(evidence=PAPER),
        HearingSent(
            evidence=("letter-1",), sent_on=date(2026, 5, 20), deadline_on=date(2026, 5, 29)
        ),
        HearingAnswered(answer="Det passer ikke.", answered_on=date(2026, 5, 26)),
    )


def asks_for_answer(html: str) -> bool:
    """Whether the field on the answer is in the way."""
    before = html.partition('id="f-answer_weighed-text"')[0]
    return (
        not before.rpartition('<div class="deciding-statement">')[0].rstrip().endswith(" hidden>")
    )


def test_how_an_answer_was_weighed_is_asked_for_where_there_is_one(
    sign_in: SignIn, library: Library
) -> None:
    silent, told = assessed(library), answered(library)
    client = sign_in("anna")
    for telling in (silent, told):
        begin(telling, written(telling))
    assert not asks_for_answer(opened(client, silent).html)
    assert asks_for_answer(opened(client, told).html)


def test_that_an_answer_was_not_weighed_leads_to_its_field(
    sign_in: SignIn, library: Library
) -> None:
    telling = answered(library)
    begin(telling, {**written(telling), "kind": DecisionKind.REFUSAL.value, "granted": {}})
    page = opened(sign_in("anna"), telling)
    assert "#f-answer_weighed-text" in [href for _code, href in page.findings]


def test_what_was_weighed_is_part_of_the_decision_with_the_papers_of_the_hearing(
    sign_in: SignIn, library: Library
) -> None:
    telling, client = answered(library), sign_in("anna")
    begin(telling, written(telling))
    page = opened(client, telling)
    typed = {"answer_weighed-text": WEIGHED, "answer_weighed-evidence": ["letter-1"]}
    assert client.post(address(telling), {**page.sent, **typed, "do": "take"}).status_code == 302
    event = telling.entries()[-1].event
    assert isinstance(event, DecisionTaken)
    assert event.decision.answer_weighed == Statement(text=WEIGHED, evidence=("letter-1",))
    hearing = event.decision.hearing
    assert hearing is not None
    assert (hearing.papers, hearing.answered_on) == (("letter-1",), date(2026, 5, 26))


def test_who_reads_it_after_sees_each_claim_with_the_titles_and_days_of_its_papers(
    sign_in: SignIn, library: Library
) -> None:
    telling = answered(library)
    said = Statement(text=WEIGHED, evidence=("letter-1",))
    telling.does(takes(telling, answer_weighed=said))
    html = opened(sign_in("birk"), telling).html
    told = html.partition("Det, afgørelsen siger, og hvad det bygger på")[2]
    assert WEIGHED in told
    assert "Brev fra botilbuddet, 18. maj 2026" in " ".join(told.split())
    assert "Kompas ser et bilags art og dato, ikke hvad der står i det." in told
