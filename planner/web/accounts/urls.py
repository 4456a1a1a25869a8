from allauth.account import views as library
from django.urls import path, re_path

from planner.web.accounts import views

urlpatterns = [
    path("register/", views.register, name="register"),
    path("sign-in/", views.SignInView.as_view(), name="account_login"),
    path("sign-in/closed/", library.account_inactive, name="account_inactive"),
    path("after-sign-in/", views.after_sign_in, name="after_sign_in"),
    path("keep-answers/", views.keep_answers, name="keep_answers"),
    path("sign-out/", library.logout, name="account_logout"),
    path("password/", library.password_change, name="account_change_password"),
    path("password/forgotten/", library.password_reset, name="account_reset_password"),
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
    path("language/", views.set_language, name="set_language"),
]
