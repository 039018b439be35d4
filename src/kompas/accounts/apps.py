"""The Django app of accounts."""

from django.apps import AppConfig


class AccountsConfig(AppConfig):
    """Users, roles and units."""

    name = "kompas.accounts"
    label = "accounts"
    default_auto_field = "django.db.models.BigAutoField"
