"""The least that Django can do with this database: what the pages are measured by.

One page with three indexed queries and a template, one form that inserts a row; the
session and the token of forms are checked as everywhere.  Its settings are those of
the site but for the middleware.
"""

from functools import cache

from django.db import connection
from django.http import HttpRequest, HttpResponse, HttpResponseRedirect
from django.template import Template, engines
from django.urls import path

from stepwell.web.config.settings import *  # noqa: F403


ROOT_URLCONF = __name__
MIDDLEWARE = [
    "django.contrib.sessions.middleware.SessionMiddleware",
    "django.middleware.csrf.CsrfViewMiddleware",
    "allauth.account.middleware.AccountMiddleware",  # its app asks for it
]
TEMPLATES = [{"BACKEND": "django.template.backends.django.DjangoTemplates"}]
TABLE = "bare_note"
MAKE_TABLE = f"CREATE TABLE {TABLE} (id VARCHAR(40) PRIMARY KEY, said TEXT NOT NULL)"
INSERT = f"INSERT INTO {TABLE} (id, said) VALUES (%s, %s)"
SHOWN = 20
PAGE = """<!doctype html><title>Bare</title>
<h1>{{ space.uid }} {{ version.number }}</h1>
<ul>{% for entry in entries %}<li>{{ entry.day }} {{ entry.kind }}</li>{% endfor %}</ul>
<form method="post" action="/bare/insert">{% csrf_token %}
<input type="hidden" name="sent" value="x"><button>Keep</button></form>"""


@cache
def template() -> Template:
    """The template, read once."""
    return engines["django"].from_string(PAGE)


def page(request: HttpRequest) -> HttpResponse:
    """Show the newest entries of who is signed in."""
    from stepwell.web.journal.models import Entry
    from stepwell.web.plans.models import Version
    from stepwell.web.spaces.models import Space

    space = Space.objects.get(owner=request.session["_auth_user_id"])
    version = Version.objects.defer("document").get(space=space, number=1)
    entries = list(Entry.objects.filter(space=space).order_by("-day")[:SHOWN])
    shown = {"space": space, "version": version, "entries": entries}
    return HttpResponse(template().render(shown, request))


def insert(request: HttpRequest) -> HttpResponse:
    """Keep one row, on the disk before the answer."""
    with connection.cursor() as cursor:
        cursor.execute(INSERT, [request.POST["sent"], "x"])
    return HttpResponseRedirect("/bare/")


urlpatterns = [path("bare/", page), path("bare/insert", insert)]
