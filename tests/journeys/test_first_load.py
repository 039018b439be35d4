"""What a first visit costs: everything that the browser fetches, as it travels."""

import gzip

from playwright.sync_api import Response

from tests.journeys.conftest import Visitor

MOST_BYTES = 150_000


def test_a_first_page_is_light(visitor: Visitor) -> None:
    fetched: dict[str, int] = {}

    def note(response: Response) -> None:
        body = response.body()
        packed = gzip.compress(body, 9) if "font" not in response.headers["content-type"] else body
        fetched[response.url] = len(packed)

    page = visitor(None, "/log-ind")
    page.on("response", note)
    page.reload()
    page.wait_for_load_state("networkidle")
    assert len(fetched) > 4
    assert sum(fetched.values()) < MOST_BYTES, fetched
