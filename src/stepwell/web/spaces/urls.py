"""Addresses of a space."""

from django.urls import path

from stepwell.web.spaces import views


urlpatterns = [
    path("welcome", views.welcome, name="welcome"),
    path("settings", views.settings, name="settings"),
]
