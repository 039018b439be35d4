"""How much one does by hand: pages that load, clicks, and fields that are typed into."""

from dataclasses import dataclass

from playwright.sync_api import Page

_COUNTS = """
(() => {
  const add = (what) => sessionStorage.setItem(what, 1 + Number(sessionStorage.getItem(what)));
  const typed = new Set();
  const pressed = "a, button, label, summary, input[type=checkbox], input[type=radio]";
  addEventListener("click", (event) => {
    if (event.isTrusted && event.target.closest(pressed)) add("effort-clicks");
  }, true);
  addEventListener("input", (event) => {
    const field = event.target;
    if (field.matches("select")) add("effort-clicks");
    else if (!field.matches("[type=checkbox], [type=radio]") && !typed.has(field)) {
      typed.add(field);
      add("effort-fields");
    }
  }, true);
})()
"""


@dataclass(frozen=True, slots=True)
class Effort:
    """What was done in a window since it was first looked at."""

    clicks: int
    fields: int
    pages: int


class Counter:
    """Counts in one window from now on. A choice from a list is a click."""

    def __init__(self, page: Page) -> None:
        self._page, self._pages = page, 0
        page.add_init_script(_COUNTS)
        page.evaluate(_COUNTS)
        page.on("load", lambda _page: self._loaded())

    def _loaded(self) -> None:
        self._pages += 1

    def so_far(self) -> Effort:
        """What was done."""
        read = "(name) => Number(sessionStorage.getItem(name))"
        clicks, fields = (
            self._page.evaluate(read, f"effort-{one}") for one in ("clicks", "fields")
        )
        return Effort(clicks, fields, self._pages)
