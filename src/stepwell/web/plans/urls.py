"""Addresses of plans: none of them says what anybody takes."""

from django.urls import path

from stepwell.web.plans import (
    agreeing_views,
    draft_views,
    next_views,
    version_views,
    views,
)


urlpatterns = [
    path("", views.plan, name="plan"),
    path("from-draft", draft_views.from_draft, name="plan-from-draft"),
    path("hold", views.hold, name="plan-hold"),
    path("go-on", views.go_on, name="plan-go-on"),
    path("review", views.review, name="plan-review"),
    path("next", next_views.after, name="plan-next"),
    path("next/resume", next_views.resume, name="plan-resume"),
    path("next/<slug:wish>", next_views.after, name="plan-wish"),
    path("versions", version_views.versions, name="plan-versions"),
    path("versions/<int:number>", version_views.version, name="plan-version"),
    path("versions/<int:number>/changes", version_views.changes, name="plan-changes"),
    path("versions/<int:number>/agree", agreeing_views.agree, name="plan-agree"),
    path("versions/<int:number>/away", agreeing_views.put_away, name="plan-put-away"),
    path("versions/<int:number>/anew", agreeing_views.anew, name="plan-anew"),
    path("versions/<int:number>/papers/", version_views.papers, name="plan-papers"),
    path(
        "versions/<int:number>/papers/<str:name>",
        version_views.paper,
        name="plan-paper",
    ),
]
