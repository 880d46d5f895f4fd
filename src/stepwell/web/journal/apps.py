"""The app for Django: what is lived."""

from django.apps import AppConfig


class JournalConfig(AppConfig):
    """Names the app; its tables begin with the label."""

    name = "stepwell.web.journal"
    label = "journal"
    default_auto_field = "django.db.models.BigAutoField"
