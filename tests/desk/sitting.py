"""What is typed on the panel's page of a case: which meeting, who was there, and what they did."""

import re
from collections.abc import Mapping

from django.test import Client

from tests.processes.town import Telling


def sat(
    client: Client, telling: Telling, did: Mapping[str, str] | None = None, on: int | None = None
) -> dict[str, str]:
    """The fields as the page has them, filled in: what each user did, by username; Petra led it
    where nothing is said.
    """
    query = {} if on is None else {"forloeb": on}
    page = client.get(f"/sager/{telling.id}/udvalg", query).content.decode()
    typed = {"personer": found(r'name="personer" value="([0-9]+)"', page)}
    typed["meeting"] = found(r'<select[^>]*name="meeting".*?<option value="([^"]*)"', page)
    for number, username in enumerate(
        re.findall(r'name="person-[0-9]+-username" value="([^"]*)"', page)
    ):
        typed[f"person-{number}-username"] = username
        typed[f"person-{number}-part"] = (did or {"petra": "chair"}).get(username, "")
    return typed


def found(pattern: str, page: str) -> str:
    """What a page has in a place; empty where the place is not there."""
    match = re.search(pattern, page, re.DOTALL)
    return match[1] if match else ""
