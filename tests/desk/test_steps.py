"""The forms of the steps: each records what was typed, or says what is wrong and keeps it."""

import pytest

from kompas.casework.steps import STEPS
from kompas.casework.steps.assessment import NeedAssessed
from kompas.casework.steps.evidence import EvidenceAdded
from kompas.casework.steps.note import NoteWritten
from kompas.desk.steps import FORMS
from kompas.norms import Library
from tests.desk.conftest import SignIn
from tests.desk.running_forms import Start
from tests.desk.step_forms import (
    ASKED,
    FORM,
    address,
    asked,
    heard_twice,
    informed,
    lead_of,
    newest,
    right_of,
    words,
)
from tests.processes.town import applied
from tests.spec.case.stories import REPORT

pytestmark = pytest.mark.usefixtures("town")


def test_every_form_is_tried_here() -> None:
    # What is recorded with its letter alone is tried in test_notices.
    assert FORM.keys() == {name for name, form in FORMS.items() if not form.only_letter}
    assert FORMS.keys() <= STEPS.keys()


@pytest.mark.parametrize("step", FORM)
def test_what_is_typed_is_recorded(step: str, library: Library, sign_in: SignIn) -> None:
    typing = FORM[step]
    told = typing.start(library)
    client = sign_in(typing.by)
    seq = told.case.seq
    answer = client.post(address(told.id, step), {**right_of(step), "seq": seq})
    assert answer.status_code == 302, words(answer)
    event = newest(told, lead_of(told))
    assert event == (typing.records(seq) if callable(typing.records) else typing.records)
    assert "Gemt i sagen" in words(client.get("/min-dag"))


def test_a_day_long_ago_is_recorded_when_it_is_said_to_be_right(
    library: Library, sign_in: SignIn
) -> None:
    told, client = FORM["need_uncovered"].start(library), sign_in(FORM["need_uncovered"].by)
    typed = {**right_of("need_uncovered"), "met_on": "1926-06-01", "seq": told.case.seq}
    answer = client.post(address(told.id, "need_uncovered"), typed)
    assert answer.status_code == 422
    assert "Datoen 1. juni 1926 ligger 100 år tilbage." in words(answer)
    assert 'name="days_confirmed"' in answer.content.decode()
    confirmed = {**typed, "days_confirmed": "yes"}
    assert client.post(address(told.id, "need_uncovered"), confirmed).status_code == 302
    assert "days_confirmed" not in client.get(address(told.id, "note_written")).content.decode()


@pytest.mark.parametrize("step", FORM)
def test_what_is_wrong_is_said_and_all_that_was_typed_stays(
    step: str, library: Library, sign_in: SignIn
) -> None:
    typing = FORM[step]
    told = typing.start(library)
    typed = {**right_of(step), **typing.wrong, "seq": told.case.seq}
    answer = sign_in(typing.by).post(address(told.id, step), typed)
    assert answer.status_code == 422
    assert typing.said in words(answer)
    for name, value in typed.items():
        if name not in typing.wrong and isinstance(value, str):
            assert value.replace("\r\n", "\n") in words(answer).replace("\r\n", "\n"), name
    assert len(told.entries(by=lead_of(told))) == told.case.seq


@pytest.mark.parametrize("step", FORM)
def test_nonsense_is_never_an_error_of_ours(step: str, library: Library, sign_in: SignIn) -> None:
    typing = FORM[step]
    told = typing.start(library)
    client = sign_in(typing.by)
    some = ("", "\0", "x" * 30_000, "-1", "9999-99-99", "<script>", "٣", "1e999", "[]")
    for nonsense in some[:3] if step == "note_written" else some:  # a note may say anything
        typed = dict.fromkeys(right_of(step), nonsense)
        answer = client.post(address(told.id, step), {**typed, "seq": nonsense})
        assert answer.status_code in (409, 422), (nonsense, answer.status_code)
    assert len(told.entries(by=lead_of(told))) == told.case.seq


@pytest.mark.parametrize("step", FORM)
def test_a_draft_fills_the_form_and_goes_when_it_is_recorded(
    step: str, library: Library, sign_in: SignIn
) -> None:
    typing = FORM[step]
    told = typing.start(library)
    client = sign_in(typing.by)
    draft = f"/sager/{told.id}/kladde/{step}"
    typed = {**right_of(step), "seq": told.case.seq}
    saved = client.post(draft, {**typed, "csrfmiddlewaretoken": "hemmelig"})
    assert saved.status_code == 200
    assert saved.content.decode().startswith("Gemt som kladde kl. ")
    page = client.get(address(told.id, step))
    assert "Kladde fra" in words(page)
    for name, value in typed.items():
        if name != "seq" and isinstance(value, str) and len(value) > 3:
            assert value.replace("\r\n", "\n").strip() in words(page).replace("\r\n", "\n"), name
    client.post(address(told.id, step), typed)
    assert client.post(draft, {}).status_code in (200, 404)  # 404: out of sight now
    page = client.get(address(told.id, step))
    assert "hemmelig" not in words(page)


def test_a_draft_keeps_what_was_not_ticked(library: Library, sign_in: SignIn) -> None:
    told, client = informed(library), sign_in("anna")
    page = words(client.get(address(told.id, "evidence_added")))
    assert 'name="known_to_party" checked' in page
    client.post(f"/sager/{told.id}/kladde/evidence_added", {"name": "Et brev"})
    page = words(client.get(address(told.id, "evidence_added")))
    assert 'name="known_to_party" checked' not in page
    assert "Et brev" in page


def test_a_draft_is_ones_own_and_can_be_thrown_away(library: Library, sign_in: SignIn) -> None:
    told, anna, birk = applied(library), sign_in("anna"), sign_in("birk")
    anna.post(f"/sager/{told.id}/kladde/note_written", {"note": "Kun for mig"})
    there = address(told.id, "note_written")
    assert "Kun for mig" in words(anna.get(there))
    assert "Kun for mig" not in words(birk.get(there))
    anna.post(there, {"discard": "1"})
    assert "Kun for mig" not in words(anna.get(there))


def test_a_draft_that_is_too_long_is_told(library: Library, sign_in: SignIn) -> None:
    told, client = applied(library), sign_in("anna")
    long = client.post(f"/sager/{told.id}/kladde/note_written", {"note": "x" * 1_100_000})
    assert (long.status_code, words(long)) == (413, "Kladden er for lang til at blive gemt.")
    assert client.post(f"/sager/{told.id}/kladde/{'n' * 61}", {}).status_code == 404


def test_who_writes_a_draft_on_an_older_case_is_told(library: Library, sign_in: SignIn) -> None:
    told, client = applied(library), sign_in("anna")
    typed = {**right_of("need_uncovered"), "seq": told.case.seq}
    client.post(f"/sager/{told.id}/kladde/need_uncovered", typed)
    told.does(NoteWritten(text="Nyt"))
    assert "Sagen er gået videre" not in words(client.get(address(told.id, "need_uncovered")))
    told.does(EvidenceAdded(evidence=REPORT))
    assert "Sagen er gået videre" in words(client.get(address(told.id, "need_uncovered")))


def test_the_second_of_two_is_told_and_loses_nothing(library: Library, sign_in: SignIn) -> None:
    told, client = applied(library), sign_in("anna")
    seq = told.case.seq
    told.does(EvidenceAdded(evidence=REPORT), by="birk")
    typed = {**right_of("need_uncovered"), "seq": seq}
    answer = client.post(address(told.id, "need_uncovered"), typed)
    assert answer.status_code == 409
    page = words(answer)
    assert "Sagen er ændret, siden du åbnede siden" in page
    assert "Bilag tilføjet" in page
    assert typed["reason"] in page
    assert f'name="seq" value="{seq + 1}"' in page
    again = client.post(address(told.id, "need_uncovered"), {**typed, "seq": seq + 1})
    assert again.status_code == 302


def test_a_note_is_added_beside_all_else(library: Library, sign_in: SignIn) -> None:
    told, client = applied(library), sign_in("anna")
    told.does(NoteWritten(text="Birk var først."), by="birk")
    answer = client.post(address(told.id, "note_written"), {"note": "Også mig.", "seq": 1})
    assert answer.status_code == 302


def test_a_form_without_its_number_is_not_recorded(library: Library, sign_in: SignIn) -> None:
    told, client = applied(library), sign_in("anna")
    answer = client.post(address(told.id, "need_uncovered"), right_of("need_uncovered"))
    assert answer.status_code == 409


def test_a_level_by_vum_is_asked_only_where_the_standard_goes_by_it(
    library: Library, sign_in: SignIn
) -> None:
    typed = {**right_of("need_assessed"), "vum_level": ""}
    told = informed(library)  # Vejen's standard does not ask for it
    form = address(told.id, "need_assessed")
    assert sign_in("anna").post(form, {**typed, "seq": told.case.seq}).status_code == 302
    event = told.entries()[-1].event
    assert isinstance(event, NeedAssessed)
    assert event.vum_level == ""
    assert "Moderat behov." in words(sign_in("anna").get(f"/sager/{told.id}"))


def test_the_entry_in_the_address_goes_before_the_one_of_the_draft(
    library: Library, sign_in: SignIn
) -> None:
    """What was written about one entry is neither shown nor recorded about another."""
    told = informed(library).does(NoteWritten(text="Kirsten ringede."))
    client, step = sign_in("anna"), "entry_withdrawn"
    last = told.case.seq
    typed = {"entry": str(last), "cause": "mistake", "reason": "Skrevet to gange."}
    client.post(f"/sager/{told.id}/kladde/{step}", typed)
    other = words(client.get(address(told.id, step) + f"?post={last - 1}"))
    assert f'value="{last - 1}" selected' in other
    assert "Skrevet to gange." not in other
    assert "Du har en kladde om noget andet" in other
    assert f'data-chosen="entry={last - 1}"' in other  # what the browser kept is told by it
    # It is written over the draft only when something is typed; until then it is a press away.
    assert 'name="draft_version" value="1"' in other
    for where in ("", f"?post={last}"):
        own = words(client.get(address(told.id, step) + where))
        assert f'value="{last}" selected' in own
        assert "Skrevet to gange." in own
        assert "Du har en kladde om noget andet" not in own


@pytest.mark.parametrize(
    ("step", "start", "field"),
    [
        ("hearing_answered", heard_twice, "hearing"),
        ("information_received", lambda library: asked(library).does(ASKED), "request"),
    ],
)
def test_an_answer_in_a_draft_is_not_shown_as_the_answer_to_another(
    step: str, start: Start, field: str, library: Library, sign_in: SignIn
) -> None:
    told, client = start(library), sign_in("anna")
    last = told.case.seq
    where = address(told.id, step)
    client.post(f"/sager/{told.id}/kladde/{step}", {field: str(last), "answer": "Hun er enig."})
    other = words(client.get(where + f"?post={last - 1}"))
    assert f'value="{last - 1}" checked' in other
    assert "Hun er enig." not in other
    assert "Hun er enig." in words(client.get(where))


def test_a_draft_that_chose_nothing_is_of_what_the_address_chooses(
    library: Library, sign_in: SignIn
) -> None:
    told, client = informed(library), sign_in("anna")
    typed = {"entry": "", "reason": "Skrevet to gange."}
    client.post(f"/sager/{told.id}/kladde/entry_withdrawn", typed)
    shown = words(client.get(address(told.id, "entry_withdrawn") + f"?post={told.case.seq}"))
    assert f'value="{told.case.seq}" selected' in shown
    assert "Skrevet to gange." in shown
