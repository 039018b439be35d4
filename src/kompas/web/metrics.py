"""How much is asked for, how long it takes and how it ends: for Prometheus, and a line in the log.

Of nobody: what is kept are names of routes, methods, statuses and outcomes, never an address, a
user or a case.
"""

import logging
import time
from collections.abc import Callable

from django.http import HttpRequest, HttpResponse
from prometheus_client import Counter, Histogram

_REQUESTS = Counter("kompas_requests", "Requests answered.", ["route", "method", "status"])
_SECONDS = Histogram(
    "kompas_request_seconds",
    "Seconds until an answer was made.",
    ["route"],
    buckets=(0.01, 0.025, 0.05, 0.1, 0.25, 0.5, 1, 2.5, 5, 10, 30),
)
_SIGN_INS = Counter("kompas_sign_ins", "Attempts to sign in.", ["outcome"])
_METHODS = frozenset({"GET", "HEAD", "POST"})

_requests_log = logging.getLogger("kompas.request")
_sign_ins_log = logging.getLogger("kompas.sign_in")


def measured(get_response: Callable[[HttpRequest], HttpResponse]) -> Callable[..., HttpResponse]:
    """A middleware around all others: counts each answer, and writes its line."""

    def middleware(request: HttpRequest) -> HttpResponse:
        begun, method = time.perf_counter(), request.method or ""
        response = get_response(request)
        seconds = time.perf_counter() - begun
        match = request.resolver_match
        labels = {
            "route": (match.url_name if match else None) or "none",
            "method": method if method in _METHODS else "other",
            "status": response.status_code,
        }
        _REQUESTS.labels(**labels).inc()
        _SECONDS.labels(labels["route"]).observe(seconds)
        _requests_log.info("answered", extra={**labels, "ms": round(seconds * 1000)})
        return response

    return middleware


def sign_in_tried(outcome: str) -> None:
    """Somebody tried to sign in: `let in` or `refused`. Who, the administration's log tells."""
    _SIGN_INS.labels(outcome).inc()
    _sign_ins_log.info("sign-in", extra={"outcome": outcome})
