"""Lines of the server's own log: what failed and where, never what somebody is called.

The message of an error can hold what was typed, a row of a table or a name. Of an error only its
type and the places in the code are written; of a request that was refused or failed only the kind
of page, never its address, nor the words in which Django repeats what came with it.
"""

import json
import logging
import traceback
from datetime import UTC, datetime
from types import TracebackType
from typing import Any

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


class JsonFormatter(DiscreetFormatter):
    """One object on each line, for machines; what is told of an error is the same."""

    def format(self, record: logging.LogRecord) -> str:
        """The line."""
        record.message = record.getMessage()
        line: dict[str, object] = {
            "at": datetime.fromtimestamp(record.created, tz=UTC).isoformat(timespec="milliseconds"),
            "level": record.levelname,
            "logger": record.name,
            "message": self.formatMessage(record),
            **{name: getattr(record, name) for name in _TOLD if hasattr(record, name)},
        }
        if record.exc_info:
            line["error"] = self.formatException(record.exc_info)
        return json.dumps(line, ensure_ascii=False)


class TextFormatter(DiscreetFormatter):
    """A line for people."""

    def format(self, record: logging.LogRecord) -> str:
        """The line, with what is told besides its words."""
        more = [f"{name}={getattr(record, name)}" for name in _TOLD if hasattr(record, name)]
        return " ".join([super().format(record), *more])


_TOLD = ("route", "method", "status", "ms", "outcome")
"""What a line may say besides its words: none of it is of anybody."""


def logging_of(form: str) -> dict[str, Any]:
    """The settings of the log; `form` is `KOMPAS_LOG`. Only in json each request has a line."""
    return {
        "version": 1,
        "disable_existing_loggers": False,
        "formatters": {
            "text": {
                "()": TextFormatter,
                "format": "%(asctime)s %(levelname)s %(name)s %(message)s",
            },
            "json": {"()": JsonFormatter},
        },
        "handlers": {
            "stderr": {"class": "logging.StreamHandler", "formatter": form},
            # Not an empty list of handlers: Python would print what finds none.
            "nowhere": {"class": "logging.NullHandler"},
        },
        "root": {"handlers": ["stderr"], "level": "WARNING"},
        "loggers": {
            "kompas.sign_in": {"level": "INFO"},
            "kompas.request": {"level": "INFO" if form == "json" else "WARNING"},
            # Statements with their values: never, also not while debugging.
            "django.db.backends": {**_NOWHERE, "level": "CRITICAL"},
            "psycopg": {"level": "WARNING"},
            # That many are waiting, or come at once, is no event: /metrics tells how long it takes.
            "waitress": {"level": "ERROR"},
            # Django would mail errors, and print them once more with all they say.
            "django": {"handlers": [], "level": "WARNING", "propagate": True},
            # Whoever asks for another host is turned away; that is no fault of ours.
            "django.security.DisallowedHost": _NOWHERE,
            "django.request": {"level": "ERROR", "propagate": True},
            "django.server": {**_NOWHERE, "level": "CRITICAL"},
        },
    }


_NOWHERE = {"handlers": ["nowhere"], "propagate": False}
