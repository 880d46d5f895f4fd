"""Addresses of today."""

from django.urls import path

from stepwell.web.today import views


urlpatterns = [path("", views.today, name="today")]
