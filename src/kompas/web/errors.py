"""What went wrong, told in words: what, why, and what to do next."""

import sys
from http import HTTPStatus

from django.core.exceptions import DisallowedHost
from django.db import InterfaceError, OperationalError
from django.http import HttpRequest, HttpResponse

from kompas.web import bare
from kompas.web.rendering import page
from kompas.words import _


def forbidden(request: HttpRequest, exception: Exception | None = None) -> HttpResponse:  # noqa: ARG001
    """The page is for another role."""
    return _error(
        request,
        403,
        _("Siden er for en anden rolle"),
        _("Du er logget ind, men siden kræver en anden rolle i enheden end din."),
        _("Spørg din leder eller administratoren, hvis du skal have adgang til den."),
    )


def csrf_failed(request: HttpRequest, reason: str = "") -> HttpResponse:  # noqa: ARG001
    """The form was sent without its secret: an old page, or another site."""
    return _error(
        request,
        403,
        _("Siden er udløbet"),
        _("Formularen kunne ikke bekræftes, måske fordi du er logget ud imens."),
        _("Gå tilbage, hent siden igen, og prøv en gang til. Det, du skrev, er gemt som kladde."),
    )


def not_understood(request: HttpRequest, exception: Exception | None = None) -> HttpResponse:
    """What was sent is no form of ours: too many fields, or a name of the server that is wrong."""
    if isinstance(exception, DisallowedHost):
        return bare.wrong_host()
    return _error(
        request,
        400,
        _("Det kunne ikke læses"),
        _("Det, browseren sendte, er ikke en formular, som Kompas kender."),
        _("Gå tilbage, hent siden igen, og prøv en gang til."),
    )


def not_found(request: HttpRequest, exception: Exception | None = None) -> HttpResponse:  # noqa: ARG001
    """There is no such page or case; or none that this user may see, which is not told apart."""
    return _error(
        request,
        404,
        _("Siden findes ikke"),
        _("Der er ingen side eller sag på adressen, som du har adgang til."),
        _("Søg efter sagen, eller gå til din forside."),
    )


def too_large(request: HttpRequest, most_bytes: int) -> HttpResponse:
    """More was sent than the page takes; nothing of it was read."""
    return _error(
        request,
        413,
        _("Det fylder for meget"),
        _("Siden tager højst imod {size} på en gang.").format(
            size=f"{most_bytes // 1_000_000} MB"
            if most_bytes >= 1_000_000
            else f"{most_bytes // 1000} KB"
        ),
        _("Gå tilbage, og send mindre. En lang tekst kan lægges på sagen som bilag."),
    )


def conflict(request: HttpRequest, exception: Exception) -> HttpResponse:
    """Somebody else was first."""
    return _error(
        request,
        409,
        _("Sagen er ændret imens"),
        str(exception),
        _("Gå tilbage. Det, du skrev, er gemt som kladde. Se, hvad der er nyt, og prøv igen."),
    )


def told(request: HttpRequest, exception: Exception) -> HttpResponse:
    """An error that says itself what it is."""
    return _error(request, 400, _("Det kunne ikke lade sig gøre"), str(exception), "")


def gone(request: HttpRequest, exception: Exception) -> HttpResponse:
    """What was there is erased. A window that was open all the while is told so in a line."""
    if request.headers.get("HX-Request"):
        return HttpResponse(
            str(exception), status=HTTPStatus.GONE, content_type="text/plain; charset=utf-8"
        )
    return _error(request, HTTPStatus.GONE, _("Indholdet er slettet"), str(exception), "")


def failed(request: HttpRequest) -> HttpResponse:
    """A fault of ours, of which nothing is shown; or the database is gone, which is said."""
    if isinstance(sys.exception(), OperationalError | InterfaceError):
        return bare.unavailable()
    try:
        return _error(
            request,
            500,
            _("Der skete en fejl i Kompas"),
            _("Fejlen er noteret uden personoplysninger. Intet er gemt halvt."),
            _("Prøv igen. Sker det igen, så sig det til din administrator med klokkeslættet."),
        )
    except (OperationalError, InterfaceError):
        return bare.unavailable()
    except Exception:  # noqa: BLE001 - whatever it is, the visitor is told, and the first is logged
        return bare.failed()


def _error(request: HttpRequest, status: int, title: str, what: str, remedy: str) -> HttpResponse:
    context = {"title": title, "what": what, "remedy": remedy}
    return page(request, "error.html", context, status=status)
