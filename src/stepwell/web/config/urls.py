"""Addresses: none of them says what anybody takes."""

from django.urls import include, path

from stepwell.web.config import leaving
from stepwell.web.drafts import views as drafts
from stepwell.web.opinions import views as opinions


handler400 = "stepwell.web.config.problems.not_read"
handler404 = "stepwell.web.config.problems.not_here"
handler500 = "stepwell.web.config.problems.our_mistake"

urlpatterns = [
    path("", drafts.home, name="home"),
    path("plan/", include("stepwell.web.drafts.urls")),
    path("second-opinion", opinions.second_opinion, name="second-opinion"),
    path("leave", leaving.leave, name="leave"),
    path("left", leaving.left, name="left"),
]
