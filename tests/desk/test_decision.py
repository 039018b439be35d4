"""Writing a decision: kept while it is written, judged beside, every finding with a way to mend it,
and taken only as it can be read.
"""

from dataclasses import replace
from datetime import date
from typing import Any

import pytest
from django.utils.http import urlencode

from kompas.casework import (
    ComplaintGuidance,
    DecisionKind,
    Facility,
    Ground,
    Statement,
    amounts,
)
from kompas.casework.elements import names as elements
from kompas.cli.judgement_page import IN_SHORT
from kompas.desk.deciding import remedy_places as places
from kompas.desk.deciding.draft import ASIDE, ROWS
from kompas.letters import read_clauses
from kompas.letters.names import FLAGS, NAMES
from kompas.norms import Library, NotCodedError
from kompas.register import access
from tests.desk.conftest import SignIn
from tests.desk.decision_pages import (
    Page,
    address,
    begin,
    opened,
    status_of,
    stored,
    written,
)
from tests.processes.town import EAST, assessed, counted, decided, through_panel
from tests.spec.case.stories import RECOMMENDATION

BARE = Ground(type="met_in_housing", text="Botilbuddet kan tilbyde det.")
FALLING: dict[str, dict[str, Any]] = {
    "nothing but the kind": {
        "kind": DecisionKind.REFUSAL, "legal_basis": (), "need": None, "wishes": None,
        "capacity": None, "facilities": (), "granted": {}, "contact": None,
    },
    "a ground that is not shown": {"kind": DecisionKind.PROVIDER_CHOICE, "grounds": (BARE,)},
    "a ground without a text": {
        "kind": DecisionKind.REFUSAL, "grounds": (replace(BARE, text=" "),),
    },
    "a ground that may never be one": {
        "kind": DecisionKind.REFUSAL, "grounds": (Ground(type="age", text="Du er 80 år."),),
    },
    "grounds that cannot carry": {
        "kind": DecisionKind.REFUSAL,
        "grounds": (
            Ground(type="guiding_level", text="Niveauet er 3 dage."),
            Ground(type="offer_suited", text="Tilbuddet passer."),
        ),
    },
    "a ground of another help": {
        "kind": DecisionKind.REFUSAL,
        "grounds": (Ground(type="home_support_suffices", text="Støtten hjemme er nok."),),
    },
    "a ground that the facts speak against": {
        "kind": DecisionKind.REFUSAL,
        "grounds": (
            Ground(
                type="outside_target_group",
                text="Du er ikke i målgruppen.",
                shown={"criterion": Statement(text="Funktionsevnen.", evidence=("note-1",))},
            ),
        ),
    },
    "a reduction that holds before it is decided": {
        "kind": DecisionKind.REDUCTION, "granted_before": amounts(days_per_week=5),
        "starts_on": date(2026, 1, 1),
    },
    "an end that comes before it is decided": {
        "kind": DecisionKind.TERMINATION, "granted_before": amounts(days_per_week=5),
        "granted": {}, "starts_on": None, "ends_on": date(2026, 1, 1),
    },
    "help that ends before it begins": {
        "starts_on": date(2026, 9, 1), "ends_on": date(2026, 8, 1),
    },
    "another paragraph": {"legal_basis": ("serviceloven § 85",)},
    "a reduction of nothing": {
        "kind": DecisionKind.REDUCTION, "granted_before": amounts(days_per_week=5),
        "granted": amounts(days_per_week=5),
    },
    "an offer on which the draft is silent": {
        "kind": DecisionKind.PROVIDER_CHANGE,
        "facilities": (Facility(name="Værkstedet", activities=Statement(text="Sang.")),),
    },
    "a wrong time limit": {
        "kind": DecisionKind.REFUSAL,
        "complaint_guidance": ComplaintGuidance(to="Os", how="Skriv", deadline_weeks=2),
    },
    "shown without evidence": {
        "grounds": (
            Ground(
                type="individual_need",
                text="Du kan ikke være alene.",
                shown={"what_in_this_case": Statement(text="Angst.")},
            ),
        ),
    },
}  # fmt: skip


@pytest.mark.parametrize("fault", FALLING)
def test_each_finding_has_a_link_to_a_field_that_is_there(
    fault: str, sign_in: SignIn, library: Library
) -> None:
    telling = assessed(library)
    begin(telling, written(telling, **FALLING[fault]))
    page = opened(sign_in("anna"), telling)
    assert page.findings
    for code, href in page.findings:
        # The top is no field: it is for what no single one mends.
        assert href != f"#{places.TOP}" or code == "not_coded", code
        assert href.removeprefix("#") in page.ids, (code, href)
    assert len(set(page.ids)) == len(page.ids)


def test_a_sound_draft_has_no_findings(sign_in: SignIn, library: Library) -> None:
    telling = assessed(library)
    begin(telling, written(telling))
    page = opened(sign_in("anna"), telling)
    assert page.findings == []
    assert "Kompas har ingen indvendinger" in page.html


def test_what_the_letter_would_lack_is_told_before_the_decision_is_taken(
    sign_in: SignIn, library: Library
) -> None:
    telling = assessed(library)
    begin(telling, written(telling, contact=None))
    page = opened(sign_in("anna"), telling)
    assert "Kompas har ingen indvendinger" in page.html
    told = page.html.partition("Det mangler i brevet")[2]
    assert 'href="#f-contact-name"' in told
    begin(telling, written(telling))
    assert "Det mangler i brevet" not in opened(sign_in("anna"), telling).html


def test_every_kind_of_finding_and_lack_has_a_place(library: Library) -> None:
    """A new check, element or requirement without a place here would lead nowhere."""
    of_grounds = {code for code in IN_SHORT if "ground" in code or code.startswith("claim")}
    by_question = {"against_binding_answer", "deviation_without_reason"}
    other = {"duty_not_met", "shown_without_evidence"}
    # Of an element or of a ground, by what it is about.
    other |= {"says_nothing", "says_too_little", "said_twice", "reason_fits_anybody"}
    in_a_text = {code for code in IN_SHORT if code.startswith("text")}  # the text is its place
    assert set(IN_SHORT) == places.known_codes() | of_grounds | by_question | other | in_a_text
    assert set(places.known_elements()) == set(elements())
    of_decision = FLAGS.union(*NAMES.values(), *(name.split(".") for name in NAMES))
    asked = {
        demand
        for service in library.words.services
        for requirement in _requirements(library, service)
        for demand in requirement.demands
    }
    assert asked & of_decision <= places.known_to_letters()


def _requirements(library: Library, service: str) -> Any:
    try:
        return read_clauses(library.folder / "letters", service, library.words).requirements
    except NotCodedError:
        return ()


def test_every_place_that_is_known_is_on_the_page(sign_in: SignIn, library: Library) -> None:
    telling = assessed(library)
    begin(telling, written(telling, grounds=(BARE,)) | {"costs": [{"what": "mad"}]})
    page = opened(sign_in("anna"), telling)
    assert places.fixed() <= set(page.ids)


# ---------------------------------------------------------------- kept as it is written


def test_a_page_saved_as_it_is_changes_nothing(sign_in: SignIn, library: Library) -> None:
    telling = assessed(library)
    begin(telling, written(telling, grounds=(BARE,)))
    before, client = stored(telling), sign_in("anna")
    page = opened(client, telling)
    client.post(address(telling), {**page.sent, "do": "save"})
    after = stored(telling)
    assert before is not None
    # How many rows there are is said of those that have none, too.
    counts = {f"{rows}-TOTAL_FORMS": ["0"] for rows in ROWS}
    assert after == counts | before


def test_what_cannot_be_read_is_kept_and_told(sign_in: SignIn, library: Library) -> None:
    telling, client = assessed(library), sign_in("anna")
    page = opened(client, telling)
    typed = {
        **page.sent,
        "kind": "grant",
        "granted-days_per_week": "tre",
        "granted-hours_per_week": "22,5",
        "starts_on": "snart",
        "need-text": "Samvær\r\nhver dag",
        "need-evidence": ["note-1"],
    }
    answer = client.post(address(telling, "afgoerelse/kladde"), typed)
    assert answer.content.decode().startswith("Gemt som kladde kl.")
    text = stored(telling)
    assert text is not None
    assert text["granted-days_per_week"] == ["tre"]
    assert text["need-text"] == ["Samvær\nhver dag"]
    assert text["need-evidence"] == ["note-1"]
    page = opened(client, telling)
    assert page.fields["granted-days_per_week"] == ["tre"]
    assert page.fields["granted-hours_per_week"] == ["22,5"]
    assert page.fields["starts_on"] == ["snart"]
    assert "#f-starts_on" in page.links
    refused = client.post(address(telling), {**page.sent, "do": "take"})
    assert refused.status_code == 422
    assert "Det er ikke en dato, der findes." in refused.content.decode()
    assert status_of(telling) == "assessed"


def test_nonsense_is_no_error_and_takes_nothing_away(sign_in: SignIn, library: Library) -> None:
    telling, client = assessed(library), sign_in("anna")
    begin(telling, written(telling))
    before = stored(telling)
    assert before is not None
    nonsense = {
        "grounds-999999-text": "x",
        "grounds-x-type": "y",
        "kind.0": "grant",
        "\0": "\0",
        "do": "remove:grounds.77",
        "draft_version": "i går",
    }
    assert client.post(address(telling, "afgoerelse/kladde"), nonsense).status_code == 200
    after = stored(telling)
    assert after is not None
    assert after[ASIDE] == before  # one gets it back by the button
    assert client.post(address(telling), nonsense).status_code == 302
    opened(client, telling)


def test_a_draft_of_another_form_opens_and_is_kept(sign_in: SignIn, library: Library) -> None:
    """What no field can show is told, kept over a save, and goes by its own button alone."""
    telling, client = assessed(library), sign_in("anna")
    odd = {
        "kind": "grant", "need": "bare tekst", "grounds": "ingen", "fremtid": {"a": 1},
        "facilities": [{"name": 1, "x": [2]}], "extent": {"days_per_week": [3]}, "do": "take",
    }  # fmt: skip
    begin(telling, odd)
    page = opened(client, telling)
    told = {"need": ["bare tekst"], "grounds": ["ingen"], "fremtid-a": ["1"],
            "facilities-0-x": ["2"], "unreadable-do": ["take"]}  # fmt: skip
    for name, said in told.items():
        assert f"<dt>{name}</dt>" in page.html
        assert page.fields[name] == said
    assert page.fields["facilities-0-name"] == ["1"]
    assert page.fields["granted-days_per_week"] == ["3"]
    client.post(address(telling), {**page.sent, "do": "save"})
    text = stored(telling)
    assert text is not None
    assert text.items() >= told.items()
    refused = client.post(address(telling), {**opened(client, telling).sent, "do": "take"})
    assert refused.status_code == 422
    assert "Kladden har indhold, som ingen felter kan vise." in refused.content.decode()
    page = opened(client, telling)
    client.post(address(telling), {**page.sent, "do": f"remove:{places.UNREADABLE}"})
    text = stored(telling)
    assert text is not None
    assert not told.keys() & text.keys()
    assert text["facilities-0-name"] == ["1"]


def test_an_unknown_ground_and_unknown_evidence_stand_there(
    sign_in: SignIn, library: Library
) -> None:
    telling, client = assessed(library), sign_in("anna")
    ground = {"type": "tidligere_type", "text": "Hej", "shown": {"noget": {"text": "Fundet"}}}
    need = {"text": "Følgeskab til bussen tirsdag.", "evidence": ["væk"]}
    begin(telling, {**written(telling), "grounds": [ground], "need": need})
    page = opened(client, telling)
    assert page.fields["grounds-0-shown-noget-text"] == ["Fundet"]
    assert page.fields["need-evidence"] == ["væk"]
    refused = client.post(address(telling), {**page.sent, "do": "take"})
    assert refused.status_code == 422
    assert "Kompas kender ikke den type grund" in refused.content.decode()
    client.post(address(telling), {**page.sent, "do": "remove:grounds.0"})
    refused = client.post(address(telling), {**opened(client, telling).sent, "do": "take"})
    assert "bilaget væk findes ikke i sagen" in refused.content.decode()


def test_two_windows_overwrite_nothing(sign_in: SignIn, library: Library) -> None:
    telling, client = assessed(library), sign_in("anna")
    begin(telling, written(telling))
    first, second = opened(client, telling), opened(client, telling)
    save = address(telling, "afgoerelse/kladde")
    version = client.post(save, {**first.sent, "need-text": "Fra det første"})
    assert version.headers["X-Draft-Version"] != first.fields["draft_version"][0]
    client.post(save, {**second.sent, "need-text": "Fra det andet"})
    text = stored(telling)
    assert text is not None
    assert text["need-text"] == ["Fra det andet"]
    assert text[ASIDE]["need-text"] == ["Fra det første"]
    page = opened(client, telling)
    assert "Kladden er også skrevet i et andet vindue" in page.html
    client.post(address(telling), {**page.sent, "do": "swap"})
    page = opened(client, telling)
    assert page.fields["need-text"] == ["Fra det første"]
    client.post(address(telling), {**page.sent, "do": f"remove:{ASIDE}"})
    assert "et andet vindue" not in opened(client, telling).html


def test_one_window_that_saves_twice_keeps_nothing_aside(sign_in: SignIn, library: Library) -> None:
    telling, client = assessed(library), sign_in("anna")
    page = opened(client, telling)
    save = address(telling, "afgoerelse/kladde")
    answer = client.post(save, {**page.sent, "need-text": "Et"})
    client.post(
        save,
        {**page.sent, "need-text": "To", "draft_version": answer.headers["X-Draft-Version"]},
    )
    text = stored(telling)
    assert text is not None
    assert (text["need-text"], ASIDE in text) == (["To"], False)


def test_too_much_is_refused_in_words(sign_in: SignIn, library: Library) -> None:
    telling, client = assessed(library), sign_in("anna")
    form = "application/x-www-form-urlencoded"
    # More than a form may bring: none of it is read.
    typed = urlencode({"need-text": "ø" * 600_000, "kind": "grant"})
    for end in ("afgoerelse", "afgoerelse/kladde"):
        answer = client.post(address(telling, end), typed, content_type=form)
        assert answer.status_code == 413
        assert "Det fylder for meget" in answer.content.decode()
    # More than a draft may hold: what was typed comes back all the same.
    typed = urlencode({"need-text": "a" * 1_100_000, "kind": "grant"})
    assert (
        client.post(address(telling, "afgoerelse/kladde"), typed, content_type=form).status_code
        == 413
    )
    answer = client.post(address(telling), typed, content_type=form)
    assert answer.status_code == 413
    assert "a" * 1_100_000 in answer.content.decode()
    assert stored(telling) is None


# ---------------------------------------------------------------- parts by plain buttons


def test_grounds_facilities_and_costs_come_and_go_by_buttons(
    sign_in: SignIn, library: Library
) -> None:
    telling, client = assessed(library), sign_in("anna")

    def press(what: str, **typed: Any) -> Page:
        page = opened(client, telling)
        answer = client.post(address(telling), {**page.sent, **typed, "do": what})
        assert answer.status_code == 302
        page = opened(client, telling)
        place = answer.headers["Location"].partition("#")[2]
        assert place in page.ids
        return page

    page = press("add:grounds", new_ground="open_offer", kind="refusal")
    assert "grounds-0-shown-can_use-text" in page.fields
    press("add:grounds", new_ground="age", **{"grounds-0-text": "Caféen"})
    press("add:facilities")
    press("add:costs", **{"facilities-0-name": "Værkstedet"})
    press("remove:costs.0", **{"costs-0-amount_oere": "1.420,50 kr."})
    page = press("remove:grounds.1")
    assert page.fields["grounds-0-text"] == ["Caféen"]
    assert page.fields["facilities-0-name"] == ["Værkstedet"]
    assert "grounds-1-type" not in page.fields
    assert press("add:grounds", new_ground="findes_ikke").fields["grounds-0-text"] == ["Caféen"]
    page = press("propose", **{"complaint_guidance-to": ""})
    assert page.fields["complaint_guidance-deadline_weeks"] == ["4"]
    page = opened(client, telling)
    client.post(address(telling), {**page.sent, "do": "discard"})
    assert stored(telling) is None


def test_a_decision_begins_with_what_norms_and_panel_say(sign_in: SignIn, library: Library) -> None:
    telling = assessed(library, EAST)
    through_panel(telling)
    page = opened(sign_in("carla"), telling)
    assert page.fields["kind"] == ["grant"]
    assert page.fields["granted-days_per_week"] == ["4"]
    assert page.fields["legal_basis"] == ["serviceloven § 104"]
    # All is granted: it needs no complaint guidance, and gets one by the button.
    assert page.fields["complaint_guidance-deadline_weeks"] == [""]
    assert "propose" in page.buttons
    assert page.fields["contact-name"] == ["Carla Prøve"]


@pytest.mark.parametrize("kind", [None, DecisionKind.PARTIAL_REFUSAL])
def test_who_may_not_get_all_is_told_how_to_complain(
    kind: DecisionKind | None, sign_in: SignIn, library: Library
) -> None:
    telling = assessed(library, EAST)
    if kind:
        telling.does(replace(RECOMMENDATION, kind=kind))
    page = opened(sign_in("carla"), telling)
    assert page.fields["complaint_guidance-deadline_weeks"] == ["4"]


# ---------------------------------------------------------------- the findings while writing


def test_findings_come_again_only_when_they_have_changed(sign_in: SignIn, library: Library) -> None:
    telling, client = assessed(library), sign_in("anna")
    begin(telling, written(telling, grounds=(BARE,), kind=DecisionKind.REFUSAL))
    page = opened(client, telling)
    (shown,) = [line for line in page.html.splitlines() if 'id="findings-shown"' in line]
    digest = shown.split('value="')[1].split('"')[0]
    url = address(telling, "afgoerelse/mangler")
    assert client.get(url, {"shown": digest}).status_code == 204
    client.post(
        address(telling, "afgoerelse/kladde"),
        {**page.sent, "grounds-0-shown-extent-text": "Tre eftermiddage om ugen."},
    )
    answer = client.get(url, {"shown": digest})
    assert answer.status_code == 200
    # One short line is read aloud, not the whole list.
    assert answer.content.decode().count('id="findings-aloud" hx-swap-oob="innerHTML"') == 1


def test_writing_for_half_an_hour_is_one_look(sign_in: SignIn, library: Library) -> None:
    telling, client = assessed(library), sign_in("anna")
    opened(client, telling)
    looks = len(access.looks_at(telling.id))
    for _again in range(3):
        client.get(address(telling, "afgoerelse/mangler"))
    assert len(access.looks_at(telling.id)) == looks
    # Whoever opens no page, but asks for the part, has looked.
    sign_in("birk").get(address(telling, "afgoerelse/mangler"))
    assert len(access.looks_at(telling.id)) == looks + 1


def test_the_pages_ask_the_database_little(sign_in: SignIn, library: Library) -> None:
    telling, client = assessed(library), sign_in("anna")
    begin(telling, written(telling))
    page = opened(client, telling)
    with counted() as of_page:
        opened(client, telling)
    with counted() as of_findings:
        client.get(address(telling, "afgoerelse/mangler"))
    with counted() as of_save:
        client.post(address(telling, "afgoerelse/kladde"), {**page.sent, "need-text": "Nyt"})
    for statements in (of_page, of_findings, of_save):
        assert len(statements) <= 12, statements


def test_a_page_in_english(sign_in: SignIn, library: Library) -> None:
    telling, client = decided(library), sign_in("anna")
    client.cookies["language"] = "en"
    assert opened(client, telling).html.startswith("<!doctype html>")


LONG = "ord " * 5_001


def test_a_text_that_is_too_long_is_told_at_its_field_and_stays(
    library: Library, sign_in: SignIn
) -> None:
    told = assessed(library)
    client = sign_in("anna")
    begin(told, written(told))
    typed = {"need-text": LONG, "wishes-text": "Hun vil gerne ud.", "do": "take"}
    answer = client.post(address(told), typed)
    assert answer.status_code == 422
    page = Page(answer.content.decode())
    assert page.fields["need-text"] == [LONG]
    assert "#f-need-text" in page.links
    assert "20003" in page.html
    kept = stored(told)
    assert kept is not None
    assert kept["need-text"] == [LONG]
    # Beside it is judged what can be read, and the letter shows it.
    assert client.get(address(told)).status_code == 200
