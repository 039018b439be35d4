"""Pages for when nothing else can be relied on: no session, no database, no file of the look.

In Danish and then English: nobody knows who asks.
"""

from django.http import HttpResponse
from django.utils.html import format_html

_PAGE = (
    '<!doctype html><html lang="da"><head><meta charset="utf-8"><title>{title}</title>'
    '<meta name="viewport" content="width=device-width"></head><body><main><h1>{title}</h1>'
    '<p>{what}</p><p lang="en">{english}</p></main></body></html>\n'
)


def unavailable() -> HttpResponse:
    """The database does not answer."""
    page = _page(
        503,
        "Kompas er ikke klar lige nu",
        "Databasen svarer ikke. Det, du har gemt, er der stadig. Prøv igen om et par minutter, og "
        "sig det til din administrator, hvis det bliver ved.",
        "The database does not answer. What you saved is still there. Try again in a few minutes.",
    )
    page["Retry-After"] = "30"
    return page


def failed() -> HttpResponse:
    """A fault of ours, and the page that tells of it failed too."""
    return _page(
        500,
        "Der skete en fejl i Kompas",
        "Fejlen er noteret uden personoplysninger. Intet er gemt halvt. Prøv igen, og sig det til "
        "din administrator med klokkeslættet, hvis det bliver ved.",
        "Something went wrong. Nothing was saved by half. Try again.",
    )


def wrong_host() -> HttpResponse:
    """The visitor asked for a name that is not ours."""
    return _page(
        400,
        "Kompas svarer ikke på det navn",
        "Skriv den adresse, du har fået af din kommune. Driver du serveren, så sæt navnet i "
        "KOMPAS_HOSTS.",
        "This server does not answer to that name.",
    )


def too_large() -> HttpResponse:
    """More was sent than is taken in."""
    return _page(
        413,
        "Det er for stort",
        "Filen er større, end Kompas tager imod. Del den, eller gem den i en mindre udgave, gå "
        "tilbage, og prøv igen. Intet er gemt.",
        "The file is larger than Kompas takes in. Nothing was saved.",
    )


def not_understood(status: int = 400) -> HttpResponse:
    """What was sent is no request that a browser makes."""
    return _page(
        status,
        "Det kunne ikke læses",
        "Gå tilbage, hent siden igen, og prøv en gang til.",
        "The request could not be read.",
    )


def _page(status: int, title: str, what: str, english: str) -> HttpResponse:
    made = format_html(_PAGE, title=title, what=what, english=english)
    page = HttpResponse(made, status=status)
    page["Content-Length"] = str(len(page.content))
    page["Cache-Control"] = "no-store"
    return page
