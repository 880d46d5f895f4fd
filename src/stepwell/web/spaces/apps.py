"""The app for Django: what belongs to one person."""

from django.apps import AppConfig


class SpacesConfig(AppConfig):
    """Names the app; its tables begin with the label."""

    name = "stepwell.web.spaces"
    label = "spaces"
    default_auto_field = "django.db.models.BigAutoField"
