"""Addresses of visit."""

from django.urls import path

from stepwell.web.visit import views


urlpatterns = [
    path("", views.visit, name="visit"),
    path(views.NAME, views.paper, name="visit-paper"),
]
