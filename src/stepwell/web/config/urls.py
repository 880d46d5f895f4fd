"""Addresses: none of them says what anybody takes."""

from django.urls import include, path

from stepwell.web.accounts import views as accounts
from stepwell.web.config import leaving
from stepwell.web.drafts import views as drafts
from stepwell.web.opinions import views as opinions
from stepwell.web.support import views as support


handler400 = "stepwell.web.config.problems.not_read"
handler403 = "stepwell.web.config.problems.not_allowed"
handler404 = "stepwell.web.config.problems.not_here"
handler429 = "stepwell.web.config.problems.too_often"
handler500 = "stepwell.web.config.problems.our_mistake"

urlpatterns = [
    path("", drafts.home, name="home"),
    path("plan/", include("stepwell.web.drafts.urls")),
    path("second-opinion", opinions.second_opinion, name="second-opinion"),
    path("support", support.support, name="support"),
    path("leave", leaving.leave, name="leave"),
    path("left", leaving.left, name="left"),
    path("account", accounts.account, name="account"),
    path("account/", include("stepwell.web.accounts.urls")),
    path("", include("stepwell.web.spaces.urls")),
    path("today/", include("stepwell.web.today.urls")),
    path("my-plan/", include("stepwell.web.plans.urls")),
    path("journal/", include("stepwell.web.journal.urls")),
    path("trends/", include("stepwell.web.trends.urls")),
    path("visit/", include("stepwell.web.visit.urls")),
]
