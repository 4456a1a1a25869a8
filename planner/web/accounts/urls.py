from allauth.account import views as library
from django.urls import path, re_path

from planner.web.accounts import factors, invitations, resets, security, views

urlpatterns = [
    path("register/", views.register, name="register"),
    path("sign-in/", views.SignInView.as_view(), name="account_login"),
    path("sign-in/closed/", library.account_inactive, name="account_inactive"),
    path("after-sign-in/", views.after_sign_in, name="after_sign_in"),
    path("keep-answers/", views.keep_answers, name="keep_answers"),
    path("sign-out/", library.logout, name="account_logout"),
    path("password/", library.password_change, name="account_change_password"),
    path("password/forgotten/", resets.forgotten, name="account_reset_password"),
    path("password/forgotten/number/", resets.forgotten_number, name="forgotten_number"),
    path("password/forgotten/recovery-code/", resets.forgotten_code, name="forgotten_code"),
    path(
        "password/forgotten/sent/", library.password_reset_done, name="account_reset_password_done"
    ),
    path(
        "password/new/done/",
        library.password_reset_from_key_done,
        name="account_reset_password_from_key_done",
    ),
    re_path(
        r"^password/new/(?P<uidb36>[0-9A-Za-z]{1,13})-(?P<key>[0-9A-Za-z-]{1,200})/$",
        library.password_reset_from_key,
        name="account_reset_password_from_key",
    ),
    path("password/first/", security.set_password, name="account_set_password"),
    path("account/", security.account_security, name="account_security"),
    path("account/recovery-codes/", security.recovery_codes, name="recovery_codes"),
    path(
        "account/recovery-codes/download/",
        security.download_recovery_codes,
        name="mfa_download_recovery_codes",
    ),
    path("account/sessions/", security.sessions, name="sessions"),
    path("account/sessions/others/end/", security.end_others, name="end_other_sessions"),
    path("account/sessions/<int:pk>/end/", security.end_session, name="end_session"),
    path("account/second-step/", factors.second_factor, name="second_factor"),
    path("account/app/", factors.ActivateAppView.as_view(), name="mfa_activate_totp"),
    path("account/app/remove/", factors.deactivate_app, name="mfa_deactivate_totp"),
    path("account/passkeys/", factors.passkeys, name="mfa_list_webauthn"),
    path("account/passkeys/add/", factors.AddPasskeyView.as_view(), name="mfa_add_webauthn"),
    path(
        "account/passkeys/<int:pk>/name/",
        factors.RenamePasskeyView.as_view(),
        name="mfa_edit_webauthn",
    ),
    path("account/passkeys/<int:pk>/remove/", factors.remove_passkey, name="mfa_remove_webauthn"),
    path("account/confirm/", security.confirm_by_password, name="account_reauthenticate"),
    path("account/confirm/code/", factors.ConfirmByCodeView.as_view(), name="mfa_reauthenticate"),
    path(
        "account/confirm/passkey/",
        factors.ConfirmByPasskeyView.as_view(),
        name="mfa_reauthenticate_webauthn",
    ),
    path("sign-in/code/", factors.ShowSecondFactorView.as_view(), name="mfa_authenticate"),
    path("sign-in/passkey/", factors.SignInWithPasskeyView.as_view(), name="mfa_login_webauthn"),
    path("invitation/<str:token>/", invitations.invitation, name="invitation"),
    path("account/unlock/", resets.unlock, name="unlock"),
    path("account/helped/", resets.helped_seen, name="helped_seen"),
    path("account/leave-agency/", invitations.leave_agency, name="leave_agency"),
    path("language/", views.set_language, name="set_language"),
]
