"""The commands on the record of cases, their options and their help. As light as `commands`."""

from typing import Any

from kompas.cli.command import Command, json_option
from kompas.words import N_, _

_CASE = "5b7ac49d-28b5-48f9-8d0e-1f0ed441dfba"
"""A case of the fictional town, by its id: its number carries the year."""


def _as(add: Any) -> None:
    add.add_argument(
        "--as",
        dest="username",
        metavar=_("BRUGER"),
        help=_("den bruger, der arbejder; kun det, brugeren må se og gøre, kan ses og gøres"),
    )


def _purpose(add: Any) -> None:
    add.add_argument(
        "--purpose",
        metavar=_("FORMÅL"),
        help=_("hvad opslaget skal bruges til; »Sagsbehandling«, hvis det ikke nævnes"),
    )


def _looking(add: Any) -> None:
    _as(add)
    _purpose(add)
    json_option(add)


def _list(add: Any) -> None:
    _as(add)
    add.add_argument("--mine", action="store_true", help=_("kun dem, brugeren selv behandler"))
    add.add_argument(
        "--status", metavar=_("STATUS"), help=_("kun dem, der står der, fx received eller sent")
    )
    add.add_argument(
        "--by-name", action="store_true", help=_("efter navn, også lukkede; ellers efter frist")
    )
    add.add_argument("--after", metavar=_("ID"), help=_("næste side: dem efter sagen med dette id"))
    _purpose(add)
    json_option(add)


def _act(add: Any) -> None:
    _as(add)
    json_option(add)


def _as_of(add: Any) -> None:
    add.add_argument(
        "--valid",
        action="store_true",
        help=_("som sagen gælder den dag efter det, der vides nu; ellers som den var kendt da"),
    )
    _looking(add)


def _export(add: Any) -> None:
    _as(add)
    _purpose(add)
    add.add_argument(
        "-o", "--output", metavar="SAG.json", help=_("skriv til en fil, med CPR-nummeret helt")
    )


def _sample(add: Any) -> None:
    add.add_argument("--cases", metavar=_("ANTAL"), help=_("hvor mange sager; 200 ellers"))
    add.add_argument("--seed", metavar=_("TAL"), help=_("tallet, byen trækkes efter; 1 ellers"))


def _verify(add: Any) -> None:
    add.add_argument(
        "--heads",
        metavar=_("FIL"),
        help=_("de gemte hoveder at holde op imod; de nyeste ellers"),
    )
    add.add_argument(
        "--files",
        dest="files_too",
        action="store_true",
        help=_("læs også alle dokumenter igennem"),
    )
    json_option(add)


def _erase(add: Any) -> None:
    _as(add)
    add.add_argument("--why", metavar=_("GRUND"), help=_("hvorfor det må slettes; uden navne"))
    add.add_argument(
        "--entry",
        metavar=_("NR"),
        action="append",
        help=_("kun denne registrering, som er annulleret; kan gentages"),
    )
    add.add_argument("--yes", action="store_true", help=_("slet; uden dette sker der intet"))


def _restore(add: Any) -> None:
    add.add_argument(
        "--despite-damage",
        action="store_true",
        help=_("hent det, der er helt, også når et dokument i filen er ødelagt eller mangler"),
    )


def _nothing(_add: Any) -> None:
    pass


RECORD_COMMANDS: dict[str, Command] = {
    "case list": Command(
        module="case_list",
        summary=N_("de sager, du har, eller søg efter ord"),
        about=N_(
            "Viser de sager, som brugeren må se: det, der har frist først, øverst. Med ord søges "
            "der i navne, sagsnumre og notater; et helt CPR-nummer finder borgerens sager. "
            "Det må ikke stå på kommandolinjen: skriv - og så nummeret, når kommandoen kører. "
            "Opslaget bliver logget, uden ordene.\n\n"
            "--json giver sagerne (cases), om der er flere (more), og hvor næste side begynder "
            "(after)."
        ),
        files=N_("[ORD ...]"),
        fewest=0,
        most=None,
        declare=_list,
        always=N_("--as BRUGER"),
        examples=(
            "kompas case list --as ronja-elm",
            "kompas case list holm --as ronja-elm",
            "kompas case list --as ronja-elm --mine --status informed --json",
        ),
        record=True,
    ),
    "case show": Command(
        module="case_show",
        summary=N_("én sag: hvor den står, næste frist, og alt, der er sket"),
        about=N_(
            "Viser sagen: hvor den står, hvad der er næste frist, og alle registreringer med dato "
            "og navn. SAG er sagens nummer eller dens id. Opslaget bliver logget med formålet."
        ),
        files=N_("SAG"),
        fewest=1,
        most=1,
        declare=_looking,
        always=N_("--as BRUGER"),
        examples=(f"kompas case show {_CASE} --as ronja-elm",),
        record=True,
    ),
    "case act": Command(
        module="case_act",
        summary=N_("gør noget i en sag: modtag, udred, afgør, send ..."),
        about=N_(
            "Udfører det, der står i COMMAND.json, hvis loven, sagens gang og brugerens rolle "
            "tillader det; ellers står der hvorfor, og intet bliver gemt. SAG er sagens nummer "
            "eller dens id; skriv new for en ny sag. - læser fra standard-ind. Formatet ses "
            "med: kompas schema command\n\n"
            "Slutkode: 0 udført, 1 afvist, 2 noget kan ikke bruges."
        ),
        files=N_("SAG COMMAND.json"),
        fewest=2,
        most=2,
        declare=_act,
        always=N_("--as BRUGER"),
        examples=(
            "kompas case act new examples/command-application.json --as ronja-elm",
            f"kompas case act {_CASE} examples/command-note.json --as ronja-elm",
        ),
        record=True,
    ),
    "case as-of": Command(
        module="case_as_of",
        summary=N_("sagen, som den så ud en bestemt dag"),
        about=N_(
            "Viser sagen, som den var kendt, da dagen var slut. Med --valid vises den, som den "
            "gælder den dag efter det, der vides nu. SAG er sagens nummer eller dens id."
        ),
        files=N_("SAG DATO"),
        fewest=2,
        most=2,
        declare=_as_of,
        always=N_("--as BRUGER"),
        examples=(
            f"kompas case as-of {_CASE} 2026-03-01 --as ronja-elm",
            f"kompas case as-of {_CASE} 2026-03-01 --valid --as ronja-elm",
        ),
        record=True,
    ),
    "case replay": Command(
        module="case_replay",
        summary=N_("bedøm en gammel afgørelse igen efter dens egne regler"),
        about=N_(
            "Bedømmer afgørelsen i registrering NR igen efter de regler, den blev truffet efter, "
            "og holder resultat, fund og forklaring op imod det, der blev gemt. En regelfil, der "
            "er ændret siden, bliver nævnt.\n\n"
            "Slutkode: 0 det samme, 1 noget er anderledes, 2 noget kan ikke bruges."
        ),
        files=N_("SAG NR"),
        fewest=2,
        most=2,
        declare=_looking,
        always=N_("--as BRUGER"),
        examples=(f"kompas case replay {_CASE} 16 --as ronja-elm",),
        record=True,
    ),
    "case export": Command(
        module="case_export",
        summary=N_("hele sagen som JSON, med dokumenternes fingeraftryk"),
        about=N_(
            "Skriver hele sagen som JSON: hver registrering, som den blev skrevet, og hvert "
            "dokument med sit fingeraftryk (SHA-256). På skærmen er CPR-numre skjult; med -o står "
            "de i filen, som kun du kan læse."
        ),
        files=N_("SAG"),
        fewest=1,
        most=1,
        declare=_export,
        always=N_("--as BRUGER"),
        examples=(f"kompas case export {_CASE} -o sag.json --as ronja-elm",),
        record=True,
    ),
    "case looks": Command(
        module="case_looks",
        summary=N_("hvornår og til hvad der er slået op i sagen"),
        about=N_(
            "Viser alle opslag i sagen med dag og formål, og ikke hvem der slog op "
            "(databeskyttelsesforordningen art. 15). For dem, der må se sagen, og for enhedens "
            "revisor, som nævner sagen ved dens id."
        ),
        files=N_("SAG"),
        fewest=1,
        most=1,
        declare=_looking,
        always=N_("--as BRUGER"),
        examples=(f"kompas case looks {_CASE} --as ronja-elm",),
        record=True,
    ),
    "sample": Command(
        module="sample",
        summary=N_("fyld en tom database med opdigtede borgere og sager"),
        about=N_(
            "Opretter Eksempelby med enheder, brugere og sager, trukket efter et tal. Ingen i den "
            "findes. Samme tal giver samme by. Kun i en ny eller tom mappe og en tom database, "
            "eller hvor Eksempelby ligger i forvejen."
        ),
        files="",
        fewest=0,
        most=0,
        declare=_sample,
        examples=("kompas sample --cases 200 --seed 1", "kompas sample --cases 100000"),
        record=True,
        fictional=True,
    ),
    "verify-log": Command(
        module="record_keeping",
        summary=N_("er der ændret noget i journalen"),
        about=N_(
            "Læser hele journalen og loggen over opslag og melder hver fejl: en registrering, der "
            "er ændret, mangler eller er skiftet ud, og en ende, der er skåret af siden hovederne "
            "sidst blev gemt (kompas db export-heads). Og hver linje i listerne, der siger andet "
            "end journalen. Med --files også dokumenter, der mangler eller er ændret.\n\n"
            "Slutkode: 0 ingen fejl, 1 fejl, 2 noget kan ikke bruges."
        ),
        files="",
        fewest=0,
        most=0,
        declare=_verify,
        examples=("kompas verify-log", "kompas verify-log --heads /mnt/kun-til/2026-03-01.jsonl"),
        record=True,
    ),
    "rebuild": Command(
        module="record_keeping",
        summary=N_("lav sagslisten forfra af journalen"),
        about=N_(
            "Laver linjen til lister og søgning forfra for hver sag. Journalen ændres ikke, og "
            "der kan arbejdes imens."
        ),
        files="",
        fewest=0,
        most=0,
        declare=_nothing,
        examples=("kompas rebuild",),
        record=True,
    ),
    "erase": Command(
        module="record_keeping",
        summary=N_("slet det, en lukket sag fortæller om mennesker"),
        about=N_(
            "Sletter indholdet af en lukket sag, når arkivloven tillader det, eller med --entry "
            "indholdet af registreringer, der er annulleret. At noget skete, hvornår og af hvem, "
            "står der stadig, og journalen kan stadig efterprøves. En hel sag slettes af en "
            "administrator, som nævner den ved dens id; en registrering af enhedens leder.\n\n"
            "Slutkode: 0 slettet, 1 afvist, 2 noget kan ikke bruges."
        ),
        files=N_("SAG"),
        fewest=1,
        most=1,
        declare=_erase,
        always=N_("--as BRUGER --why GRUND --yes"),
        examples=(
            f"kompas erase {_CASE} --entry 5 --why Sletning --as torkild-bro --yes",
        ),
        record=True,
    ),
    "backup": Command(
        module="backup",
        summary=N_("tag en sikkerhedskopi af det hele i én fil"),
        about=N_(
            "Skriver databasen, dokumenterne og de gemte hoveder i én fil, med et fingeraftryk af "
            "hver tabel. Der kan arbejdes imens. Filen er ikke krypteret: Læg den et sikkert "
            "sted.\n\n"
            "Slutkode: 0 skrevet, 1 skrevet, men et dokument mangler eller er ændret, 2 noget "
            "kan ikke bruges."
        ),
        files=N_("FIL"),
        fewest=1,
        most=1,
        declare=_nothing,
        examples=("kompas backup kompas-2026-03-01.tar",),
        record=True,
    ),
    "restore": Command(
        module="backup",
        summary=N_("hent en sikkerhedskopi ind, og efterprøv den"),
        about=N_(
            "Henter en sikkerhedskopi ind i en database uden sager og holder hver tabel, hvert "
            "dokument og hovederne op imod fingeraftrykkene i filen. Hele filen læses, før noget "
            "ændres; er noget i den ødelagt, ændres intet.\n\n"
            "Slutkode: 0 ens, 1 ikke ens, 2 noget kan ikke bruges."
        ),
        files=N_("FIL"),
        fewest=1,
        most=1,
        declare=_restore,
        examples=("kompas restore kompas-2026-03-01.tar",),
        record=True,
    ),
    "db status": Command(
        module="database",
        summary=N_("er databasen, som den skal være"),
        about=N_(
            "Viser, hvor databasen er, og hvad der er galt med den, i ord.\n\n"
            "Slutkode: 0 alt er i orden, 1 noget er galt, 2 noget kan ikke bruges."
        ),
        files="",
        fewest=0,
        most=0,
        declare=json_option,
        examples=("kompas db status",),
        record=True,
    ),
    "db migrate": Command(
        module="database",
        summary=N_("bring databasen op til denne version af Kompas"),
        about=N_(
            "Bringer tabellerne op til denne version og giver programmets rolle sine rettigheder "
            "igen. På egen server kræver det ejerens forbindelse (KOMPAS_OWNER_DATABASE_URL)."
        ),
        files="",
        fewest=0,
        most=0,
        declare=_nothing,
        examples=("kompas db migrate",),
        record=True,
    ),
    "db export-heads": Command(
        module="database",
        summary=N_("gem alle sagers hoveder, så en afskåret ende kan ses"),
        about=N_(
            "Skriver det nyeste fingeraftryk af hver sag i dagens fil. Kør det hver dag, og læg "
            "filen, hvor de, der kan ændre databasen, ikke kan ændre den."
        ),
        files="",
        fewest=0,
        most=0,
        declare=_nothing,
        examples=("kompas db export-heads",),
        record=True,
    ),
    "db sweep": Command(
        module="database",
        summary=N_("fjern det, som ingen har brug for mere"),
        about=N_(
            "Fjerner filer, som ingen sag har (de er til overs, når en server er død midt i at "
            "tage imod), et døgn efter at de kom; filer, der blev lavet til at åbne; sessioner, "
            "der er løbet ud; og mislykkede log ind, der ikke tæller mere. Kør det hver time. Der "
            "kan arbejdes imens."
        ),
        files="",
        fewest=0,
        most=0,
        declare=_nothing,
        examples=("kompas db sweep",),
        record=True,
    ),
}  # fmt: skip
