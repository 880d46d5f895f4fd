"""Addresses of journal."""

from django.urls import path

from stepwell.web.journal import views


urlpatterns = [path("", views.journal, name="journal")]
