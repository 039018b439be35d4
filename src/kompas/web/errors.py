"""What went wrong, told in words: what, why, and what to do next."""

from http import HTTPStatus

from django.http import HttpRequest, HttpResponse

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


def not_understood(request: HttpRequest, exception: Exception | None = None) -> HttpResponse:  # noqa: ARG001
    """What was sent is no form of ours: too many fields, or a name of the server that is wrong."""
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
    """A fault of ours. Nothing of it is shown."""
    return _error(
        request,
        500,
        _("Der skete en fejl i Kompas"),
        _("Fejlen er noteret uden personoplysninger. Intet er gemt halvt."),
        _("Prøv igen. Sker det igen, så sig det til din administrator med klokkeslættet."),
    )


def _error(request: HttpRequest, status: int, title: str, what: str, remedy: str) -> HttpResponse:
    context = {"title": title, "what": what, "remedy": remedy}
    return page(request, "error.html", context, status=status)
