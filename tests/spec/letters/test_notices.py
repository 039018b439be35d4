"""The letters that are no decision: true, easy to read, with the law's own parts in them."""

from collections.abc import Iterator
from dataclasses import replace
from datetime import date, timedelta
from statistics import mean

import pytest

from kompas.casework import Citizen, Contact, Evidence, EvidenceKind
from kompas.casework.correction import Slip
from kompas.letters import (
    AIM_LIX,
    Letter,
    Notice,
    NoticeKind,
    compose_notice,
    notice_clauses_of,
    plain_text,
    readability_of,
    untraced,
)
from kompas.letters.html import to_html
from kompas.letters.pdf import to_pdf
from kompas.norms import Library
from tests.matrix.letter_faults import NEVER, OWN_VOICE, QUOTED
from tests.third_municipality.overlay import laid_over

AVERAGE_LIX = 35
KINDS = [one for one in NoticeKind if one is not NoticeKind.CORRECTION]
TOLD = {
    "told": "Værkstedet skriver, at du kom otte gange i april og maj. Før kom du hver dag.",
    "why": "Vi venter på en udtalelse fra din læge. Vi har skrevet til lægen to gange.",
    "asks_for": "Vi beder om en kopi af din plan fra jobcentret.",
    "words": "Planen kunne handle om, hvordan du kommer i gang om morgenen.",
}
DAYS = {"answer_by": date(2026, 7, 3), "expected_on": date(2026, 8, 14)}
LATER = {**DAYS, "promised_on": date(2026, 6, 30), "asked_before_on": date(2026, 5, 29)}
PAPERS = tuple(
    Evidence(id=str(place), kind=EvidenceKind.NOTE, title=title, dated=date(2026, 6, place))
    for place, title in enumerate(("Udtalelse fra værkstedet", "Notat om møde"), 1)
)


def notice(kind: NoticeKind, service: str = "activity_and_social") -> Notice:
    return Notice(
        kind=kind,
        service=service,
        municipality="vejen",
        unit=None,
        citizen=Citizen(name="Line Krogh", address_lines=("Opdigtet Allé 4", "0000 Eksempelby")),
        contact=Contact(name="Sofie Holm", title="Socialrådgiver", phone="00 11 22 33"),
        case_number="2026-7",
        written_on=date(2026, 6, 19),
        days=DAYS,
        texts=TOLD,
        papers=PAPERS,
    )


def letter(one: Notice, library: Library) -> Letter:
    book = notice_clauses_of(library, one.kind.value, one.service)
    return compose_notice(one, library, book)


def variants(library: Library) -> Iterator[tuple[Notice, Letter]]:
    """Each letter for each kind of help that it may be about, in a complaint and as a reminder."""
    for kind in KINDS:
        for service in library.words.services:
            for days in (DAYS, LATER):
                for of_complaint in (False, True):
                    told = replace(notice(kind, service), days=days, of_complaint=of_complaint)
                    made = letter(told, library)
                    if not made.missing:
                        yield told, made


def test_they_are_easy_on_average_and_none_is_hard(library: Library) -> None:
    measured = [readability_of(made).lix for _told, made in variants(library)]
    assert mean(measured) <= AVERAGE_LIX
    assert max(measured) <= AIM_LIX


def test_they_have_no_seams_and_speak_in_one_voice(library: Library) -> None:
    for told, made in variants(library):
        text = plain_text(made)
        assert [seam for seam in NEVER if seam in text] == [], (told.kind, text)
        assert not OWN_VOICE.search(QUOTED.sub("", text))
        assert untraced(made) == ()
        assert text.endswith("Sofie Holm\nSocialrådgiver\nVejen Kommune")


def test_a_family_is_spoken_to_as_several(library: Library) -> None:
    for kind in (NoticeKind.HEARING, NoticeKind.DELAY, NoticeKind.INFORMATION_REQUEST):
        for days in (DAYS, LATER):
            for of_complaint in (False, True):
                told = replace(notice(kind, "home_relief"), days=days, of_complaint=of_complaint)
                bare = replace(told, texts=dict.fromkeys(("told", "why", "asks_for"), "–"))
                text = plain_text(letter(bare, library))
                words = set(text.replace(",", " ").replace(".", " ").lower().split())
                assert not words & {"du", "dig", "din", "dit", "dine"}, (kind, text)


def test_a_hearing_tells_what_by_when_and_what_else(library: Library) -> None:
    text = plain_text(letter(notice(NoticeKind.HEARING), library))
    for said in (
        TOLD["told"], "Udtalelse fra værkstedet, 1. juni 2026", "til og med den 3. juli 2026",
        "Svarer du ikke, afgør vi sagen", "forvaltningslovens § 19, stk. 1",
    ):  # fmt: skip
        assert said in text


def test_a_delay_tells_why_and_the_new_day(library: Library) -> None:
    text = plain_text(letter(replace(notice(NoticeKind.DELAY), days=LATER), library))
    for said in (TOLD["why"], "den 30. juni 2026", "den 14. august 2026", "§ 3, stk. 2"):
        assert said in text


@pytest.mark.parametrize("service", ["activity_and_social", "home_relief"])
def test_a_delay_tells_whether_the_time_limit_has_gone(library: Library, service: str) -> None:
    told = replace(notice(NoticeKind.DELAY, service), days=LATER)
    limit = LATER["promised_on"]
    ahead, passed = "Den kan vi ikke holde.", "Den har vi ikke holdt."
    for written_on, said, unsaid in (
        (limit - timedelta(days=1), ahead, passed),
        (limit, ahead, passed),  # the last day is within it
        (limit + timedelta(days=1), passed, ahead),
    ):
        text = plain_text(letter(replace(told, written_on=written_on), library))
        assert said in text
        assert unsaid not in text


def test_a_request_tells_what_follows_without_an_answer(library: Library) -> None:
    text = plain_text(letter(notice(NoticeKind.INFORMATION_REQUEST), library))
    for said in (TOLD["asks_for"], "den 3. juli 2026", "§ 11 b", "Så behandler vi sagen"):
        assert said in text
    assert "Rykker" not in text


def test_a_plan_is_offered_where_the_act_has_one(library: Library) -> None:
    assert letter(notice(NoticeKind.ACTION_PLAN), library).is_final
    lacks = letter(notice(NoticeKind.ACTION_PLAN, "home_relief"), library).missing
    assert [one.code for one in lacks] == ["plan-service"]


@pytest.mark.parametrize(("kind", "gone"), [
    (NoticeKind.HEARING, "told"), (NoticeKind.DELAY, "why"),
    (NoticeKind.INFORMATION_REQUEST, "asks_for"),
])  # fmt: skip
def test_without_its_matter_it_is_a_draft(kind: NoticeKind, gone: str, library: Library) -> None:
    made = letter(replace(notice(kind), texts={**TOLD, gone: " "}), library)
    assert not made.is_final
    assert "UDKAST" in to_html(made)


def test_a_number_of_a_person_keeps_it_from_being_sent(library: Library) -> None:
    told = replace(notice(NoticeKind.DELAY), texts={"why": "Vi venter på 010190-1234."})
    assert "cpr" in [one.code for one in letter(told, library).missing]


def test_what_is_put_right_stands_first(library: Library) -> None:
    told = replace(
        notice(NoticeKind.CORRECTION),
        days={"corrected_on": date(2026, 6, 1)},
        slips=(Slip(was="mandag", now="tirsdag"),),
    )
    text = plain_text(letter(told, library))
    assert "Dette brev erstatter brevet af 1. juni 2026." in text
    assert "Der stod »mandag«. Der skal stå »tirsdag«." in text


def test_the_logo_of_the_municipality_is_in_both(tmp_path_factory: pytest.TempPathFactory) -> None:
    from kompas.norms import load  # noqa: PLC0415 - a library of its own

    library = load(laid_over(tmp_path_factory.mktemp("logo") / "norms", "havnsted"))
    made = letter(replace(notice(NoticeKind.HEARING), municipality="havnsted"), library)
    page = to_html(made)
    assert 'src="data:image/svg+xml;base64,' in page
    assert 'alt="Logo for Havnsted Kommune"' in page
    assert to_pdf(made).startswith(b"%PDF")
    assert to_pdf(made) != to_pdf(replace(made, logo=None))
