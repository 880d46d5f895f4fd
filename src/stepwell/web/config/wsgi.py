"""The application, for waitress or any other WSGI server."""

import os

from django.core.wsgi import get_wsgi_application

from stepwell.web.config import logs


os.environ.setdefault("DJANGO_SETTINGS_MODULE", "stepwell.web.config.settings")
application = get_wsgi_application()
logs.set_up()
