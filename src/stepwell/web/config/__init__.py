"""How Django is set up: settings, addresses, the application."""
