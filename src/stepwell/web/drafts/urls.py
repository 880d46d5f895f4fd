"""Addresses of the draft."""

from django.urls import path

from stepwell.web.drafts import draft_views, views


urlpatterns = [
    path("check", draft_views.check, name="check"),
    path("draft", draft_views.draft, name="draft"),
    path("draft/<str:name>", draft_views.paper, name="paper"),
    path("help", draft_views.help_now, name="help"),
    path("start-again", views.start_again, name="start-again"),
    path("medicine/<int:number>", views.medicine, name="medicine"),
    path("medicine/<int:number>/remove", views.remove, name="remove"),
    path("<slug:slug>", views.question, name="question"),
]
