"""The app for Django: who signs in."""

from django.apps import AppConfig


class AccountsConfig(AppConfig):
    """Names the app; its tables begin with the label."""

    name = "stepwell.web.accounts"
    label = "accounts"
    default_auto_field = "django.db.models.BigAutoField"

    def ready(self) -> None:
        """Listen to what happens to accounts."""
        from stepwell.web.accounts import events

        events.connect()
