"""Several proceedings in one case: a page or a form is about the one it says, and no other."""

import re
from collections.abc import Iterator
from dataclasses import replace
from datetime import timedelta
from decimal import Decimal
from typing import Any

import pytest
from django.test import Client

from kompas.accounts import administration
from kompas.accounts.models import User
from kompas.accounts.roles import Role
from kompas.casework.case import Case
from kompas.casework.record import name_of
from kompas.casework.steps.access import AccessRestricted
from kompas.casework.steps.assignment import Assigned
from kompas.norms import Library
from kompas.processes.reading import folded
from kompas.register.drafts import find
from tests.clock import TODAY
from tests.desk.conftest import SignIn
from tests.desk.sitting import sat
from tests.desk.step_forms import right_of, words
from tests.desk.test_statements import CASE, LIST, cost
from tests.processes.several import (
    CHANGE,
    FACT,
    FORWARDED,
    LATER,
    NOTE,
    REVIEWED,
    UPHELD,
    both,
    complaint,
    newest,
)
from tests.processes.town import EAST, WEST, Telling, assessed, sent
from tests.spec.case.stories import ASSESSMENT, ON_AGENDA, RECOMMENDATION, proposes, withdraws

pytestmark = pytest.mark.usefixtures("town")
OTHER_HELP = {"considered": "Værested", "result": "Passer ikke."}


def at(told: Telling, page: str = "", on: int | None = None) -> str:
    named = "" if on is None else f"?forloeb={on}"
    return f"/sager/{told.id}{page}{named}"


def hidden(page: str) -> set[str]:
    """What the forms of a page say they are about."""
    return set(re.findall(r'name="forloeb" value="([^"]*)"', page))


def links(told: Telling, page: str) -> set[str]:
    """The addresses of the case that a page links to, its pages of sight aside."""
    return set(re.findall(rf'(?:href|data-autosave)="(/sager/{told.id}[^"#]*)', page))


def case_of(told: Telling) -> Case:
    return folded(told.entries())


@pytest.fixture
def two(library: Library) -> tuple[Telling, int, int]:
    """A case with a follow-up and a complaint."""
    return both(library)


# ---------------------------------------------------------------- the one that is named


PAGES = ("", "/oplysninger", "/regler", "/dokumenter", "/forloeb", "/afgoerelse", "/brev", "/send")


@pytest.mark.parametrize("page", PAGES)
def test_the_proceeding_of_an_address_is_carried_by_links_and_forms(
    page: str, two: tuple[Telling, int, int], sign_in: SignIn
) -> None:
    told, follow_up, complained = two
    for on in (follow_up, complained):
        shown = words(sign_in("anna").get(at(told, page, on)))
        assert hidden(shown) == {str(on)}
        named = {link for link in links(told, shown) if "forloeb=" in link}
        others = {f"forloeb={one.entry}" for one in told.case.proceedings if one.entry != on}
        to_others = {link for link in named if link.partition("?")[2] in others}
        assert to_others <= {at(told, "", one.entry) for one in told.case.proceedings}
        # What is the case's alone is kept for the case: the draft of its facts.
        unnamed = links(told, shown) - named
        assert {link.partition("/kladde/")[2] for link in unnamed} <= {"facts"}, unnamed


def test_where_none_is_named_it_is_what_there_is_to_do(library: Library, sign_in: SignIn) -> None:
    told = sent(library)
    client = sign_in("anna")
    assert hidden(words(client.get(at(told)))) == {"1"}
    told, follow_up, complained = both(library)
    assert hidden(words(client.get(at(told)))) == {str(follow_up)}
    client.post(at(told, "/registrer/proceeding_closed", follow_up), {
        "reason": "Hjælpen fortsætter.", "seq": told.case.seq, "forloeb": follow_up,
    })  # fmt: skip
    shown = words(client.get(at(told)))
    assert hidden(shown) == {str(complained)}
    assert "Klage modtaget" in shown
    ended = words(client.get(at(told, "", follow_up)))
    assert "Forløbet er slut. Gå videre i et af sagens andre forløb." in ended


@pytest.mark.parametrize("named", ["0", "2", "999", "12345678901", "abc", "-1", "1 2", "٣", "nyt"])
@pytest.mark.parametrize("page", ["", "/forloeb", "/afgoerelse", "/brev", "/send",
                                  "/registrer/need_assessed"])  # fmt: skip
def test_one_there_is_not_is_not_found(
    named: str, page: str, two: tuple[Telling, int, int], sign_in: SignIn
) -> None:
    assert sign_in("anna").get(at(two[0], page), {"forloeb": named}).status_code == 404


@pytest.mark.parametrize("named", ["0", "999", "12345678901", "abc", "-1", "nytabc"])
def test_what_is_posted_for_one_there_is_not_is_not_recorded(
    named: str, two: tuple[Telling, int, int], sign_in: SignIn
) -> None:
    told, client = two[0], sign_in("anna")
    given = {"seq": told.case.seq, "forloeb": named}
    posts: list[tuple[str, dict[str, Any]]] = [
        ("/registrer/other_help_considered", OTHER_HELP),
        ("/registrer/need_uncovered", right_of("need_uncovered")),
        ("/afgoerelse", {"do": "take"}),
        ("/afgoerelse/fravig", {"code": "x", "about": "", "why": "Fordi."}),
        ("/brev", {}),
        ("/send", {"channel": "letter", "sent_on": TODAY.isoformat(), "read": "on"}),
    ]
    for page, said in posts:
        assert client.post(at(told, page), {**said, **given}).status_code == 404, page
    assert len(told.entries()) == told.case.seq


# ---------------------------------------------------------------- recorded where it was written


def test_a_form_is_recorded_in_its_proceeding_though_another_stands_out_now(
    library: Library, sign_in: SignIn
) -> None:
    told = sent(library)
    told.today = LATER
    client = sign_in("anna")
    client.post(at(told, "/registrer/need_uncovered"), {
        **right_of("need_uncovered"), "seq": told.case.seq,
    })  # fmt: skip
    follow_up = case_of(told).proceedings[-1].entry
    opened = words(client.get(at(told, "/registrer/other_help_considered")))
    assert hidden(opened) == {str(follow_up)}
    seq = case_of(told).seq
    told.today = TODAY
    told.does(CHANGE)
    assert case_of(told).current != case_of(told).proceeding(follow_up)
    typed = {**OTHER_HELP, "seq": seq, "forloeb": follow_up}
    answer = client.post(at(told, "/registrer/other_help_considered"), typed)
    assert answer.status_code == 302
    entry = told.entries()[-1]
    assert (name_of(entry.event), entry.proceeding) == ("other_help_considered", follow_up)


def test_a_form_for_a_proceeding_never_begins_another(library: Library, sign_in: SignIn) -> None:
    told = sent(library)
    told.today = LATER
    change, client = newest(told.does(CHANGE)), sign_in("anna")
    opened = words(client.get(at(told, "/registrer/need_uncovered", change)))
    assert hidden(opened) == {str(change)}
    typed = {**right_of("need_uncovered"), "forloeb": change}
    where = at(told, "/registrer/need_uncovered", change)
    assert client.post(where, {**typed, "seq": told.case.seq}).status_code == 302
    # A second window, in which it was open too: the change has its need by now.
    answer = client.post(where, {**typed, "seq": case_of(told).seq})
    assert answer.status_code == 422
    assert "kan ikke registreres, når sagen står på" in words(answer)
    assert len(case_of(told).proceedings) == 2


def test_a_form_that_begins_one_is_never_recorded_in_another(
    library: Library, sign_in: SignIn
) -> None:
    told = sent(library)
    told.today = LATER
    client = sign_in("anna")
    opened = words(client.get(at(told, "/registrer/need_uncovered")))
    assert hidden(opened) == {"nyt1"}
    typed = {**right_of("need_uncovered"), "forloeb": "nyt1"}
    change = newest(told.does(CHANGE))
    answer = client.post(at(told, "/registrer/need_uncovered"), {**typed, "seq": told.case.seq})
    assert answer.status_code == 302
    follow_up = case_of(told).proceedings[-1]
    assert (follow_up.kind.value, follow_up.status.value) == ("follow_up", "informed")
    assert case_of(told).proceeding(change).status.value == "received"
    # From a page that names one, the way back is to the one that was begun.
    typed = {**right_of("change_requested"), "forloeb": "nyt1", "seq": case_of(told).seq}
    answer = client.post(at(told, "/registrer/change_requested", 1), typed)
    begun = case_of(told).proceedings[-1].entry
    assert answer.headers["Location"] == at(told, "", begun)


def test_after_what_opened_it_is_withdrawn_the_way_back_is_to_the_case(
    library: Library, sign_in: SignIn
) -> None:
    told = sent(library)
    told.today = LATER
    change, client = newest(told.does(CHANGE)), sign_in("anna")
    told.does(proposes(withdraws(change)), by="vera")  # a decision was sent: it takes two
    typed = {"entry": str(change), "cause": "mistake", "reason": "Hører til en anden.",
             "seq": told.case.seq}  # fmt: skip
    answer = client.post(at(told, "/registrer/entry_withdrawn", change), typed)
    assert answer.headers["Location"] == at(told)
    assert client.get(at(told)).status_code == 200
    assert client.get(at(told, "", change)).status_code == 404


def test_a_form_with_an_old_number_keeps_it_until_it_is_told(
    two: tuple[Telling, int, int], sign_in: SignIn
) -> None:
    told, follow_up, _complained = two
    client, seq = sign_in("anna"), told.case.seq
    told.does(FACT)
    where = at(told, "/registrer/other_help_considered", follow_up)
    typed = {**OTHER_HELP, "considered": "", "forloeb": follow_up, "seq": seq}
    wrong = client.post(where, typed)
    assert f'name="seq" value="{seq}"' in words(wrong)
    answer = client.post(where, {**typed, **OTHER_HELP})
    assert answer.status_code == 409
    assert f'name="seq" value="{told.case.seq}"' in words(answer)


def test_a_note_or_another_proceeding_makes_no_form_stale(
    two: tuple[Telling, int, int], sign_in: SignIn
) -> None:
    told, follow_up, complained = two
    client, seq = sign_in("anna"), told.case.seq
    told.does(NOTE, REVIEWED)
    typed = {**OTHER_HELP, "forloeb": follow_up, "seq": seq}
    where = at(told, "/registrer/other_help_considered", follow_up)
    assert client.post(where, typed).status_code == 302
    typed["forloeb"] = complained
    assert client.post(at(told, "/registrer/other_help_considered"), typed).status_code == 409


# ---------------------------------------------------------------- drafts


def test_drafts_of_two_proceedings_do_not_mix(
    two: tuple[Telling, int, int], sign_in: SignIn
) -> None:
    told, follow_up, complained = two
    client, name = sign_in("anna"), "other_help_considered"
    for on in (follow_up, complained):
        shown = words(client.get(at(told, f"/registrer/{name}", on)))
        # The browser keeps what it could not send under this address.
        assert f'data-autosave="{at(told, f"/kladde/{name}", on)}"' in shown
        typed = {"considered": f"Hjælp i {on}", "forloeb": on}
        assert client.post(at(told, f"/kladde/{name}"), typed).status_code == 200
    for on, other in ((follow_up, complained), (complained, follow_up)):
        shown = words(client.get(at(told, f"/registrer/{name}", on)))
        assert f"Hjælp i {on}" in shown
        assert f"Hjælp i {other}" not in shown
    day = words(client.get("/min-dag"))
    assert at(told, f"/registrer/{name}", follow_up) in day
    assert at(told, f"/registrer/{name}", complained) in day
    # What is recorded of the one leaves the other; the browser forgets that one alone.
    typed = {**OTHER_HELP, "forloeb": follow_up, "seq": told.case.seq}
    client.post(at(told, f"/registrer/{name}", follow_up), typed)
    said = words(client.get(at(told)))
    assert f'data-recorded="{at(told, f"/kladde/{name}", follow_up)}"' in said
    assert find(told.id, name, "anna", follow_up) is None
    assert find(told.id, name, "anna", complained) is not None


def test_the_drafts_of_two_decisions_do_not_mix(
    two: tuple[Telling, int, int], sign_in: SignIn
) -> None:
    told, follow_up, complained = two
    told.does(replace(ASSESSMENT, assessed_on=LATER), belongs=follow_up).does(UPHELD)
    client = sign_in("anna")
    for on in (follow_up, complained):
        shown = words(client.get(at(told, "/afgoerelse", on)))
        (address,) = re.findall(r'data-autosave="([^"]*)"', shown)
        assert address.endswith(f"?forloeb={on}")
        said = client.post(address, {"granted-days_per_week": str(on % 7), "forloeb": on})
        assert said.status_code == 200
    kept = [find(told.id, "decision", "anna", on) for on in (follow_up, complained)]
    days = [draft.text["granted-days_per_week"][0] for draft in kept if draft]
    assert days == [str(follow_up % 7), str(complained % 7)]


# ---------------------------------------------------------------- how it is shown


def test_a_case_with_two_is_two_lines_with_two_clocks(
    two: tuple[Telling, int, int], sign_in: SignIn
) -> None:
    told, follow_up, complained = two
    page = words(sign_in("anna").get("/min-dag"))
    rows = [row for row in page.split("<tr>") if told.case.case_number in row]
    assert len(rows) == 2
    of_complaint, of_follow_up = rows
    assert "<strong>Klage</strong>" in of_complaint
    assert "Genvurdering af klagen" in of_complaint
    assert "Genvurdér afgørelsen" in of_complaint
    assert at(told, "", complained) in of_complaint
    assert "<strong>Opfølgning</strong>" in of_follow_up
    assert "Ingen frist" in of_follow_up
    assert at(told, "/registrer/need_assessed", follow_up) in of_follow_up
    assert "2 opgaver" in page


def test_what_has_no_form_yet_says_how_it_is_recorded(
    two: tuple[Telling, int, int], sign_in: SignIn
) -> None:
    told, _follow_up, complained = two
    client = sign_in("anna")
    for command, text in (
        (None, "Genvurdér afgørelsen, og skriv, om borgeren får medhold."),
        (REVIEWED, "Send klagen og genvurderingen til Ankestyrelsen."),
        (FORWARDED, "Klagen er hos Ankestyrelsen."),
    ):
        if command is not None:
            told.does(command)
        page = words(client.get(at(told, "", complained)))
        assert text in page
        assert "registreres med kommandoen »kompas case act«" in page
        assert 'id="next-action"' not in page
        assert "Skriv afgørelsen" not in page
        for link in links(told, page):
            being_made = link.partition("?")[0].endswith(".pdf")
            assert client.get(link).status_code == (302 if being_made else 200), link


def test_the_letter_is_found_though_a_complaint_came_in_since(
    library: Library, sign_in: SignIn
) -> None:
    told = sent(library)
    complained = newest(told.does(complaint(told)))
    client = sign_in("anna")
    assert hidden(words(client.get(at(told)))) == {str(complained)}
    assert hidden(words(client.get(at(told, "/brev")))) == {"1"}
    letter = client.get(at(told, "/brev/pdf"))
    letter.close()
    assert letter.headers["Content-Type"] == "application/pdf"
    assert client.get(at(told, "/brev/visning")).status_code == 200
    assert hidden(words(client.get(at(told, "/brev", complained)))) == {str(complained)}


def test_a_page_says_which_proceeding_it_is_about(
    two: tuple[Telling, int, int], sign_in: SignIn
) -> None:
    told, follow_up, complained = two
    client = sign_in("anna")
    for on, title, status in (
        (follow_up, "Opfølgning, 15. juni 2026", "Årsag og behov afdækket"),
        (complained, "Klage, 15. juni 2026", "Klage modtaget"),
        (1, "Ansøgning, ", "Afgørelsen sendt"),
    ):
        page = words(client.get(at(told, "", on)))
        assert re.search(rf"<dt>{title}[^<]*</dt><dd>{status}</dd>", page)
        assert page.count("(vises her)") == 1
    form = words(client.get(at(told, "/registrer/other_help_considered", complained)))
    assert "Klage, 15. juni 2026" in form
    # One alone needs no name.
    assert "<dt>Status</dt>" in words(client.get(at(sent(told.library))))


def test_a_follow_up_is_offered_once(two: tuple[Telling, int, int], sign_in: SignIn) -> None:
    told, follow_up, complained = two
    for on in (follow_up, complained):
        page = words(sign_in("anna").get(at(told, "", on)))
        assert "need_uncovered" not in page
        assert "follow_up_held" not in page
    assert "Følg op på hjælpen" in words(sign_in("anna").get(at(sent(told.library))))


def test_a_deadline_follows_and_is_not_withdrawn(
    two: tuple[Telling, int, int], sign_in: SignIn
) -> None:
    told, _follow_up, complained = two
    client = sign_in("anna")
    follows = [one.seq for one in told.entries() if name_of(one.event) == "deadline_set"]
    assert follows
    timeline = words(client.get(at(told, "/forloeb")))
    form = words(client.get(at(told, "/registrer/entry_withdrawn")))
    assert timeline.count("Frist sat") == len(follows)
    for seq in follows:
        assert f'post={seq}"' not in timeline
        assert f'<option value="{seq}"' not in form
    assert f'post={complained}"' in timeline
    assert "Frist sat" not in words(client.get(at(told)))


def test_who_is_told_of_news_comes_back_to_the_same_proceeding(
    two: tuple[Telling, int, int], sign_in: SignIn
) -> None:
    told, follow_up, _complained = two
    told.does(NOTE)
    here = f"http://testserver{at(told, '/forloeb', follow_up)}"
    answer = sign_in("anna").post(
        at(told, "/tilstede"), {"seq": told.case.seq - 1}, headers={"HX-Current-URL": here}
    )
    assert at(told, "/forloeb", follow_up) in words(answer)


# ---------------------------------------------------------------- the panel


@pytest.fixture
def on_agenda(library: Library) -> Telling:
    """A case that waits for the panel's meeting."""
    wished = replace(RECOMMENDATION, extent={**RECOMMENDATION.extent, "days_per_week": Decimal(2)})
    return assessed(library, EAST).does(wished, ON_AGENDA)


def test_the_panel_decides_though_somebody_wrote_a_note(
    on_agenda: Telling, sign_in: SignIn
) -> None:
    petra, seq = sign_in("petra"), on_agenda.case.seq
    on_agenda.does(NOTE)
    said = {"outcome": "defer", "missing": "Mere viden", "forloeb": 1, "seq": seq}
    said |= sat(petra, on_agenda)
    assert petra.post(at(on_agenda, "/udvalg"), said).status_code == 302


def test_the_panels_form_is_checked_and_can_be_sent_again(
    on_agenda: Telling, sign_in: SignIn
) -> None:
    petra, seq = sign_in("petra"), on_agenda.case.seq
    on_agenda.does(replace(FACT, dated=TODAY - timedelta(days=30)))
    said = {"outcome": "defer", "missing": "Mere viden", "forloeb": 1, **sat(petra, on_agenda)}
    before = len(on_agenda.entries())
    for stale in ({"seq": seq}, {}, {"seq": "nonsens"}):
        answer = petra.post(at(on_agenda, "/udvalg"), {**said, **stale})
        assert "Sagen er ændret" in words(answer)
        assert f'name="seq" value="{on_agenda.case.seq}"' in words(answer)
    # Who forgot something was told of nothing new.
    wrong = petra.post(at(on_agenda, "/udvalg"), {**said, "missing": "", "seq": seq})
    assert f'name="seq" value="{seq}"' in words(wrong)
    assert len(on_agenda.entries()) == before
    again = petra.post(at(on_agenda, "/udvalg"), {**said, "seq": on_agenda.case.seq})
    assert again.status_code == 302


def test_a_case_that_was_deferred_says_what_is_missing(on_agenda: Telling, sign_in: SignIn) -> None:
    petra = sign_in("petra")
    said = {"outcome": "defer", "missing": "Botilbuddets beskrivelse", "seq": on_agenda.case.seq}
    said |= sat(petra, on_agenda)
    assert petra.post(at(on_agenda, "/udvalg"), said).status_code == 302
    page = words(petra.get(at(on_agenda, "/udvalg", 1)))
    assert "Udsat. Det mangler: Botilbuddets beskrivelse" in page


# ---------------------------------------------------------------- who sees it, and what it costs


def test_who_handles_one_proceeding_sees_a_restricted_case(
    two: tuple[Telling, int, int], sign_in: SignIn
) -> None:
    told, follow_up, complained = two
    for username in ("cilla", "dorte"):
        administration.make_user(username, username.title())
        administration.grant_role(username, Role.CASEWORKER, WEST)
    told.does(Assigned(to="cilla"), belongs=complained)
    told.does(AccessRestricted(restricted=True, why="Borgeren er truet."), by="vera")
    cilla = sign_in("cilla")
    day = words(cilla.get("/min-dag"))
    assert at(told, "", complained) in day
    assert at(told, "", follow_up) not in day
    for on in (None, follow_up, complained):
        assert cilla.get(at(told, "", on)).status_code == 200
    assert sign_in("dorte").get(at(told, "", complained)).status_code == 404
    assert User.objects.filter(username="dorte").exists()


def costs(client: Client, told: Telling, on: int) -> Iterator[tuple[str, int]]:
    for page in PAGES:
        yield page, cost(client, at(told, page, on))
    yield "form", cost(client, at(told, "/registrer/other_help_considered", on))


def test_several_proceedings_cost_no_more(two: tuple[Telling, int, int], sign_in: SignIn) -> None:
    told, follow_up, complained = two
    client = sign_in("anna")
    for on in (follow_up, complained):
        for page, statements in costs(client, told, on):
            assert statements <= CASE, page
    assert cost(client, "/min-dag") <= LIST
    assert cost(sign_in("vera"), "/team") <= LIST
