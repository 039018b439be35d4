"""The Django app of the register."""

from typing import Any

from django.apps import AppConfig
from django.db.backends.base.base import BaseDatabaseWrapper
from django.db.backends.signals import connection_created
from django.db.models.signals import post_migrate

from kompas.register import grants
from kompas.register.error_redaction import silent


class RegisterConfig(AppConfig):
    """The tables of the record."""

    name = "kompas.register"
    label = "register"
    default_auto_field = "django.db.models.BigAutoField"

    def ready(self) -> None:
        """From here on no database error repeats a value, and every migration ends with grants."""
        connection_created.connect(_silence, dispatch_uid="kompas.register.error_redaction")
        post_migrate.connect(_grant, sender=self, dispatch_uid="kompas.register.grants")


def _silence(connection: BaseDatabaseWrapper, **_: Any) -> None:
    if silent not in connection.execute_wrappers:
        connection.execute_wrappers.append(silent)


def _grant(using: str, **_: Any) -> None:
    grants.apply(using)
