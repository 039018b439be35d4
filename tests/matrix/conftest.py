"""One database for each module of the matrix: its cases lie beside each other, as in a town."""

from collections.abc import Iterator

import pytest

from tests.matrix.playing import settle
from tests.register.database import Cluster, Database, copy_of_the_template, point_at


@pytest.fixture(scope="module")
def town(cluster: Cluster, tmp_path_factory: pytest.TempPathFactory) -> Iterator[Database]:
    """Units with and without a panel, and those who work there."""
    with pytest.MonkeyPatch.context() as patch:
        patch.setenv("KOMPAS_DATA", str(tmp_path_factory.mktemp("data")))
        for own in copy_of_the_template(cluster):
            point_at(cluster, own.name)
            settle()
            yield own
