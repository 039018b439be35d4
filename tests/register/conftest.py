"""The register's tests run against a real PostgreSQL."""

from tests.register.database import cluster, database

__all__ = ["cluster", "database"]
