"""Addresses of visit."""

from django.urls import path

from stepwell.web.plans.helping import confirmed
from stepwell.web.visit import views


urlpatterns = [
    path("", confirmed(views.visit), name="visit"),
    path(views.NAME, confirmed(views.paper), name="visit-paper"),
]
