"""The Django app of offers."""

from django.apps import AppConfig


class OffersConfig(AppConfig):
    """The offers of help that there are."""

    name = "kompas.offers"
    label = "offers"
    default_auto_field = "django.db.models.BigAutoField"
