"""A citizen's page, and the forms by which something is put right."""

from dataclasses import replace
from datetime import date
from html import unescape
from pathlib import Path
from uuid import UUID

import pytest
from django.test import Client

from kompas.casework import Citizen
from kompas.casework.steps.access import AccessRestricted
from kompas.casework.steps.fact import FactNoted
from kompas.norms import Library
from kompas.persons import cpr_register
from kompas.register import access
from kompas.register.models import CaseSummary
from tests.desk.conftest import SignIn
from tests.desk.test_statements import cost
from tests.processes.town import EAST, WEST, Telling, applied, assessed, decided, sent, takes
from tests.spec.case.stories import APPLICATION, RUNNING_GRANT

TOLD = {"valid_from": "2026-06-20", "why": "Oplyst af borgeren på telefon."}
CPR = APPLICATION.citizen.cpr or ""


def page_of(case_id: UUID) -> str:
    return f"/borgere/{CaseSummary.objects.get(pk=case_id).person_id}"


def shown(client: Client, where: str) -> str:
    answer = client.get(where)
    assert answer.status_code == 200
    return unescape(answer.content.decode())


def corrects(client: Client, where: str, what: str, **typed: str) -> str:
    """A form opened, filled in and sent: what the page says afterwards."""
    form = f"{where}/ret/{what}"
    seen = _seen(shown(client, form))
    answer = client.post(form, {**TOLD, "seen": seen, **typed}, follow=True)
    return unescape(answer.content.decode())


def _seen(page: str) -> str:
    return page.split('name="seen" value="')[1].split('"', maxsplit=1)[0]


def test_the_page_shows_who_it_is_and_all_cases(sign_in: SignIn, library: Library) -> None:
    client = sign_in("anna")
    first, second = applied(library), applied(library)
    page = shown(client, page_of(first.id))
    assert f"720480-{chr(0x2022) * 4}" in page
    assert CPR not in page
    assert CPR[6:] not in page
    assert "12. april 1980" in page
    for telling in (first, second):
        assert f"/sager/{telling.id}" in page
    assert "Borgeren kan have andre sager, som du ikke har adgang til." in page


def test_a_case_leads_to_its_citizen(sign_in: SignIn, library: Library) -> None:
    client, telling = sign_in("anna"), applied(library)
    assert page_of(telling.id) in shown(client, f"/sager/{telling.id}")


def test_a_case_that_one_may_not_see_is_not_there(sign_in: SignIn, library: Library) -> None:
    client, open_one, hidden = sign_in("birk"), applied(library), applied(library)
    hidden.does(AccessRestricted(restricted=True, why="Kendt."), by="vera")
    page = shown(client, page_of(open_one.id))
    assert str(hidden.id) not in page
    assert access.looks_at(open_one.id)[0].purpose == "Borgerens sider"


def test_the_page_costs_as_much_for_many_cases(sign_in: SignIn, library: Library) -> None:
    client, telling = sign_in("anna"), applied(library)
    before = cost(client, page_of(telling.id))
    for _case in range(4):
        applied(library)
    assert cost(client, page_of(telling.id)) == before


def test_a_name_and_an_address_are_put_right(sign_in: SignIn, library: Library) -> None:
    client, telling = sign_in("anna"), applied(library)
    where = page_of(telling.id)
    page = corrects(client, where, "adresse", address="Skrønevej 2\n0000 Eksempelby")
    assert "Skrønevej 2<br>0000 Eksempelby" in page
    assert "Gælder fra 20. juni 2026" in page
    assert "Oplyst af borgeren på telefon." in page
    assert "Ny Navnesen" in corrects(client, where, "navn", name="Ny Navnesen")
    assert "Ny Navnesen" in shown(client, "/min-dag")


def test_a_number_is_typed_anew_and_never_shown(sign_in: SignIn, library: Library) -> None:
    client, telling = sign_in("anna"), applied(library)
    where = page_of(telling.id)
    assert CPR not in shown(client, f"{where}/ret/nummer")
    assert "ti cifre" in corrects(client, where, "nummer", cpr="12")
    page = corrects(client, where, "nummer", cpr="710190-4321")
    assert "710190-" in page
    assert "4321" not in page


def test_protection_post_and_language(sign_in: SignIn, library: Library) -> None:
    client, telling = sign_in("anna"), applied(library)
    where = page_of(telling.id)
    typed = {"protected": "on", "exempt": "on", "language": "somali", "interpreter": "on"}
    page = corrects(client, where, "kontakt", **typed)
    for told in ("Navne- og adressebeskyttet", "får brev", "somali, med tolk"):
        assert told in page
    assert "checked" in shown(client, f"{where}/ret/kontakt")
    assert "Der er ikke ændret noget." in corrects(client, where, "kontakt", **typed)


def test_a_guardian_comes_and_goes(sign_in: SignIn, library: Library) -> None:
    client, telling = sign_in("anna"), applied(library)
    where = page_of(telling.id)
    typed = {"kind": "guardian", "name": "Vera Værge", "scope": "personlige forhold"}
    page = corrects(client, where, "repraesentant", **typed)
    assert "Vera Værge" in page
    assert "Får brevene" in page
    assert "værgemålsloven § 5" in page
    ends = page.split('">Stop')[0].rsplit('href="', 1)[1]
    form = shown(client, ends)
    answer = client.post(ends, {**TOLD, "seen": _seen(form), "nr": "0", "post": "2"}, follow=True)
    assert "Ingen er registreret." in unescape(answer.content.decode())


def test_who_acts_from_a_day_to_come_is_shown_and_can_be_stopped(
    sign_in: SignIn, library: Library
) -> None:
    client, telling = sign_in("anna"), applied(library)
    where = page_of(telling.id)
    typed = {"kind": "guardian", "name": "Vera Værge", "valid_from": "2026-12-24"}
    page = corrects(client, where, "repraesentant", **typed)
    listed = page.split('id="h-acting"')[1].split("</section>")[0]
    for told in ("Vera Værge", "Handler ikke for borgeren endnu", "fra 24. december 2026"):
        assert told in listed
    ends = listed.split('">Stop')[0].rsplit('href="', 1)[1]
    form = shown(client, ends)
    answer = client.post(ends, {**TOLD, "seen": _seen(form), "nr": "0", "post": "2"}, follow=True)
    assert "Ingen er registreret." in unescape(answer.content.decode())


def test_an_address_to_come_is_shown_beside_the_one_that_holds(
    sign_in: SignIn, library: Library
) -> None:
    client, telling = sign_in("anna"), applied(library)
    where = page_of(telling.id)
    page = corrects(client, where, "adresse", address="Skrønevej 2", valid_from="2026-12-24")
    known = page.split('id="h-who"')[1].split("</dl>")[0]
    assert "fra 24. december 2026" in known
    assert "Skrønevej 2" in known


def test_what_was_told_names_no_colleague_of_a_unit_out_of_sight(
    sign_in: SignIn, library: Library
) -> None:
    anna, there = sign_in("anna"), applied(library)
    elsewhere = applied(library, EAST)
    assert page_of(there.id) == page_of(elsewhere.id)
    corrects(sign_in("carla"), page_of(there.id), "navn", name="Ny Navnesen")
    corrects(anna, page_of(there.id), "adresse", address="Skrønevej 2")
    page = shown(anna, page_of(there.id))
    assert "Anna Prøve" in page
    assert "en, du ikke arbejder sammen med" in page
    assert "carla" not in page.lower()


PROTECTED = "Navne- og adressebeskyttet"


def test_a_protected_address_is_marked_wherever_it_stands(
    sign_in: SignIn, library: Library
) -> None:
    client, telling = sign_in("anna"), decided(library)
    where = page_of(telling.id)
    corrects(client, where, "adresse", address="Skrønevej 2")
    corrects(client, where, "kontakt", protected="on")
    telling.today = date(2026, 6, 21)
    telling.prints()
    case = f"/sager/{telling.id}"
    for path in ("", "/forloeb", "/send", "/brev", "/afgoerelse", "/registrer/note_written"):
        assert PROTECTED in shown(client, case + path), path
    assert f"Skrønevej 2, {PROTECTED}" in shown(client, f"{case}/forloeb")
    assert PROTECTED in shown(client, where)
    assert PROTECTED in shown(client, f"{where}/ret/adresse")
    assert PROTECTED in shown(client, "/min-dag")


def test_what_is_refused_says_what_to_do_and_keeps_what_was_typed(
    sign_in: SignIn, library: Library
) -> None:
    client, telling = sign_in("anna"), applied(library)
    where = page_of(telling.id)
    page = corrects(client, where, "navn", name="Ny Navnesen", valid_from="2026-12-24")
    assert "Dagen ligger ude i fremtiden." in page
    assert 'value="Ny Navnesen"' in page
    assert "Udfyld feltet." in corrects(client, where, "navn", name="Ny", why="")
    stale = client.post(
        f"{where}/ret/navn", {**TOLD, "name": "Ny Navnesen", "seen": "0"}, follow=True
    )
    assert stale.status_code == 422
    assert "ændret af en anden" in unescape(stale.content.decode())


def test_two_records_are_merged_and_parted(sign_in: SignIn, library: Library) -> None:
    client, kept = sign_in("anna"), applied(library)
    other = applied(library, citizen=Citizen(name="P. Prøve"))
    where = page_of(kept.id)
    number = CaseSummary.objects.get(pk=other.id).case_number
    assert "adgang til" in corrects(client, where, "saml", case_number="findes ikke", keep="this")
    page = corrects(client, where, "saml", case_number=number, keep="this")
    assert f"/sager/{other.id}" in page
    assert "Samlet med: P. Prøve" in page
    parts = page.split('">Skil ad igen')[0].rsplit('href="', 1)[1]
    seen = _seen(shown(client, parts))
    answer = client.post(parts, {**TOLD, "seen": seen, "nr": "1"}, follow=True)
    assert f"/sager/{other.id}" not in unescape(answer.content.decode())


def test_the_other_record_may_be_the_one_that_holds(sign_in: SignIn, library: Library) -> None:
    client, numbered = sign_in("anna"), applied(library)
    nobody = applied(library, citizen=Citizen(name="P. Prøve"))
    number = CaseSummary.objects.get(pk=numbered.id).case_number
    page = corrects(client, page_of(nobody.id), "saml", case_number=number, keep="other")
    assert "Samlet med: P. Prøve" in shown(client, page_of(numbered.id))
    assert "registreret" in page


NOT_NUMBERS = ("9" * 5_000, "\u00b2", "-1", "\u0661", "1e9")


@pytest.mark.parametrize("typed", NOT_NUMBERS)
def test_what_is_no_number_breaks_no_page(typed: str, sign_in: SignIn, library: Library) -> None:
    client, telling = sign_in("vera"), applied(library)
    where = page_of(telling.id)
    for name in ("nr", "post"):
        assert client.get(f"{where}/ret/ophoer", {name: typed}).status_code == 200
    assert client.get("/team", {"hos": typed}).status_code == 200
    assert (
        client.post(f"{where}/ret/navn", {**TOLD, "name": "Ny", "seen": typed}).status_code == 422
    )
    note = f"/sager/{telling.id}/registrer/note_written"
    assert client.post(note, {"text": "Ringede.", "seq": typed}).status_code < 500
    removed = {"do": f"remove:grounds.{typed}"}
    assert client.post(f"/sager/{telling.id}/afgoerelse", removed).status_code < 500


def test_the_same_help_that_runs_twice_is_told(sign_in: SignIn, library: Library) -> None:
    client, telling = sign_in("anna"), sent(library)
    assert "løber to gange" not in shown(client, page_of(telling.id))
    Telling(library).does(replace(RUNNING_GRANT, unit=WEST, case_number="2019-9"))
    assert "Den samme hjælp løber to gange" in shown(client, page_of(telling.id))


def test_a_decision_on_the_same_help_is_told_of_the_other(
    sign_in: SignIn, library: Library
) -> None:
    client, telling = sign_in("anna"), assessed(library)
    page = f"/sager/{telling.id}/afgoerelse"
    assert "allerede den samme hjælp" not in shown(client, page)
    grant = replace(RUNNING_GRANT, unit=WEST, case_number="2019-9")
    running = Telling(library).does(grant)
    told = shown(client, page)
    assert "Borgeren har allerede den samme hjælp" in told
    assert f"/sager/{running.id}" in told
    telling.does(takes(telling))
    assert telling.acted[-1].same_help == ((running.id, "2019-9"),)
    running.does(AccessRestricted(restricted=True, why="Kendt."), by="vera")
    assert "allerede den samme hjælp" not in shown(sign_in("birk"), page)


def test_the_register_is_asked(
    sign_in: SignIn, library: Library, tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    client, telling = sign_in("anna"), applied(library)
    where = page_of(telling.id)
    assert "Hent fra CPR-registret" not in shown(client, where)
    assert client.post(f"{where}/cpr-registret").status_code == 404
    people = f'["{CPR}"]\nname = "Prøve Ny"\naddress_lines = ["Skrønevej 2"]\n'
    (tmp_path / "people.toml").write_text(people, encoding="utf-8")
    monkeypatch.setenv("KOMPAS_CPR_STAND_IN", str(tmp_path / "people.toml"))
    cpr_register.the_register.cache_clear()
    try:
        assert "Hent fra CPR-registret" in shown(client, where)
        answer = client.post(f"{where}/cpr-registret", follow=True)
        page = unescape(answer.content.decode())
        assert "Prøve Ny" in page
        assert "Skrønevej 2" in page
        again = client.post(f"{where}/cpr-registret", follow=True)
        assert "CPR-registret siger det samme." in unescape(again.content.decode())
    finally:
        cpr_register.the_register.cache_clear()


def test_the_page_of_sending_says_to_whom(sign_in: SignIn, library: Library) -> None:
    client, telling = sign_in("anna"), decided(library)
    where = page_of(telling.id)
    corrects(client, where, "adresse", address="Skrønevej 2")
    typed = {"kind": "guardian", "name": "Vera Værge", "address": "Fabelgade 9"}
    corrects(client, where, "repraesentant", **typed)
    telling.today = date(2026, 6, 21)
    telling.prints()
    page = shown(client, f"/sager/{telling.id}/send")
    for told in ("Skrønevej 2", "Til værge", "Vera Værge", "Fabelgade 9"):
        assert told in page
    assert "Jeg har læst brevet til Vera Værge (værge), og det er sendt" in page
    first, second = (
        client.get(f"/sager/{telling.id}/brev/pdf{to}").getvalue() for to in ("", "?til=1")
    )
    assert first != second
    assert client.get(f"/sager/{telling.id}/brev/pdf?til=2").status_code == 404
    for to, there, not_there in (
        ("", "Skrønevej 2", "Fabelgade 9"),
        ("?til=1", "Fabelgade 9", "Skrønevej 2"),
    ):
        sheet = shown(client, f"/sager/{telling.id}/brev/visning{to}")
        assert there in sheet
        assert not_there not in sheet
    corrects(client, where, "adresse", address="Digtervænget 3", valid_from="2026-06-21")
    page = shown(client, f"/sager/{telling.id}/send")
    assert "Brevet er lavet til et andet navn eller en anden adresse end i dag." in page
    assert "Digtervænget 3" in shown(client, f"/sager/{telling.id}/brev/visning")


def test_each_copy_is_read_before_it_is_sent(sign_in: SignIn, library: Library) -> None:
    client, telling = sign_in("anna"), decided(library)
    typed = {"kind": "guardian", "name": "Vera Værge", "address": "Fabelgade 9"}
    corrects(client, page_of(telling.id), "repraesentant", **typed)
    telling.today = date(2026, 6, 21)
    telling.prints()
    said = {"seq": str(telling.case.seq), "channel": "letter", "sent_on": "2026-06-21"}
    send = f"/sager/{telling.id}/send"
    half = client.post(send, {**said, "read": "on"})
    assert half.status_code == 422
    assert "Sæt kryds, når du har læst brevet." in unescape(half.content.decode())
    page = client.post(send, {**said, "read": "on", "read_1": "on"}, follow=True)
    assert "Vera Værge, værge, Fabelgade 9" in unescape(page.content.decode())
    timeline = shown(client, f"/sager/{telling.id}/forloeb")
    assert timeline.count("Vera Værge, Fabelgade 9") == 2  # made to, and sent to


def test_nobody_puts_right_who_only_sees(sign_in: SignIn, library: Library) -> None:
    client, telling = sign_in("petra"), applied(library, EAST)
    where = page_of(telling.id)
    assert "Ret adressen" not in shown(client, where)
    assert client.get(f"{where}/ret/adresse").status_code == 403


def test_a_birth_that_is_not_the_numbers_is_told_with_the_facts(
    sign_in: SignIn, library: Library
) -> None:
    client, telling = sign_in("anna"), applied(library)
    told = "Fødselsdatoen passer ikke med CPR-nummeret"
    for born, expected in (("1980-04-12", False), ("1990-04-12", True)):
        noted = FactNoted(name="birth_date", value=born, source="Brev", dated=date(2026, 3, 2))
        telling.does(noted)
        assert (told in shown(client, f"/sager/{telling.id}/oplysninger")) is expected
    corrects(client, page_of(telling.id), "nummer", cpr="720490-1234")
    assert told not in shown(client, f"/sager/{telling.id}/oplysninger")
