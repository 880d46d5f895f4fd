"""Addresses of plans."""

from django.urls import path

from stepwell.web.plans import views


urlpatterns = [
    path("", views.plan, name="plan"),
    path("from-draft", views.plan, name="plan-from-draft"),
]
