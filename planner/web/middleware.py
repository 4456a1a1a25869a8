"""Middleware of the pages."""

from collections.abc import Callable

from django.http import HttpRequest, HttpResponse, HttpResponseRedirect
from django.http.request import split_domain_port

GetResponse = Callable[[HttpRequest], HttpResponse]


class LocalhostByNameMiddleware:
    """Send 127.0.0.1 to localhost: passkeys refuse an IP address as the name of a site."""

    def __init__(self, get_response: GetResponse) -> None:
        self.get_response = get_response

    def __call__(self, request: HttpRequest) -> HttpResponse:
        domain, port = split_domain_port(request.META.get("HTTP_HOST", ""))
        if domain == "127.0.0.1" and request.method in ("GET", "HEAD"):
            host = f"localhost:{port}" if port else "localhost"
            return HttpResponseRedirect(f"{request.scheme}://{host}{request.get_full_path()}")
        return self.get_response(request)
