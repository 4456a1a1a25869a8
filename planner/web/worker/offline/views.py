"""What opens without a signal, and what is typed then."""

import json
from hashlib import sha256

from django.http import HttpRequest, HttpResponse
from django.shortcuts import render
from django.templatetags.static import static
from django.urls import reverse
from django.utils import translation
from django.utils.translation import gettext as _
from django.views.decorators.cache import cache_control
from django.views.decorators.http import require_safe

from accounts.enums import Language
from planner.web.worker.door import worker_page

# What a kept page needs to look and work as usual.
SHELL = ("loi_ve.css", "favicon.svg", "drafts.js", "offline.js", "read_aloud.js")
# By the names of their URLs. The first one is where whatever is not kept leads to.
KEPT = (
    *("offline", "home", "my_plan", "my_benchmarks", "where_i_stand"),
    *("check_in", "help", "contract_help", "payslip_words"),
)


@require_safe
@worker_page()
def offline(request: HttpRequest) -> HttpResponse:
    """Keep the plan on this phone or take it off again; which months wait to be sent."""
    return render(request, "worker/offline/offline.html")


@require_safe
@cache_control(no_cache=True)
def service_worker(request: HttpRequest) -> HttpResponse:
    """The same for everybody. It lies at the root, since it looks after every page."""
    site = {
        "shell": [static(name) for name in SHELL],
        "pages": [reverse(name) for name in KEPT],
        "checkIn": reverse("check_in"),
        "home": reverse("home"),
        "icon": static("favicon.svg"),
        "drafts": reverse("keep_draft"),
        "signIn": reverse("account_login"),
        "signOut": reverse("account_logout"),
        "words": {language: _words(language) for language in Language.values},
    }
    text = json.dumps(site, ensure_ascii=False, sort_keys=True)
    version = sha256(text.encode()).hexdigest()[:12]
    lines = (
        f"self.SITE = {text};",
        f'self.SITE.version = "{version}";',
        f'importScripts("{static("service_worker.js")}");',
    )
    return HttpResponse("\n".join(lines), content_type="text/javascript; charset=utf-8")


def _words(language: str) -> dict[str, str]:
    """%s: the day on which the page was kept."""
    with translation.override(language):
        return {
            "copy": _("You have no signal. This page is as it was on %s."),
            "missing": _("You have no signal, and this page is not kept on this phone. These are:"),
        }
