"""The commands, their options and their help. Light: `kompas --help` reads no more than this."""

from argparse import SUPPRESS, ArgumentParser, RawDescriptionHelpFormatter
from collections.abc import Iterable
from shutil import get_terminal_size
from textwrap import fill
from typing import Any

from kompas.cli.account_commands import ACCOUNT_COMMANDS
from kompas.cli.command import Command, json_option
from kompas.cli.record_commands import RECORD_COMMANDS
from kompas.cli.web_commands import WEB_COMMANDS
from kompas.words import LANGUAGES, N_, _

DEFAULT_SERVICE = "activity_and_social"
_WIDEST = 100


class Formatter(RawDescriptionHelpFormatter):
    """Help in the reader's language, at most a hundred characters wide."""

    def __init__(self, prog: str) -> None:
        super().__init__(prog, max_help_position=26, width=_width())

    def add_usage(
        self, usage: str | None, actions: Any, groups: Any, prefix: str | None = None
    ) -> None:
        """Put our own word before the usage."""
        super().add_usage(usage, actions, groups, prefix or _("Brug: "))


def parser_of(name: str) -> ArgumentParser:
    """The parser of one command. It leaves missing files and unknown options to the caller."""
    command = COMMANDS[name]
    parser = ArgumentParser(
        prog=f"kompas {name}",
        usage=" ".join(
            filter(None, [f"kompas {name}", _(command.files), _(command.always), _("[VALG ...]")])
        ),
        description=paragraphs(_(command.about)),
        epilog=examples(command.examples),
        formatter_class=Formatter,
        add_help=False,
        allow_abbrev=False,
        exit_on_error=False,
    )
    _declare(parser, command)
    return parser


def _declare(parser: ArgumentParser, command: Command) -> Any:
    """What a command takes; gives back its files."""
    files = parser.add_argument("files", nargs="*", help=SUPPRESS)
    command.declare(parser.add_argument_group(_("Valg")))
    common(parser.add_argument_group(_("Fælles valg")))
    return files


def whole_parser(file: Any) -> ArgumentParser:
    """All commands in one parser, for what completes them in a shell: `file` says to it that a file
    stands there.
    """
    whole = ArgumentParser(prog="kompas", add_help=False, allow_abbrev=False)
    common(whole)
    first_words, groups = whole.add_subparsers(), dict[str, Any]()
    for name, command in COMMANDS.items():
        first, _space, second = name.partition(" ")
        if second and first not in groups:
            group = first_words.add_parser(first, help=f"kompas {first} …", add_help=False)
            groups[first] = group.add_subparsers()
        words = groups[first] if second else first_words
        one = words.add_parser(second or first, help=_(command.summary), add_help=False)
        taken = _declare(one, command)
        taken.help = command.files  # what is suppressed is not completed either
        if "|" in command.files:
            taken.choices = command.files.split("|")
        elif command.files:
            taken.complete = file
    return whole


def common(add: Any) -> None:
    """The options of every command."""
    add.add_argument(
        "--lang",
        metavar="|".join(LANGUAGES),
        help=_("dansk (da) eller engelsk (en); kan også stå i KOMPAS_LANG"),
    )
    add.add_argument(
        "--norms",
        metavar=_("MAPPE"),
        help=_("reglernes mappe, hvis det ikke er den, Kompas har med; ellers KOMPAS_NORMS"),
    )
    add.add_argument("--version", action="store_true", help=_("vis versionen"))
    add.add_argument("-h", "--help", action="store_true", help=_("vis denne hjælp"))


def overview(names: Iterable[str], title: str, shown_examples: tuple[str, ...]) -> str:
    """The help of several commands together: what each is for."""
    listed = [f"  {name:<17}{_(COMMANDS[name].summary)}" for name in names]
    parts = [
        paragraphs(title),
        _("Brug: kompas KOMMANDO [VALG ...]"),
        "\n".join([_("Kommandoer:"), *listed]),
        examples(shown_examples),
        _("Hjælp til en kommando, fx: kompas assess --help"),
        paragraphs(
            _(
                "Sprog: --lang da|en eller KOMPAS_LANG. Version: kompas --version. "
                "Uden farver: NO_COLOR=1."
            )
        ),
    ]  # fmt: skip
    return "\n\n".join(parts) + "\n"


def paragraphs(text: str) -> str:
    """Running text, wrapped."""
    return "\n\n".join(fill(part, _width() - 2) for part in text.split("\n\n"))


def examples(lines: tuple[str, ...]) -> str:
    """Command lines to copy."""
    return "\n".join([_("Eksempler:"), *(f"  {line}" for line in lines)])


def _width() -> int:
    return min(get_terminal_size().columns, _WIDEST)


def _where(add: Any) -> None:
    add.add_argument("--municipality", metavar=_("KOMMUNE"), help=_("fx copenhagen eller vejen"))
    add.add_argument(
        "--unit",
        metavar=_("ENHED"),
        help=_("den enhed, der bruger standarden; kun nødvendig, når kommunen har flere"),
    )
    add.add_argument(
        "--service",
        metavar=_("YDELSE"),
        default=DEFAULT_SERVICE,
        help=_("ydelsen; {default}, hvis den ikke nævnes").format(default=DEFAULT_SERVICE),
    )


def _on(add: Any, text: str) -> None:
    add.add_argument("--on", metavar=_("DATO"), help=text)


def _assess(add: Any) -> None:
    _where(add)
    _on(add, _("vurdér efter de regler, der gælder den dag, fx 2026-03-01; ellers i dag"))
    add.add_argument(
        "--all", action="store_true", help=_("vis også de regler, der ikke gælder for borgeren")
    )
    json_option(add)


def _soundness(add: Any) -> None:
    add.add_argument("--table", action="store_true", help=_("vis en tabel, en linje pr. afgørelse"))
    add.add_argument(
        "--summary",
        action="store_true",
        help=_("filerne er gengivelser af andres afgørelser og må tie om noget (not_stated)"),
    )
    _on(add, _("dagen for de afgørelser, der ikke selv har en dato; ellers i dag"))
    json_option(add)


def _letter(add: Any) -> None:
    add.add_argument(
        "-o", "--output", metavar="BREV.pdf", help=_("skriv brevet her; - for standard-ud")
    )
    add.add_argument("--html", metavar="BREV.html", help=_("skriv det også som webside"))
    add.add_argument(
        "--draft", action="store_true", help=_("skriv det, selv om noget mangler, mærket UDKAST")
    )
    add.add_argument(
        "--check", action="store_true", help=_("se kun, om brevet kan sendes; skriv intet")
    )
    _on(add, _("dagen for reglerne, hvis afgørelsen ikke selv har en dato; ellers i dag"))


def _norms_check(add: Any) -> None:
    add.add_argument(
        "--municipality",
        metavar=_("KOMMUNE"),
        help=_("udelad det, som kun andre kommuner skal tage stilling til"),
    )
    add.add_argument(
        "--strict", action="store_true", help=_("modstrid, som en jurist skal se på, er også fejl")
    )
    json_option(add)


def _norms_show(add: Any) -> None:
    _where(add)
    _on(add, _("de regler, der gælder den dag; ellers i dag"))


def _norms_running(add: Any) -> None:
    add.add_argument(
        "--all", action="store_true", help=_("vis også de bevillinger, der ikke ændrer sig")
    )
    _on(add, _("efter den standard, der gælder den dag; ellers i dag"))
    json_option(add)


def _calculate(add: Any) -> None:
    _on(add, _("efter de regler, der gælder den dag; ellers i dag"))
    json_option(add)


def _norms_publish(add: Any) -> None:
    add.add_argument(
        "--out",
        metavar=_("MAPPE"),
        default="site",
        help=_("skriv siderne i denne mappe; site, hvis den ikke nævnes"),
    )
    _on(add, _("de regler, der gælder den dag; ellers i dag"))


def _nothing(_add: Any) -> None:
    pass


COMMANDS: dict[str, Command] = {
    "assess": Command(
        module="assess",
        summary=N_("hvad siger reglerne om én borger, og hvorfor"),
        about=N_(
            "Svarer på, hvad loven, praksis og kommunens standard siger om én borger: målgruppe, "
            "omfang, befordring, betaling, opfølgning. Hvert svar viser sine regler, deres kilde "
            "og de oplysninger om borgeren, der er brugt. Mangler der noget, står der, hvad du "
            "skal spørge om først.\n\n"
            "FACTS.json er borgerens oplysninger; - læser dem fra standard-ind. "
            "Formatet ses med: kompas schema facts"
        ),
        files="FACTS.json",
        fewest=1,
        most=1,
        declare=_assess,
        always=N_("--municipality KOMMUNE"),
        examples=(
            "kompas assess examples/facts-d2-housing.json --municipality copenhagen",
            "kompas assess examples/facts-unknown.json --municipality vejen --on 2026-03-01",
            "kompas assess - --municipality copenhagen --json < examples/facts-c2-home.json",
        ),
    ),
    "soundness": Command(
        module="soundness",
        summary=N_("ville afgørelsen holde hos Ankestyrelsen"),
        about=N_(
            "Efterprøver et udkast til en afgørelse, før det sendes: Hvad ville ikke holde, "
            "hvorfor, og hvad er det næste at gøre? Flere filer på én gang vises som en tabel."
            "\n\n"
            "Slutkode: 0 den kan holde, 1 den falder, 3 den kan ikke bedømmes eller mangler en "
            "grund, 2 filen kan ikke bruges. Ved flere filer gælder den værste. Formatet ses med: "
            "kompas schema decision"
        ),
        files="DECISION.json ...",
        fewest=1,
        most=None,
        declare=_soundness,
        examples=(
            "kompas soundness examples/decision-reduction-falls.json",
            "kompas soundness examples/decision-*.json",
            "kompas soundness tests/spec/cases/*.json --summary --table",
        ),
    ),
    "letter": Command(
        module="letter",
        summary=N_("skriv brevet om en afgørelse som PDF"),
        about=N_(
            "Skriver brevet til borgeren. Det bliver kun skrevet, når intet mangler i det, og "
            "afgørelsen ikke falder; ellers står der, hvad der mangler, hvorfor, og hvad du skal "
            "gøre. Bagefter vises, hvor svært brevet er at læse (LIX).\n\n"
            "Slutkode: 0 skrevet (eller klar, med --check), 1 ikke klar, 2 filen kan ikke bruges."
        ),
        files="DECISION.json",
        fewest=1,
        most=1,
        declare=_letter,
        examples=(
            "kompas letter examples/decision-grant.json -o brev.pdf --html brev.html",
            "kompas letter examples/decision-reduction-falls.json --check",
            "kompas letter examples/decision-reduction-falls.json -o udkast.pdf --draft",
        ),
    ),
    "calculate": Command(
        module="calculate",
        summary=N_("regn ud, hvad borgeren betaler og får i løn"),
        about=N_(
            "Regner borgerens betaling for bolig, befordring og servicepakker og lønnen i "
            "beskyttet beskæftigelse ud, linje for linje i hele øre. Satser kommer fra reglerne, "
            "beløb fra PAYMENTS.json med kilde. Er noget ikke afgjort, står det der, og der er "
            "intet resultat.\n\n"
            "Slutkode: 0 regnet ud, 3 noget mangler, 2 filen kan ikke bruges."
        ),
        files="PAYMENTS.json",
        fewest=1,
        most=1,
        declare=_calculate,
        examples=(
            "kompas calculate examples/payments-work.json",
            "kompas calculate examples/payments-housing.json --json",
        ),
    ),
    "norms check": Command(
        module="norms_check",
        summary=N_("efterprøv reglerne: huller, modstrid, eksempler"),
        about=N_(
            "Efterprøver alle regler: Får enhver borger et svar? Siger to regler imod hinanden? "
            "Giver eksemplerne det, de skal? Hver fejl vises med fil, linje og hvad der retter "
            "den. Modstrid mellem en vejledende regel og loven er ikke en fejl, men et spørgsmål "
            "til en jurist.\n\n"
            "Slutkode: 0 ingen fejl, 1 fejl."
        ),
        files="",
        fewest=0,
        most=0,
        declare=_norms_check,
        examples=(
            "kompas norms check",
            "kompas norms check --municipality vejen",
            "kompas norms check --strict --json",
            "kompas norms check --norms norms",
        ),
    ),
    "norms show": Command(
        module="norms_show",
        summary=N_("vis en kommunes regler som tekst"),
        about=N_(
            "Viser de regler, der gælder i en kommune en bestemt dag, med betingelse, svar, rang "
            "og kilde: til gennemlæsning for jurister og sagsbehandlere."
        ),
        files="",
        fewest=0,
        most=0,
        declare=_norms_show,
        always=N_("--municipality KOMMUNE"),
        examples=(
            "kompas norms show --municipality copenhagen",
            "kompas norms show --municipality vejen --on 2026-03-01",
        ),
    ),
    "norms compare": Command(
        module="norms_compare",
        summary=N_("to standarder over for hinanden: hvem får et andet svar"),
        about=N_(
            "Holder to standarder for samme ydelse op mod hinanden, spørgsmål for spørgsmål: "
            "hvilke borgere får et andet svar, hvordan, og den mindste borger, der viser det. "
            "Det er to kommuners standarder eller to versioner af den samme.\n\n"
            "En standard nævnes som kommune:ydelse, kommune:ydelse@dag eller med sin fil. Uden "
            "dag gælder i dag. Har kommunen flere enheder: kommune:ydelse:enhed."
        ),
        files=N_("STANDARD STANDARD"),
        fewest=2,
        most=2,
        declare=json_option,
        examples=(
            "kompas norms compare copenhagen:activity_and_social vejen:activity_and_social",
            "kompas norms compare copenhagen/104-2019.toml vejen/104.toml --json",
        ),
    ),
    "norms publish": Command(
        module="norms_publish",
        summary=N_("skriv standarderne som sider for borgerne"),
        about=N_(
            "Skriver hver standard som en side i almindeligt sprog, en guide (Gælder det mig?), en "
            "side for hver sammenligning og en forside. Siderne virker uden server og gemmer intet "
            "om den, der læser dem."
        ),
        files="",
        fewest=0,
        most=0,
        declare=_norms_publish,
        examples=("kompas norms publish", "kompas norms publish --out site --on 2026-03-01"),
    ),
    "norms running": Command(
        module="norms_running",
        summary=N_("hvilke løbende bevillinger rører standarden ved"),
        about=N_(
            "Holder løbende bevillinger op mod den standard, der gælder den dag, når den er yngre "
            "end bevillingen: hvem falder uden for det vejledende niveau, og hvem får et andet "
            "vejledende antal dage. Standarden siger selv, hvordan den når dem. Ingen bliver "
            "ændret samlet: hver kræver sin egen afgørelse."
        ),
        files="RUNNING.json",
        fewest=1,
        most=1,
        declare=_norms_running,
        examples=(
            "kompas norms running examples/running-grants.json",
            "kompas norms running examples/running-grants.json --all --json",
        ),
    ),
    "norms freeze": Command(
        module="norms_freeze",
        summary=N_("lås regelfiler, der er taget i brug"),
        about=N_(
            "Skriver filernes fingeraftryk i lock.toml. Derefter melder kompas norms check fejl, "
            "hvis en af dem ændres: En afgørelse skal altid kunne efterprøves efter de regler, "
            "den blev truffet efter. En rettelse skrives i en ny fil med egen valid_from."
        ),
        files=N_("FIL ..."),
        fewest=1,
        most=None,
        declare=_nothing,
        examples=("kompas norms freeze norms/vejen/104.toml",),
    ),
    "schema": Command(
        module="schema",
        summary=N_("beskriv inddata som JSON Schema"),
        about=N_(
            "Beskriver formatet af FACTS.json (facts), DECISION.json (decision) eller COMMAND.json "
            "(command) som JSON Schema: hver oplysning, hvad den betyder, og hvilke værdier den "
            "kan have."
        ),
        files="facts|decision|command",
        fewest=1,
        most=1,
        declare=_nothing,
        examples=("kompas schema facts", "kompas schema decision > decision.schema.json"),
    ),
    "completion": Command(
        module="completion",
        summary=N_("få skallen til at fuldføre kommandoer og valg"),
        about=N_(
            "Skriver det, der får skallen til at fuldføre kommandoer, valg og filer, når man "
            "trykker på tabulatortasten. Hent det ind, når skallen starter."
        ),
        files="bash|fish|tcsh|zsh",
        fewest=1,
        most=1,
        declare=_nothing,
        examples=(
            "kompas completion bash > ~/.local/share/bash-completion/completions/kompas",
            "kompas completion zsh > ~/.zfunc/_kompas",
        ),
    ),
    **RECORD_COMMANDS,
    **ACCOUNT_COMMANDS,
    **WEB_COMMANDS,
}  # fmt: skip
