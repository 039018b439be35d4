"""A decision is written in steps: what each lacks is counted, and folds open where it is mended."""

from html.parser import HTMLParser

import pytest

from kompas.casework import DecisionKind, Ground
from kompas.desk.deciding import remedy_places
from kompas.desk.deciding.writing_steps import NAMES, OFFER, WHAT, WHY, step_of
from kompas.norms import Library
from tests.desk.conftest import SignIn
from tests.desk.decision_pages import address, begin, opened, written
from tests.processes.town import assessed

VOID = {"input", "br", "hr", "img", "link", "meta", "wbr", "path", "use"}


class Steps(HTMLParser):
    """The ids of the page by the step in which they lie, and those behind a closed fold; what is
    said of each step at the top.
    """

    def __init__(self, html: str) -> None:
        super().__init__()
        self.step, self.within = "", dict[str, str]()
        self.closed, self.open = set[str](), list[bool]()
        self.found, self._of = dict[str, str](), ""
        self.feed(html)

    def handle_starttag(self, tag: str, attrs: list[tuple[str, str | None]]) -> None:
        given = dict(attrs)
        if tag == "section" and given.get("aria-labelledby") in NAMES:
            self.step = str(given["aria-labelledby"])
        if tag == "a" and str(given.get("href")).removeprefix("#") in NAMES:
            self._of = str(given["href"]).removeprefix("#")
            self.found.setdefault(self._of, "")
        elif tag != "span":
            self._of = ""
        if (name := given.get("id")) is not None:
            self.within.setdefault(name, self.step)
            if any(self.open):
                self.closed.add(name)
        if tag not in VOID:
            self.open.append(tag == "details" and "open" not in given)

    def handle_endtag(self, tag: str) -> None:
        if tag not in VOID and self.open:
            self.open.pop()

    def handle_data(self, data: str) -> None:
        if self._of and data.strip():
            self.found[self._of] = data.strip()


def test_each_place_lies_in_the_step_in_which_it_is_counted(
    sign_in: SignIn, library: Library
) -> None:
    telling, client = assessed(library), sign_in("anna")
    begin(telling, {"kind": "partial_refusal"})
    steps = Steps(opened(client, telling).html)
    assert list(steps.found) == list(NAMES)
    for place in remedy_places.fixed() - {remedy_places.TOP}:
        if place in steps.within:
            assert steps.within[place] == step_of(place), place


def test_what_is_lacking_is_counted_in_its_step(sign_in: SignIn, library: Library) -> None:
    telling, client = assessed(library), sign_in("anna")
    begin(telling, written(telling))
    found = Steps(opened(client, telling).html).found
    assert set(found.values()) <= {"i orden", "1 at overveje", "2 at overveje"}
    silent = Ground(type="open_offer", text="Caféen.")
    begin(telling, written(telling, kind=DecisionKind.REFUSAL, grounds=(silent,)))
    found = Steps(opened(client, telling).html).found
    assert found[WHY].endswith("mangler")
    begin(telling, written(telling, starts_on=None))
    found = Steps(opened(client, telling).html).found
    assert found[WHAT] == "1 mangler"
    assert found[OFFER] != "1 mangler"


def test_nothing_is_said_of_the_steps_before_the_kind_is_chosen(
    sign_in: SignIn, library: Library
) -> None:
    found = Steps(opened(sign_in("anna"), assessed(library)).html).found
    assert not any(one.endswith("i orden") for one in found.values())


@pytest.mark.parametrize(
    ("changes", "place"),
    [
        (
            {"kind": DecisionKind.PARTIAL_REFUSAL, "complaint_guidance": None},
            "f-complaint_guidance-to",
        ),
        ({"contact": None}, "f-contact-name"),
        ({"legal_basis": ()}, "f-legal_basis"),
    ],
)
def test_a_fold_opens_where_something_is_to_be_mended_in_it(
    changes: dict[str, object], place: str, sign_in: SignIn, library: Library
) -> None:
    telling, client = assessed(library), sign_in("anna")
    begin(telling, written(telling))
    assert place in Steps(opened(client, telling).html).closed
    begin(telling, written(telling, **changes))
    steps = Steps(opened(client, telling).html)
    assert place in steps.within
    assert place not in steps.closed


def test_what_lies_behind_a_fold_is_sent_with_the_rest(sign_in: SignIn, library: Library) -> None:
    telling, client = assessed(library), sign_in("anna")
    begin(telling, written(telling))
    page = opened(client, telling)
    assert page.fields["contact-name"] != [""]
    assert client.post(address(telling), {**page.sent, "do": "save"}).status_code == 302
    again = opened(client, telling).sent
    fresh = {"csrfmiddlewaretoken", "draft_version"}
    assert {k: v for k, v in again.items() if k not in fresh} == {
        k: v for k, v in page.sent.items() if k not in fresh
    }


def test_the_steps_are_told_again_with_the_findings(sign_in: SignIn, library: Library) -> None:
    telling, client = assessed(library), sign_in("anna")
    begin(telling, written(telling, starts_on=None))
    html = client.get(address(telling, "afgoerelse/mangler")).content.decode()
    assert '<ol id="decision-steps" hx-swap-oob="innerHTML">' in html
    assert "1 mangler" in html
