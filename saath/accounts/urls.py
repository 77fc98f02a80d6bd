"""Signing in, and the pages of the sign-in library that we use; the others have no address."""

from allauth.account import views as account
from allauth.mfa.base import views as mfa
from allauth.mfa.recovery_codes import views as codes
from allauth.mfa.totp import views as totp
from allauth.mfa.webauthn import views as passkeys
from django.urls import path, re_path

from saath.accounts.access import for_any_person, for_anyone
from saath.accounts.views import secrets, sessions, you

urlpatterns = [
    path("sign-in/", for_anyone(account.login), name="account_login"),
    path("sign-in/code/", for_anyone(mfa.authenticate), name="mfa_authenticate"),
    path("sign-in/passkey/", for_anyone(passkeys.login_webauthn), name="mfa_login_webauthn"),
    path("sign-in/closed/", for_anyone(account.account_inactive), name="account_inactive"),
    path("sign-out/", for_anyone(account.logout), name="account_logout"),
    path("password/reset/", for_anyone(account.password_reset), name="account_reset_password"),
    path("password/reset/sent/", for_anyone(account.password_reset_done), name="account_reset_password_done"),
    re_path(
        r"^password/reset/(?P<uidb36>[0-9a-z]+)-(?P<key>[^/]+)/$",
        for_anyone(account.password_reset_from_key),
        name="account_reset_password_from_key",
    ),
    path(
        "password/reset/done/",
        for_anyone(account.password_reset_from_key_done),
        name="account_reset_password_from_key_done",
    ),
    path("confirm/", for_any_person(account.reauthenticate), name="account_reauthenticate"),
    path("confirm/code/", for_any_person(mfa.reauthenticate), name="mfa_reauthenticate"),
    path(
        "confirm/passkey/",
        for_any_person(passkeys.reauthenticate_webauthn),
        name="mfa_reauthenticate_webauthn",
    ),
    path("settings/you/", for_any_person(you.show_you), name="you"),
    path("settings/you/password/", for_any_person(account.password_change), name="account_change_password"),
    path("settings/you/password/new/", for_any_person(account.password_set), name="account_set_password"),
    path("settings/you/two-steps/", for_any_person(you.go_to_two_steps), name="mfa_index"),
    path("settings/you/app/", for_any_person(totp.activate_totp), name="mfa_activate_totp"),
    path("settings/you/app/remove/", for_any_person(totp.deactivate_totp), name="mfa_deactivate_totp"),
    path("settings/you/codes/", for_any_person(secrets.see_codes), name="mfa_view_recovery_codes"),
    path(
        "settings/you/codes/new/",
        for_any_person(codes.generate_recovery_codes),
        name="mfa_generate_recovery_codes",
    ),
    path("settings/you/codes/file/", for_any_person(secrets.take_codes), name="mfa_download_recovery_codes"),
    path("settings/you/passkeys/", for_any_person(passkeys.list_webauthn), name="mfa_list_webauthn"),
    path("settings/you/passkeys/add/", for_any_person(passkeys.add_webauthn), name="mfa_add_webauthn"),
    path("settings/you/passkeys/<int:pk>/", for_any_person(passkeys.edit_webauthn), name="mfa_edit_webauthn"),
    path(
        "settings/you/passkeys/<int:pk>/remove/",
        for_any_person(passkeys.remove_webauthn),
        name="mfa_remove_webauthn",
    ),
    path("settings/you/sessions/", for_any_person(sessions.show_sessions), name="usersessions_list"),
]
