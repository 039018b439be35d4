import re
from dataclasses import replace
from html.parser import HTMLParser
from itertools import pairwise

import pytest

from kompas.letters.composing import compose
from kompas.letters.html import to_html
from kompas.letters.letter import Letter, plain_text
from tests.unit.letters import samples

NASTY = """<script>alert("x")</script> & <b>fed</b> 'q' {{ 7 * 7 }} {% if x %} </section> &lt;"""


class Words(HTMLParser):
    """The words that a reader of the page sees, the draft's box apart; and its tags."""

    def __init__(self, page: str) -> None:
        super().__init__()
        self.words: list[str] = []
        self.tags: list[str] = []
        self._hidden = 0
        self.feed(page)

    def handle_starttag(self, tag: str, attrs: list[tuple[str, str | None]]) -> None:
        del attrs
        self.tags.append(tag)
        self._hidden += tag in ("title", "style", "aside")

    def handle_endtag(self, tag: str) -> None:
        self._hidden -= tag in ("title", "style", "aside")

    def handle_data(self, data: str) -> None:
        if not self._hidden:
            self.words.append(data)


def letter_of(draft: samples.Draft) -> Letter:
    return compose(draft(), samples.letter_facts(), samples.book())


def squeezed(text: str) -> str:
    return re.sub(r"\s+", "", text)


@pytest.mark.parametrize("draft", samples.EVERY_KIND)
def test_the_page_has_the_words_of_the_letter_and_no_others(draft: samples.Draft) -> None:
    letter = letter_of(draft)
    for page in (to_html(letter), to_html(letter, show_traces=True)):
        assert squeezed("".join(Words(page).words)) == squeezed(plain_text(letter))


def test_what_people_write_never_becomes_markup() -> None:
    decision = replace(
        samples.partial(),
        need=samples.said(NASTY, "vum"),
        applied_for=NASTY,
        citizen=replace(samples.CITIZEN, name=NASTY),
        grounds=(replace(samples.met_in_housing(), text=NASTY),),
    )
    letter = compose(decision, samples.letter_facts(), samples.book())
    for show_traces in (False, True):
        page = to_html(letter, show_traces=show_traces)
        assert "script" not in Words(page).tags
        assert "b" not in Words(page).tags
        assert squeezed("".join(Words(page).words)) == squeezed(plain_text(letter))


def test_the_page_is_made_for_screen_readers() -> None:
    page = to_html(letter_of(samples.reduction))
    tags = Words(page).tags
    assert '<html lang="da">' in page
    assert tags.count("h1") == 1
    assert (
        "<title>Dit aktivitets- og samværstilbud bliver nedsat til 3 dage om ugen</title>" in page
    )
    assert "<h3>" in page
    assert not {"script", "link", "img", "iframe"} & set(tags)
    headings = [tag for tag in tags if re.fullmatch(r"h\d", tag)]
    for upper, lower in pairwise(headings):
        assert int(lower[1]) - int(upper[1]) <= 1


def test_a_draft_says_what_is_missing_and_a_final_letter_has_no_such_box() -> None:
    draft = compose(replace(samples.refusal(), grounds=()), samples.letter_facts(), samples.book())
    page = to_html(draft)
    assert "UDKAST" in page
    assert "Begrundelsen mangler." in page
    assert "(forvaltningsloven § 22)" in page
    final = to_html(letter_of(samples.refusal))
    assert "UDKAST" not in final
    assert "<aside" not in final


def test_the_caseworker_can_see_what_carries_each_word() -> None:
    page = to_html(letter_of(samples.partial), show_traces=True)
    assert 'title="decision.granted.days_per_week">3 dage om ugen</span>' in page
    assert "norm:complaint-deadline | retssikkerhedsloven" in page
    assert "complaint | forvaltningsloven § 25 | older_source" in page
    assert "norm:" not in to_html(letter_of(samples.partial))
