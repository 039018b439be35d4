"""The Django app of persons."""

from django.apps import AppConfig


class PersonsConfig(AppConfig):
    """People, and what is known of them."""

    name = "kompas.persons"
    label = "persons"
    default_auto_field = "django.db.models.BigAutoField"
