"""Addresses of the account: our own, and those of django-allauth that we need."""

from allauth.account import views as allauth
from django.urls import include, path
from django.views.i18n import set_language

from stepwell.web.accounts import passkey_views, phrase_views, session_views, views


urlpatterns = [
    path("login/", allauth.login, name="account_login"),
    path("logout/", allauth.logout, name="account_logout"),
    path("inactive/", allauth.account_inactive, name="account_inactive"),
    path("signup/", allauth.signup, name="account_signup"),
    path(
        "signup/passkey/",
        passkey_views.sign_up_name,
        name="account_signup_by_passkey",
    ),
    path(
        "signup/passkey/make/",
        passkey_views.sign_up_passkey,
        name="sign-up-passkey-make",
    ),
    path("reauthenticate/", allauth.reauthenticate, name="account_reauthenticate"),
    path("pass-phrase/", phrase_views.change, name="account_change_password"),
    path("way-in/<str:token>/", phrase_views.way_in, name="way-in"),
    path("history/", views.history, name="account-history"),
    path("language/", set_language, name="set-language"),
    path("sessions/", session_views.sessions, name="usersessions_list"),
    path("sessions/<int:number>/end/", session_views.end_one, name="session-end"),
    path("sessions/end-others/", session_views.end_others, name="sessions-end-others"),
    path("2fa/webauthn/add/", passkey_views.add_passkey, name="mfa_add_webauthn"),
    path(
        "2fa/webauthn/keys/<int:pk>/remove/",
        passkey_views.remove_passkey,
        name="mfa_remove_webauthn",
    ),
    path("2fa/", include("allauth.mfa.urls")),
]
