"""Running grants from before Kompas: a file is looked through, shown, and brought in."""

from pathlib import Path
from uuid import UUID

from django import forms
from django.http import FileResponse, Http404, HttpResponse
from django.shortcuts import redirect

from kompas.files.name import original_name
from kompas.limits import LARGEST_GRANTS_BYTES, MOST_ITEMS
from kompas.processes import grant_orders, made_files
from kompas.web.fields import Files, later
from kompas.web.norms import library
from kompas.web.rendering import page, url_of_page
from kompas.web.request_context import SignedInRequest
from kompas.wire import grants_table
from kompas.words import N_, _
from kompas.workers import orders
from kompas.workers.orders import Order, Phase, TooManyOrders

_CSV = "text/csv; charset=utf-8"


class GrantsForm(forms.Form):
    """A file of running grants."""

    file = Files(
        label=N_("Fil"),
        help_text=N_("CSV med semikolon, som et regneark gemmer den."),
        widget=forms.ClearableFileInput(attrs={"accept": ".csv,text/csv"}),
        error_messages={"required": later(N_("Vælg en fil."))},
    )


def upload(request: SignedInRequest) -> HttpResponse:
    """The form for a file; what is sent is looked through, and nothing is stored of it."""
    if request.method == "GET":
        return page(request, "grant_import.html", {"form": GrantsForm(label_suffix="")})
    form = GrantsForm(request.POST, request.FILES, label_suffix="")
    if form.is_valid():
        given, visit = form.cleaned_data["file"][0], request.visit
        # One byte more than may be: that it is too large is told with the other faults.
        raw, name = given.read(LARGEST_GRANTS_BYTES + 1), original_name(given.name)
        try:
            order = grant_orders.ask_preview(name, raw, visit.viewer, library(), now=visit.now)
        except TooManyOrders as error:
            why = made_files.too_many(error)
            form.add_error("file", f"{why.text} {why.remedy}")
        else:
            return redirect(url_of_page(visit, "grant_file", order_id=order.id))
    return page(request, "grant_import.html", {"form": form}, status=422)


def empty(request: SignedInRequest) -> HttpResponse:
    """The headings, as a file."""
    del request
    made = grants_table.template(library().words).encode("utf-8-sig")
    said = 'attachment; filename="bevillinger.csv"'
    return HttpResponse(made, content_type=_CSV, headers={"Content-Disposition": said})


def how_far(request: SignedInRequest, order_id: UUID) -> HttpResponse:
    """How far a file is; then what it says, or what has come of it."""
    order = _seen(request, order_id)
    is_done = order.phase is Phase.DONE
    context = {
        "order": order,
        "is_import": order.asked.kind == grant_orders.IMPORT,
        "how_far": _in_words(order),
        "report": grant_orders.report_of(order) if is_done else None,
        "most": MOST_ITEMS,
    }
    return page(request, "grant_file.html", context)


def take_in(request: SignedInRequest, order_id: UUID) -> HttpResponse:
    """Bring in a file that was shown."""
    order, visit = _seen(request, order_id), request.visit
    if order.asked.kind != grant_orders.PREVIEW or order.phase is not Phase.DONE:
        raise Http404
    try:
        taken = grant_orders.ask_import(order, visit.viewer, library(), now=visit.now)
    except TooManyOrders as error:
        why = made_files.too_many(error)
        context = {"title": _("Vent et øjeblik"), "what": why.text, "remedy": why.remedy}
        return page(request, "error.html", context, status=429)
    return redirect(url_of_page(visit, "grant_file", order_id=taken.id))


def stop(request: SignedInRequest, order_id: UUID) -> HttpResponse:
    """It is wanted no more: nothing of it is stored."""
    orders.stop(_seen(request, order_id))
    return redirect(url_of_page(request.visit, "grant_file", order_id=order_id))


def left_out(request: SignedInRequest, order_id: UUID) -> FileResponse:
    """The rows whose help the norms do not know, to take away."""
    return _given(grant_orders.left_out_of(_seen(request, order_id)), "uden-regler.csv")


def faults(request: SignedInRequest, order_id: UUID) -> FileResponse:
    """All faults, to take away."""
    return _given(grant_orders.faults_of(_seen(request, order_id)), "fejl.csv")


def _given(made: Path, called: str) -> FileResponse:
    if not made.is_file():
        raise Http404
    return FileResponse(made.open("rb"), content_type=_CSV, as_attachment=True, filename=called)


def _seen(request: SignedInRequest, order_id: UUID) -> Order:
    """The user's own order of a file of grants."""
    order = made_files.find(order_id, request.visit.viewer)
    if order is None or order.asked.kind not in (grant_orders.PREVIEW, grant_orders.IMPORT):
        raise Http404
    return order


def _in_words(order: Order) -> str:
    told = order.told
    if order.phase is Phase.WAITING:
        return _("Andre filer bliver lavet først. Din står i kø.")
    if order.phase is Phase.STOPPED:
        return _("Du stoppede det, og intet er indlæst.")
    if order.phase in (Phase.OVER, Phase.LOST):
        return _(
            "Det blev afbrudt, måske fordi Kompas blev startet igen imens. Vælg filen igen: det, "
            "der er indlæst, bliver ikke oprettet to gange."
        )
    if (stored := told.get("stored")) is not None:
        return _("{count} af {all} sager er skrevet.").format(count=stored, all=told["of"])
    if (read := told.get("read")) is not None:
        return _("{count} rækker er gennemgået.").format(count=read)
    return _("Filen bliver læst.")
