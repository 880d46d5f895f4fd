"""Addresses of trends."""

from django.urls import path

from stepwell.web.trends import views


urlpatterns = [path("", views.trends, name="trends")]
