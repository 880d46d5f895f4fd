"""Addresses of journal: none of them says what was written."""

from django.urls import path

from stepwell.web.journal import check_in_views, correcting, entry_views, views


urlpatterns = [
    path("", views.journal, name="journal"),
    path("check-in", check_in_views.check_in, name="journal-check-in"),
    path("now", views.help_now, name="journal-now"),
    path("question", views.question, name="journal-question"),
    path("looked-at", views.cleared, name="journal-cleared"),
    path("night", entry_views.night, name="journal-night"),
    *(
        path(name, entry_views.short, {"name": name}, name=f"journal-{name}")
        for name in entry_views.PAGES
    ),
    path("questions/<slug:word>", entry_views.scale, name="journal-scale"),
    path("entries/<path:entry_id>/correct", correcting.correct, name="journal-correct"),
    path("entries/<path:entry_id>/never", correcting.take_back, name="journal-never"),
    path("entries/<path:entry_id>/beside", views.beside, name="journal-beside"),
]
