"""The app for Django: what was done."""

from django.apps import AppConfig


class AuditConfig(AppConfig):
    """Names the app; its tables begin with the label."""

    name = "stepwell.web.audit"
    label = "audit"
    default_auto_field = "django.db.models.BigAutoField"
