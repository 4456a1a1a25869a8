"""What went wrong, as JSON (RFC 9457): in English, with what to do."""

from collections.abc import Sequence
from http import HTTPStatus
from typing import Any

from django.http import HttpRequest, HttpResponse, JsonResponse
from ninja import Schema

# Those that any address may answer with; their shape is the same everywhere.
PROBLEMS = frozenset({400, 401, 403, 404, 409, 413, 422, 429, 503})
CONTENT_TYPE = "application/problem+json"
NOT_FOUND = "Nobody and nothing in your agency's care has this address."
NO_KEY = (
    "Send your key in the header “Authorization: Bearer …”. Supervisors make keys at /keys/. "
    "A key stops working when it is taken back, or when whoever made it is no longer a supervisor."
)


class Problem(Exception):
    """An answer that is no success. `fields`: what is wrong with which part of the request."""

    def __init__(
        self, status: int, detail: str, *, fields: Sequence[dict[str, str]] = (), wait: int = 0
    ) -> None:
        super().__init__(detail)
        self.status, self.detail, self.fields, self.wait = status, detail, fields, wait


def told(problem: Problem) -> HttpResponse:
    body: dict[str, Any] = {
        "type": "about:blank",
        "title": HTTPStatus(problem.status).phrase,
        "status": problem.status,
        "detail": problem.detail,
    }
    if problem.fields:
        body["errors"] = list(problem.fields)
    response = JsonResponse(body, status=problem.status, content_type=CONTENT_TYPE)
    if problem.status == HTTPStatus.UNAUTHORIZED:
        response["WWW-Authenticate"] = "Bearer"
    if problem.wait:
        response["Retry-After"] = str(problem.wait)
    return response


def not_valid(errors: Sequence[dict[str, Any]]) -> Problem:
    """Out of what the library found. What was sent is not repeated: it may be private."""
    fields = [
        {
            # The library names a body twice: by its place, and by our argument.
            "where": ".".join(dict.fromkeys(map(str, item.get("loc", ())))),
            "message": str(item.get("msg", "")).removeprefix("Value error, "),
        }
        for item in errors
    ]
    detail = "Mend the fields that are named in “errors” and send it again. Nothing was changed."
    return Problem(422, detail, fields=fields)


def only_known(request: HttpRequest, schema: type[Schema]) -> None:
    """The library drops what it does not know of a query."""
    unknown = sorted(set(request.GET) - set(schema.model_fields))
    if unknown:
        raise not_valid([{"loc": ("query", name), "msg": "Not known here."} for name in unknown])
