"""`kompas user` and `kompas unit`: those who work here, made and changed by the operator."""

import io
import sys
from typing import Any

import pytest
from django.contrib.auth.hashers import check_password

from kompas.accounts import administration
from kompas.accounts.lookup import terms_of, viewer_of
from kompas.accounts.models import User
from kompas.accounts.roles import ROLES, Role
from kompas.norms import Library
from kompas.processes.administering import at_the_terminal
from kompas.register.access import administered
from kompas.register.verify import verify
from tests.processes.terminal import Ran, Run
from tests.processes.town import EAST, WEST, applied
from tests.spec.case.stories import APPLICATION

SENTENCE = "en lang sætning om æbler"


def typed(kompas: Run, *words: str, line: str = SENTENCE) -> Ran:
    """With a line on standard input."""
    return kompas(*words, stdin=f"{line}\n".encode())


def signs_in(username: str, password: str = SENTENCE) -> bool:
    return check_password(password, User.objects.get(username=username).password)


# ---------------------------------------------------------------- users


def test_a_user_is_made_and_works_with_the_roles_that_are_given(
    kompas: Run, library: Library
) -> None:
    ran = typed(kompas, "user", "make", "mette-holm", "--name", "Mette Holm")
    assert (ran.status, ran.err) == (0, "")
    assert "✓ Brugeren mette-holm er oprettet." in ran.out
    assert SENTENCE not in ran.out
    assert signs_in("mette-holm")
    applied(library)
    assert kompas("case", "list", "--as", "mette-holm").out == "Ingen sager.\n"
    for _again in (1, 2):
        ran = kompas("user", "grant", "mette-holm", "caseworker", WEST)
        assert (ran.status, ran.out) == (0, "✓ mette-holm er sagsbehandler i vest.\n")
    assert APPLICATION.case_number in kompas("case", "list", "--as", "mette-holm").out
    ran = kompas("user", "revoke", "mette-holm", "caseworker", WEST)
    assert (ran.status, ran.out) == (0, "✓ mette-holm er ikke sagsbehandler i vest mere.\n")
    assert kompas("case", "list", "--as", "mette-holm").out == "Ingen sager.\n"
    ran = kompas("user", "revoke", "mette-holm", "caseworker", WEST)
    assert (ran.status, "Intet er ændret" in ran.out) == (1, True)


def test_who_has_left_does_nothing_until_back(kompas: Run) -> None:
    typed(kompas, "user", "password", "anna")
    assert kompas("user", "deactivate", "anna").status == 0
    assert viewer_of("anna").roles == frozenset()  # type: ignore[union-attr]
    (row,) = [u for u in kompas("user", "list", "--json").data if u["username"] == "anna"]
    assert (row["active"], row["can_sign_in"]) == (False, False)
    assert row["roles"] == [{"role": "caseworker", "unit": WEST}]
    assert "holdt op" in kompas("user", "list").out
    assert kompas("user", "activate", "anna").status == 0
    assert viewer_of("anna").roles == {(Role.CASEWORKER, WEST)}  # type: ignore[union-attr]


def test_a_user_without_a_password_cannot_sign_in(kompas: Run) -> None:
    assert kompas("user", "make", "ny", "--name", "Ny Bruger", "--no-password").status == 0
    (row,) = [u for u in kompas("user", "list", "--json").data if u["username"] == "ny"]
    assert (row["active"], row["can_sign_in"], row["roles"]) == (True, False, [])
    ran = typed(kompas, "user", "password", "ny")
    assert (ran.status, ran.out) == (0, "✓ ny har en ny adgangskode.\n")
    assert signs_in("ny")
    typed(kompas, "user", "password", "ny", line=f"{SENTENCE} og pærer")
    assert not signs_in("ny")


@pytest.mark.parametrize(
    ("password", "said"),
    [
        ("for kort", "12 til 1000 tegn"),
        ("æ" * 1001, "12 til 1000 tegn"),
        ("anna-anna-anna-2026", "eget navn"),
        ("Anna Prøve 123", "eget navn"),
        ("aaaaaaaaaaaaaaa", "let at gætte"),
        ("qwertyuiop123", "let at gætte"),
        ("", "ingen adgangskode"),
    ],
)
def test_a_password_that_is_guessed_first_is_refused(kompas: Run, password: str, said: str) -> None:
    before = User.objects.get(username="anna").password
    ran = typed(kompas, "user", "password", "anna", line=password)
    assert (ran.status, ran.out) == (2, "")
    assert said in ran.err
    assert not password or password not in ran.err
    assert len(ran.err.splitlines()) == 2  # what is wrong, and what to do
    assert User.objects.get(username="anna").password == before


def test_a_user_whose_password_is_refused_is_not_made(kompas: Run) -> None:
    assert typed(kompas, "user", "make", "ny", "--name", "Ny", line="kort").status == 2
    assert not User.objects.filter(username="ny").exists()


def test_at_a_terminal_the_password_is_asked_for_twice(
    kompas: Run, monkeypatch: pytest.MonkeyPatch
) -> None:
    class Terminal(io.StringIO):
        def isatty(self) -> bool:
            return True

    def asked(*answers: str) -> Any:
        waiting = iter(answers)
        monkeypatch.setattr("kompas.cli.users.getpass", lambda _prompt: next(waiting))

    original = sys.stdin
    try:
        # The runner puts its own standard input there: the command is run past it.
        from kompas.cli import main  # noqa: PLC0415 - as the shell does

        kompas("user", "list")
        monkeypatch.setattr(sys, "stdin", Terminal())
        asked(SENTENCE, SENTENCE + "?")
        assert main(["user", "password", "anna"]) == 2
        asked(SENTENCE, SENTENCE)
        assert main(["user", "password", "anna"]) == 0
    finally:
        monkeypatch.setattr(sys, "stdin", original)
    assert signs_in("anna")


def test_a_password_is_never_an_argument(kompas: Run) -> None:
    for words in (("--password", SENTENCE), (f"--password={SENTENCE}",), (SENTENCE,)):
        ran = kompas("user", "password", "anna", *words)
        assert (ran.status, ran.out) == (2, "")
    assert not signs_in("anna")


@pytest.mark.parametrize(
    ("words", "said"),
    [
        (("user", "make", "anna", "--name", "Anna"), "Brugeren anna findes allerede."),
        (("user", "make", "ANNA", "--name", "Anna"), "findes allerede"),
        (("unit", "make", WEST.upper(), "--name", "V", "--municipality", "vejen"),
         "findes allerede"),
        (("user", "make", "mette holm", "--name", "Mette"), "kan ikke bruges"),
        (("user", "make", "mette"), "Det mangler, hvad brugeren hedder."),
        (("user", "make", "mette", "--name", " "), "Det mangler, hvad brugeren hedder."),
        (("user", "make"), "mangler BRUGER"),
        (("user", "password", "nobody"), "ingen bruger, der hedder nobody"),
        (("user", "deactivate", "nobody"), "ingen bruger, der hedder nobody"),
        (("user", "grant", "anna", "teamlead", WEST), "Mente du team_lead?"),
        (("user", "grant", "anna", "auditor", "nord"), "ingen enhed, der hedder nord"),
        (("user", "grant", "nobody", "auditor", WEST), "ingen bruger, der hedder nobody"),
        (("user", "grant", "anna", "auditor"), "mangler BRUGER ROLLE ENHED"),
        (("user", "drop", "anna"), "Kommandoen user drop findes ikke."),
        (("unit", "make", WEST, "--name", "V", "--municipality", "vejen"), "findes allerede"),
        (("unit", "make", "n", "--municipality", "vejen"), "Det mangler, hvad enheden kaldes."),
        (("unit", "make", "n", "--name", "N"), "hvilken kommune"),
        (("unit", "make", "n", "--name", "N", "--municipality", "vejn"), "Mente du vejen?"),
        (("unit", "make", "n,m", "--name", "N", "--municipality", "vejen"), "kan ikke bruges"),
        (
            ("unit", "make", "n", "--name", "N", "--municipality", "copenhagen", "--norms-unit",
             "Center"), "Kompas kender ikke enheden Center."),
        (("unit", "change", WEST), "Det mangler, hvad der skal rettes."),
        (("unit", "change", "nord", "--panel"), "ingen enhed, der hedder nord"),
        (("unit", "change", WEST, "--name", ""), "Navnet er tomt."),
        (("unit", "change", WEST, "--panel", "--no-panel"), "kan ikke begge gælde"),
        (("unit", "change", WEST, "--deadline-weeks", "seks"), "et helt tal fra 1 til 52"),
        (("unit", "change", WEST, "--norms-unit", "Vest"), "Standarden gælder hele kommunen"),
    ],
)  # fmt: skip
def test_what_cannot_be_done_is_told_with_what_to_do(
    kompas: Run, words: tuple[str, ...], said: str
) -> None:
    before = (administration.users(), [vars(unit) for unit in administration.units()])
    ran = typed(kompas, *words)
    assert (ran.status, ran.out) == (2, "")
    assert said in ran.err
    assert "Traceback" not in ran.err
    after = (administration.users(), [vars(unit) for unit in administration.units()])
    assert [u.username for u in after[0]] == [u.username for u in before[0]]
    assert after[0] == before[0]


def test_users_are_listed_with_their_roles(kompas: Run) -> None:
    lines = kompas("user", "list").out.splitlines()
    assert lines[0].split() == ["Bruger", "Navn", "Log", "ind", "Roller"]
    assert any("petra" in line and "udvalget (oest)" in line for line in lines)
    assert set(ROLES) == set(Role)


def test_what_is_done_at_the_terminal_leaves_its_trace(kompas: Run) -> None:
    typed(kompas, "user", "make", "ida", "--name", "Ida Prøve")
    kompas("user", "grant", "ida", "caseworker", WEST)
    kompas("unit", "change", WEST, "--panel")
    refused = kompas("user", "deactivate", "drift")
    assert refused.status == 2
    assert "den sidste administrator i Voksenteam Vest" in " ".join(refused.err.split())
    at = at_the_terminal().username
    assert [(one.by_user, one.purpose) for one in administered()][:4] == [
        (at, "Afvist: Bruger lukket: drift"),
        (at, "Enhed rettet: vest: visitationsudvalg nej → ja"),
        (at, "Rolle givet: ida, sagsbehandler i vest"),
        (at, "Bruger oprettet: ida"),
    ]
    assert list(verify()) == []


# ---------------------------------------------------------------- units


def test_a_unit_is_made_and_cases_are_opened_in_it(kompas: Run) -> None:
    ran = kompas("unit", "make", "nord", "--name", "Team Nord", "--municipality", "vejen")
    assert (ran.status, ran.out) == (0, "✓ Enheden nord er oprettet.\n")
    kompas("user", "grant", "anna", "caseworker", "nord")
    apply = {
        "command": "application_received", "citizen": {"name": "Else Eksempel"},
        "service": "activity_and_social", "municipality": "vejen", "unit": "nord",
        "case_number": "2026-7", "applied_for": "et sted at komme", "channel": "phone",
        "received_on": "2026-05-04",
    }  # fmt: skip
    assert kompas("case", "act", "new", "-", "--as", "anna", stdin=apply).status == 0
    assert "Team Nord" in kompas("unit", "list").out


def test_a_unit_is_changed_from_now_on(kompas: Run) -> None:
    ran = kompas("unit", "change", WEST, "--panel", "--deadline-weeks", "5", "--name", "Vest ny")
    assert (ran.status, ran.out) == (0, "✓ Enheden vest er rettet.\n")
    terms = terms_of(WEST)
    assert terms is not None
    assert (terms.panel_required, terms.processing_deadline_weeks) == (True, 5)
    ran = kompas("unit", "change", EAST, "--no-panel", "--no-deadline", "--no-norms-unit")
    assert ran.status == 0
    rows = {row["unit"]: row for row in kompas("unit", "list", "--json").data}
    assert rows[WEST]["name"] == "Vest ny"
    east = rows[EAST]
    assert (east["panel_required"], east["processing_deadline_weeks"], east["norms_unit"]) == (
        False, None, None,
    )  # fmt: skip


def test_what_cases_name_a_unit_by_never_changes() -> None:
    for field in ("key", "municipality"):
        with pytest.raises(TypeError, match=field):
            administration.change_unit(WEST, **{field: "x"})


def test_english_is_spoken(kompas: Run) -> None:
    assert kompas("--lang", "en", "user", "list", "--json").status == 0
