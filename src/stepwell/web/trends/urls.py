"""Addresses of trends."""

from django.urls import path

from stepwell.web.trends import views


urlpatterns = [
    path("", views.trends, name="trends"),
    path("picture/<str:shown>", views.picture, name="trends-picture"),
    path("<str:shown>", views.trends, name="trends-range"),
]
