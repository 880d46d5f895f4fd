"""Addresses of plans: none of them says what anybody takes."""

from django.urls import path

from stepwell.web.accounts.sensitive import sensitive
from stepwell.web.plans import (
    agreeing_views,
    draft_views,
    next_views,
    version_views,
    views,
)
from stepwell.web.plans.helping import confirmed


urlpatterns = [
    path("", confirmed(views.plan), name="plan"),
    path("from-draft", draft_views.from_draft, name="plan-from-draft"),
    path("hold", confirmed(views.hold), name="plan-hold"),
    path("go-on", confirmed(sensitive(views.go_on)), name="plan-go-on"),
    path("review", confirmed(sensitive(views.review)), name="plan-review"),
    path("next", confirmed(next_views.after), name="plan-next"),
    path("next/resume", confirmed(next_views.resume), name="plan-resume"),
    path("next/<slug:wish>", confirmed(next_views.after), name="plan-wish"),
    path("versions", version_views.versions, name="plan-versions"),
    path(
        "versions/<int:number>", confirmed(version_views.version), name="plan-version"
    ),
    path(
        "versions/<int:number>/changes",
        confirmed(version_views.changes),
        name="plan-changes",
    ),
    path(
        "versions/<int:number>/agree",
        confirmed(sensitive(agreeing_views.agree)),
        name="plan-agree",
    ),
    path("versions/<int:number>/away", agreeing_views.put_away, name="plan-put-away"),
    path(
        "versions/<int:number>/anew", confirmed(agreeing_views.anew), name="plan-anew"
    ),
    path(
        "versions/<int:number>/papers/",
        confirmed(version_views.papers),
        name="plan-papers",
    ),
    path(
        "versions/<int:number>/papers/<str:name>",
        confirmed(version_views.paper),
        name="plan-paper",
    ),
]
