"""A new case asks for amounts in the measures of the service that is chosen, and hides nothing
in which something stands.
"""

from playwright.sync_api import expect

from kompas.sample.users import caseworker
from tests.journeys.conftest import Visitor

OF_SEVERAL = caseworker("east", 0).username


def test_the_amounts_follow_the_service(visitor: Visitor) -> None:
    page = visitor(OF_SEVERAL, "/sager/ny")
    days, fortnight = (
        page.locator("[name=days_per_year]"),
        page.locator("[name=hours_per_fortnight]"),
    )
    service = page.get_by_label("Ydelse", exact=True)
    expect(days).to_be_hidden()
    expect(fortnight).to_be_hidden()
    service.select_option("home_relief")
    expect(days).to_be_visible()
    service.select_option("socio_pedagogical_support")
    expect(days).to_be_hidden()
    expect(fortnight).to_be_visible()
    fortnight.fill("5")
    service.select_option("temporary_stay")
    expect(days).to_be_hidden()
    expect(fortnight).to_be_visible()
