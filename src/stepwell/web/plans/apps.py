"""The app for Django: versions of plans."""

from django.apps import AppConfig


class PlansConfig(AppConfig):
    """Names the app; its tables begin with the label."""

    name = "stepwell.web.plans"
    label = "plans"
    default_auto_field = "django.db.models.BigAutoField"
