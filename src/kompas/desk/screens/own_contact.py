"""How citizens reach the user: put into each decision that is begun, so that nobody types it."""

from django import forms
from django.contrib import messages
from django.http import HttpResponse
from django.shortcuts import redirect

from kompas.inputs import EMAIL, PHONE
from kompas.processes import administering
from kompas.web.fields import Line
from kompas.web.rendering import page
from kompas.web.request_context import SignedInRequest
from kompas.words import N_, _


class ContactForm(forms.Form):
    """What somebody is, and a phone and an address at work."""

    title = Line(
        N_("Stilling"),
        N_("Står under dit navn i brevene, fx »Socialrådgiver«."),
        required=False,
    )
    phone = Line(
        N_("Telefon på arbejdet"),
        N_("Står i brevene, så borgeren kan ringe til dig."),
        kind=PHONE,
        required=False,
    )
    email = Line(N_("E-mail på arbejdet"), kind=EMAIL, required=False)


def own_contact(request: SignedInRequest) -> HttpResponse:
    """The page; posted, it is kept, and letters to come have it."""
    visit = request.visit
    known = {"title": visit.user.title, "phone": visit.user.phone, "email": visit.user.email}
    form = ContactForm(request.POST or None, initial=known, label_suffix="")
    if form.is_bound and form.is_valid():
        given = form.cleaned_data
        administering.set_contact(
            visit.viewer, given["phone"], given["email"], now=visit.now, title=given["title"]
        )
        messages.success(request, _("Gemt. Det står i de afgørelser, du begynder fra nu af."))
        return redirect("own_contact")
    status = 422 if form.is_bound else 200
    return page(request, "own_contact.html", {"form": form}, status=status)
