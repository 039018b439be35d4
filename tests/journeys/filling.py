"""Forms filled in by the names of their fields, as a person does it: folds are opened first."""

from collections.abc import Mapping, Sequence

from playwright.sync_api import Locator, Page, expect

Typed = str | bool | Sequence[str]
"""A text, a day or a choice; whether it is ticked; or all that is ticked of several."""
_CLOSED = "xpath=ancestor::details[not(@open)]"


def types(page: Page, fields: Mapping[str, Typed]) -> None:
    """Each field gets its value: a text is typed, a choice chosen, a box ticked or left."""
    for name, value in fields.items():
        field = page.locator(f'[name="{name}"]')
        match field.first.evaluate("field => field.type"):
            case "radio":
                in_sight(page.locator(f'[name="{name}"][value="{value}"]')).check()
            case "checkbox" if isinstance(value, bool):
                in_sight(field).set_checked(value)
            case "checkbox":
                _ticks(field, value)
            case "select-one":
                in_sight(field).select_option(value=str(value))
            case _:
                in_sight(field).fill(str(value))


def _ticks(boxes: Locator, chosen: Typed) -> None:
    """Those that are chosen, and no others; each of them is there."""
    assert not isinstance(chosen, bool)
    there = [box.get_attribute("value") for box in boxes.all()]
    assert set(chosen) <= set(there), (chosen, there)
    for box, value in zip(boxes.all(), there, strict=True):
        if box.is_checked() != (value in chosen):
            in_sight(box).set_checked(value in chosen)


def in_sight(field: Locator) -> Locator:
    """The field, when each fold that it lies in is open."""
    closed = field.locator(_CLOSED)
    for _again in range(closed.count()):
        closed.first.locator("> summary").click()
    return field


def adds_rows(page: Page, rows: str, button: str, count: int) -> None:
    """So many rows of a list, each by its button."""
    for number in range(count):
        page.get_by_role("button", name=button).click()
        expect(page.locator(f'[name^="{rows}-{number}-"]').first).to_be_attached()


def adds_grounds(page: Page, types_of_grounds: Sequence[str]) -> None:
    """Each ground, chosen by its type."""
    for number, name in enumerate(types_of_grounds):
        page.get_by_label("Tilføj en grund").select_option(value=name)
        page.get_by_role("button", name="Tilføj grunden").click()
        expect(page.locator(f'[name="grounds-{number}-text"]')).to_be_visible()
