"""Two people at one case: each is told of the other, and nobody writes over the other unseen."""

from playwright.sync_api import expect

from kompas.sample.ids import case_id
from tests.journeys.conftest import SEED, Visitor

CASE = f"/sager/{case_id(SEED, 2)}"
FIRST, SECOND = "ronja-elm", "viggo-birk"
OTHER_HELP = f"{CASE}/registrer/other_help_considered"


def test_the_second_is_told_and_loses_nothing(visitor: Visitor) -> None:
    first = visitor(FIRST, CASE)
    expect(first.get_by_role("heading", name="Næste skridt")).to_be_visible()
    second = visitor(SECOND, CASE)
    expect(second.get_by_text("Ronja Elm har også sagen åben.")).to_be_visible()

    second.goto(OTHER_HELP)
    second.get_by_label("Hvilken hjælp er overvejet?").fill("Åbent værested")
    second.get_by_label("Hvad blev resultatet?").fill("Der er for mange mennesker.")
    first.goto(OTHER_HELP)
    first.get_by_label("Hvilken hjælp er overvejet?").fill("Kursus")
    first.get_by_label("Hvad blev resultatet?").fill("Det begynder først til foråret.")
    first.get_by_role("button", name="Registrér", exact=True).click()
    expect(first.get_by_role("region", name="Senest i sagen")).to_contain_text("til foråret")

    send = second.get_by_role("button", name="Registrér", exact=True)
    send.click()
    expect(second.get_by_role("alert")).to_contain_text("Sagen er ændret, siden du åbnede siden")
    expect(second.get_by_text("Anden hjælp overvejet", exact=False)).to_contain_text(FIRST)
    expect(second.get_by_label("Hvilken hjælp er overvejet?")).to_have_value("Åbent værested")
    expect(second.get_by_label("Hvad blev resultatet?")).to_have_value(
        "Der er for mange mennesker."
    )
    send.click()
    newest = second.get_by_role("region", name="Senest i sagen")
    expect(newest).to_contain_text("Der er for mange mennesker.")
    expect(newest).to_contain_text("Det begynder først til foråret.")


def test_a_note_of_another_stands_in_nobodys_way(visitor: Visitor) -> None:
    second = visitor(SECOND, OTHER_HELP)
    second.get_by_label("Hvilken hjælp er overvejet?").fill("Åbent værested")
    second.get_by_label("Hvad blev resultatet?").fill("Der er for mange mennesker.")
    first = visitor(FIRST, f"{CASE}/registrer/note_written")
    first.get_by_label("Notat").fill("Talt med søsteren.")
    first.get_by_role("button", name="Gem notatet i sagen").click()
    expect(first.get_by_role("region", name="Senest i sagen")).to_contain_text("Talt med søsteren.")
    second.get_by_role("button", name="Registrér", exact=True).click()
    newest = second.get_by_role("region", name="Senest i sagen")
    expect(newest).to_contain_text("Der er for mange mennesker.")
    expect(newest).to_contain_text("Talt med søsteren.")
