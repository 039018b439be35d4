"""The public pages are there for everybody, and are the files that are published."""

import pytest
from django.test import Client

from kompas.norms import Library
from kompas.publication.site import site
from tests.clock import TODAY


@pytest.mark.usefixtures("town")
def test_everybody_reads_the_pages_that_are_published(library: Library) -> None:
    client = Client()
    for address in ("/standarder", "/standarder/"):
        assert client.get(address, follow=True).status_code == 200
    for name, content in site(library, TODAY).items():
        answer = client.get(f"/standarder/{name}")
        assert answer.content == content
        assert "script-src 'self'" in answer.headers["Content-Security-Policy"]
    assert "sessionid" not in client.cookies


@pytest.mark.usefixtures("town")
@pytest.mark.parametrize("name", ["findes-ikke.html", "..%2Fsettings.py", "index.html%00"])
def test_nothing_else_is_there(name: str) -> None:
    assert Client().get(f"/standarder/{name}").status_code == 404
