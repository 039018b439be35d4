"""The commands that start the screens, their options and their help. As light as `commands`."""

from typing import Any

from kompas.cli.command import Command
from kompas.words import N_, _


def _serve(add: Any) -> None:
    add.add_argument(
        "--host", metavar=_("ADRESSE"), help=_("hvor der lyttes; 127.0.0.1, hvis intet er nævnt")
    )
    add.add_argument("--port", metavar=_("PORT"), help=_("8000, hvis intet er nævnt"))


def _nothing(_add: Any) -> None:
    pass


def _demo(add: Any) -> None:
    _serve(add)
    add.add_argument("--cases", metavar=_("ANTAL"), help=_("hvor mange sager; 200 ellers"))
    add.add_argument(
        "--fresh", action="store_true", help=_("begynd forfra, og slet det, der er gjort i demoen")
    )


WEB_COMMANDS: dict[str, Command] = {
    "demo": Command(
        module="demo",
        summary=N_("prøv skærmbillederne med en opdigtet kommune"),
        about=N_(
            "Starter Kompas med den opdigtede kommune Eksempelby i en database for sig selv og "
            "viser adressen og brugerne. Det, der gøres i demoen, er der også næste gang. "
            "Den bruger kun en mappe, der er ny, tom eller lavet af demoen. "
            "Er porten optaget, bruges den næste. Stop med Ctrl-C."
        ),
        files="",
        fewest=0,
        most=0,
        declare=_demo,
        examples=("kompas demo", "kompas demo --port 8080 --fresh"),
    ),
    "serve": Command(
        module="serve",
        summary=N_("start Kompas til browseren"),
        about=N_(
            "Starter skærmbillederne for installationen, som KOMPAS_DATA eller "
            "KOMPAS_DATABASE_URL peger på, med lige så mange processer, som maskinen har "
            "processorer (KOMPAS_PROCESSES). Til rigtige sager skal der stå en proxy med https "
            "foran, og KOMPAS_HTTPS skal være 1. Er porten optaget, startes der ikke.\n\n"
            "SIGTERM: det, der er spurgt om, bliver besvaret først. SIGHUP: regler læses igen, og "
            "nye processer tager over. Stop med Ctrl-C."
        ),
        files="",
        fewest=0,
        most=0,
        declare=_serve,
        examples=("kompas serve", "kompas serve --host 0.0.0.0 --port 8000"),
    ),
    "static": Command(
        module="static",
        summary=N_("saml skærmbilledernes faste filer til en server, der er din egen"),
        about=N_(
            "Samler stilark, skrifter og scripts i KOMPAS_DATA/static, hvor "
            "kompas.site.wsgi:application finder dem. Kør den efter hver opgradering, hvor en "
            "anden WSGI-server end kompas serve svarer; kompas serve gør det selv."
        ),
        files="",
        fewest=0,
        most=0,
        declare=_nothing,
        examples=("kompas static",),
    ),
}
"""What starts the screens, in the order of the help."""
