"""A copy of the norms for each test that spoils them."""

from tests.unit.norms.conftest import norms

__all__ = ["norms"]
