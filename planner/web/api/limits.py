"""How often a key may ask: counted by the minute, apart for reading and for writing."""

from time import time

from django.core.cache import cache
from django.http import HttpRequest
from ninja.throttling import BaseThrottle

from planner.web.api.keys import READING, key_behind

SECONDS = 60
READS, WRITES = 60, 20


class PerKey(BaseThrottle):
    """Nothing is kept on the object: all threads share it."""

    def allow_request(self, request: HttpRequest) -> bool:
        kind, most = ("read", READS) if request.method in READING else ("write", WRITES)
        name = f"api:{key_behind(request).pk}:{kind}:{int(time()) // SECONDS}"
        cache.add(name, 0, 2 * SECONDS)
        return int(cache.incr(name)) <= most

    def wait(self) -> float:
        """Until the next minute begins."""
        return SECONDS - time() % SECONDS
