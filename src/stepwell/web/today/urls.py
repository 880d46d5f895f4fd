"""Addresses of today."""

from django.urls import path

from stepwell.web.plans.helping import confirmed
from stepwell.web.today import views


urlpatterns = [
    path("", views.today, name="today"),
    path("confirm", views.confirm, name="today-confirm"),
    path("mark", confirmed(views.mark), name="today-mark"),
    path("undo", confirmed(views.undo), name="today-undo"),
    path("extra", confirmed(views.extra), name="today-extra"),
    path("short", views.short, name="today-short"),
]
