"""What the sweeps need to know of a URL. A new URL that takes arguments fails until it is named here."""

from django.contrib.contenttypes.models import ContentType

from planner.web.worker.steps import STEPS
from tests.sweeps.addresses import Address, Arguments, addresses_of, urls
from tests.sweeps.world import World

CATCH_ALL = "staff/(?P<url>.*)$"  # Django's own, for what the admin does not know

# By the name of the URL; by its pattern where it has none. Rows in the admin need no entry.
ARGUMENTS: dict[str, list[Arguments]] = {
    "question": [{"step": step.slug} for step in STEPS],
    "economy": [
        {"kind": "former", "code": "27"},
        {"kind": "former", "code": "89"},
        {"kind": "current", "code": "24"},
        {"kind": "current", "code": "31"},
    ],
    "trade": [{"code": "TITP-6-4"}, {"code": "TITP-1-1"}, {"code": "SSW-13-road_transport"}],
    "account_reset_password_from_key": [
        World.reset_key,
        {"uidb36": "1", "key": "set-password"},
    ],
    "admin:app_list": [{"app_label": "accounts"}, {"app_label": "reference"}],
    "admin:view_on_site": [
        lambda world: {
            "content_type_id": ContentType.objects.get_for_model(world.worker).pk,
            "object_id": world.worker.pk,
        }
    ],
    CATCH_ALL: [{"url": "nowhere/"}],
}

# More of the same page: filters, pages, ways to come back.
QUERIES: dict[str, list[str]] = {
    "question": ["?from=summary"],
    "trades": ["?page=2", "?pathway=SSW&group=food", "?pathway=nowhere", "?group=fishing&page=99"],
    "compare": ["?trade=TITP-1-1&trade=TITP-6-13&trade=TITP-7-7&trade=TITP-6-4", "?trade=nothing"],
    "mirror": ["?trade=TITP+7-7", "?trade=SSW+13-road_transport", "?trade=nothing"],
    "register": ["?next=/trades/"],
    "account_login": ["?next=/trades/", "?next=https://elsewhere.example/"],
    "admin:autocomplete": ["?term=S&app_label=accounts&model_name=user&field_name=agency"],
    "admin:accounts_user_changelist": ["?q=worker&role__exact=worker"],
    "admin:reference_statistic_changelist": ["?q=lua&p=1&o=1.-2", "?edited=no&_facets=True"],
    "admin:reference_homework_changelist": ["?edited=yes"],
}

# Why no person ever gets a page of HTML from this URL.
WITHOUT_PAGE: dict[str, str] = {
    "after_sign_in": "leads on to a page of the person's own",
    "set_language": "is only posted to",
    "admin:login": "leads to the one sign-in page",
    "admin:logout": "is only posted to",
    "admin:autocomplete": "answers in JSON",
    "admin:jsi18n": "answers in JavaScript",
    "admin:view_on_site": "no row has a page outside the admin",
    "admin:reference_matchweights_delete": "no version is ever deleted",
    CATCH_ALL: "answers 404",
}
WITHOUT_PAGE |= {
    url.key: "leads to the page of the row"
    for url in urls()
    if url.key.startswith("staff/") and url.key.endswith("/<path:object_id>/")
}

# Forms that stand on the page of another URL.
FORM_STANDS_ON: dict[str, str] = {
    "set_language": "front",
    "compare": "trades",
    "account_logout": "home",
    "admin:logout": "admin:index",
}

# Why a URL that does not refuse a POST has no form.
POSTED_WITHOUT_FORM: dict[str, str] = {
    "account_inactive": "the library's page takes any method and reads nothing",
    "account_reset_password_from_key": "its form stands behind a key that holds; one does not",
    "admin:index": "answers as to GET",
    "admin:app_list": "answers as to GET",
    "admin:login": "leads to the one sign-in page",
}
POSTED_WITHOUT_FORM |= {
    url.key: "answers as to GET" for url in urls() if url.key.endswith("_history")
}
POSTED_WITHOUT_FORM |= {
    url.key: "what is in use cannot be deleted" for url in urls() if url.key.endswith("_delete")
}

# Why a GET may write, and which table.
WRITES_ON_GET: dict[str, str] = {
    # The key moves from the address into the session, so that no referrer carries it away.
    "account_reset_password_from_key": "django_session",
}

# Pages of the library answer PUT as POST, and of the admin as GET; both without a write.
TAKES_ANY_METHOD = ("account_", "admin:", "staff/")


def addresses() -> list[Address]:
    return [address for url in urls() for address in addresses_of(url, ARGUMENTS, QUERIES)]
