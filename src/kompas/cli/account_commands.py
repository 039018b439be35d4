"""The commands on users and units, their options and their help. As light as `commands`."""

from typing import Any

from kompas.cli.command import Command, json_option
from kompas.words import N_, _


def _make_user(add: Any) -> None:
    add.add_argument("--name", metavar=_("NAVN"), help=_("hvad brugeren hedder; skal nævnes"))
    add.add_argument(
        "--no-password",
        action="store_true",
        help=_("uden adgangskode: kan ikke logge ind på skærmbillederne"),
    )


def _list_offers(add: Any) -> None:
    add.add_argument("--on", metavar=_("DAG"), help=_("som det er den dag; i dag ellers"))


def _import_offers(add: Any) -> None:
    add.add_argument("--why", metavar=_("KILDE"), help=_("hvor oplysningerne er fra; skal nævnes"))
    add.add_argument("--yes", action="store_true", help=_("gør det; uden dette sker der intet"))


def _import_grants(add: Any) -> None:
    add.add_argument("--yes", action="store_true", help=_("gør det; uden dette sker der intet"))
    add.add_argument(
        "--left-out",
        metavar=_("FIL"),
        help=_("skriv de rækker, som reglerne ikke kender hjælpen i, til en CSV-fil"),
    )


def _grant_template(add: Any) -> None:
    add.add_argument("-o", "--output", metavar=_("FIL"), help=_("skriv til en fil"))


def _left_to_the_unit(add: Any) -> None:
    """What a unit's standards leave to it."""
    add.add_argument(
        "--norms-unit",
        metavar=_("ENHED"),
        help=_("enheden, som reglerne nævner den; kun når kommunen har flere standarder"),
    )
    add.add_argument(
        "--panel", action="store_true", help=_("sager skal for visitationsudvalget, før de afgøres")
    )
    add.add_argument(
        "--deadline-weeks",
        metavar=_("UGER"),
        help=_("kommunens sagsbehandlingsfrist, hvor standarden ikke nævner en"),
    )


def _make_unit(add: Any) -> None:
    add.add_argument("--name", metavar=_("NAVN"), help=_("hvad enheden kaldes; skal nævnes"))
    add.add_argument(
        "--municipality", metavar=_("KOMMUNE"), help=_("hvis regler den bruger; skal nævnes")
    )
    _left_to_the_unit(add)


def _change_unit(add: Any) -> None:
    add.add_argument("--name", metavar=_("NAVN"), help=_("hvad enheden kaldes"))
    _left_to_the_unit(add)
    add.add_argument(
        "--no-norms-unit", action="store_true", help=_("reglerne nævner ikke enheden mere")
    )
    add.add_argument(
        "--no-panel", action="store_true", help=_("sager skal ikke for visitationsudvalget mere")
    )
    add.add_argument("--no-deadline", action="store_true", help=_("enheden har ikke egen frist"))


def _nothing(_add: Any) -> None:
    pass


ACCOUNT_COMMANDS: dict[str, Command] = {
    "user list": Command(
        module="users",
        summary=N_("brugerne og deres roller"),
        about=N_("Viser alle brugere med roller og enheder, også dem, der er holdt op."),
        files="",
        fewest=0,
        most=0,
        declare=json_option,
        examples=("kompas user list",),
        record=True,
    ),
    "user make": Command(
        module="users",
        summary=N_("opret en bruger"),
        about=N_(
            "Opretter en bruger uden roller. BRUGER er det navn, der står i journalen: små "
            "bogstaver, tal og bindestreger. Det ændres aldrig og bruges aldrig af en anden. "
            "Adgangskoden spørges der om, eller den læses som en linje fra standard-ind; den "
            "kan ikke stå på kommandolinjen, hvor andre kan se den."
        ),
        files=N_("BRUGER"),
        fewest=1,
        most=1,
        declare=_make_user,
        always=N_("--name NAVN"),
        examples=("kompas user make mette-holm --name 'Mette Holm'",),
        record=True,
    ),
    "user password": Command(
        module="users",
        summary=N_("giv en bruger en ny adgangskode"),
        about=N_(
            "Giver en bruger en ny adgangskode. Den spørges der om, eller den læses som en linje "
            "fra standard-ind. Er brugeren logget ind, bliver brugeren logget ud."
        ),
        files=N_("BRUGER"),
        fewest=1,
        most=1,
        declare=_nothing,
        examples=("kompas user password ronja-elm",),
        record=True,
    ),
    "user deactivate": Command(
        module="users",
        summary=N_("en bruger er holdt op"),
        about=N_(
            "Brugeren ser og gør intet fra nu af og kan ikke logge ind. Ingen bruger slettes: "
            "Journalen nævner dem. Sager, som brugeren behandler, skal fordeles til andre."
        ),
        files=N_("BRUGER"),
        fewest=1,
        most=1,
        declare=_nothing,
        examples=("kompas user deactivate viggo-birk",),
        record=True,
    ),
    "user activate": Command(
        module="users",
        summary=N_("en bruger er tilbage"),
        about=N_("Brugeren kan igen logge ind og har de samme roller som før."),
        files=N_("BRUGER"),
        fewest=1,
        most=1,
        declare=_nothing,
        examples=("kompas user activate viggo-birk",),
        record=True,
    ),
    "user grant": Command(
        module="users",
        summary=N_("giv en bruger en rolle i en enhed"),
        about=N_(
            "Giver en bruger en rolle i en enhed. En rolle, brugeren har i forvejen, bliver "
            "stående.\n\n"
            "ROLLE er caseworker (sagsbehandler), team_lead (teamleder), panel_member (medlem af "
            "visitationsudvalget), auditor (revisor) eller administrator."
        ),
        files=N_("BRUGER ROLLE ENHED"),
        fewest=3,
        most=3,
        declare=_nothing,
        examples=("kompas user grant ronja-elm caseworker west",),
        record=True,
    ),
    "user revoke": Command(
        module="users",
        summary=N_("tag en rolle i en enhed fra en bruger"),
        about=N_(
            "Tager en rolle i en enhed fra en bruger. Det gælder fra nu af.\n\n"
            "Slutkode: 0 taget, 1 brugeren havde den ikke, 2 noget kan ikke bruges."
        ),
        files=N_("BRUGER ROLLE ENHED"),
        fewest=3,
        most=3,
        declare=_nothing,
        examples=("kompas user revoke ronja-elm caseworker west",),
        record=True,
    ),
    "offer list": Command(
        module="offers",
        summary=N_("tabellen over tilbud, som CSV"),
        about=N_(
            "Viser tilbuddene, som de er en dag: CSV med semikolon, som »kompas offer import« "
            "læser."
        ),
        files="",
        fewest=0,
        most=0,
        declare=_list_offers,
        examples=("kompas offer list --on 2026-01-01",),
        record=True,
    ),
    "offer import": Command(
        module="offers",
        summary=N_("skriv tilbud fra en CSV-fil ind i tabellen"),
        about=N_(
            "Opretter de tilbud, der ikke er der, og retter dem, der er, fra den dag, filen siger. "
            "Uden --yes vises kun, hvad der ville ske. Er der en fejl, ændres intet."
        ),
        files=N_("TILBUD.csv"),
        fewest=1,
        most=1,
        declare=_import_offers,
        always=N_("--why KILDE"),
        examples=("kompas offer import tilbud.csv --why Tilbudsportalen --yes",),
        record=True,
    ),
    "grant template": Command(
        module="grant_template",
        summary=N_("en tom CSV-fil til løbende bevillinger"),
        about=N_(
            "Skriver overskrifterne til den fil, som »kompas grant import« læser: en kolonne for "
            "hvert mål, som reglerne kender."
        ),
        files="",
        fewest=0,
        most=0,
        declare=_grant_template,
        examples=("kompas grant template -o bevillinger.csv",),
    ),
    "grant import": Command(
        module="grants",
        summary=N_("gør løbende bevillinger fra en CSV-fil til sager"),
        about=N_(
            "Opretter en sag for hver række, og borgeren med, hvis registret ikke har borgeren. "
            "Uden --yes vises kun, hvad der ville ske. Er der en fejl, indlæses intet. Den samme "
            "fil to gange ændrer intet. Rækker, som reglerne ikke kender hjælpen i, nævnes, og "
            "de bliver ikke til sager."
        ),
        files=N_("BEVILLINGER.csv"),
        fewest=1,
        most=1,
        declare=_import_grants,
        examples=(
            "kompas grant import bevillinger.csv",
            "kompas grant import bevillinger.csv --left-out rest.csv --yes",
        ),
        record=True,
    ),
    "unit list": Command(
        module="units",
        summary=N_("enhederne, og hvad de arbejder efter"),
        about=N_("Viser enhederne: hvis regler de bruger, om de har et udvalg, og deres frist."),
        files="",
        fewest=0,
        most=0,
        declare=json_option,
        examples=("kompas unit list",),
        record=True,
    ),
    "unit make": Command(
        module="units",
        summary=N_("opret en enhed"),
        about=N_(
            "Opretter en enhed. ENHED er dens nøgle: bogstaver, tal, - og _. Sagerne nævner den, "
            "så den og kommunen ændres aldrig."
        ),
        files=N_("ENHED"),
        fewest=1,
        most=1,
        declare=_make_unit,
        always=N_("--name NAVN --municipality KOMMUNE"),
        examples=(
            "kompas unit make voksen-vest --name 'Voksenteam Vest' --municipality vejen",
            "kompas unit make voksen-nord --name 'Team Nord' --municipality vejen --panel",
        ),
        record=True,
    ),
    "unit change": Command(
        module="units",
        summary=N_("ret, hvad en enhed kaldes og arbejder efter"),
        about=N_(
            "Retter det, der nævnes. Det gælder fra nu af, også for de sager, der er i gang; det, "
            "der er registreret, ændres ikke."
        ),
        files=N_("ENHED"),
        fewest=1,
        most=1,
        declare=_change_unit,
        examples=("kompas unit change west --deadline-weeks 6",),
        record=True,
    ),
}  # fmt: skip
