"""Structured logs with a request id and without personal text."""

import logging
import logging.config
import sys
from collections.abc import MutableMapping
from http.client import responses
from typing import Any

import structlog
from structlog.typing import Processor, WrappedLogger

from saath.core.failures import describe_error, trace

Event = MutableMapping[str, Any]

# A new key needs a line here. None may hold what a person wrote, is called, or can be reached at.
SAFE_KEYS = frozenset(
    {
        "event", "level", "logger", "timestamp", "request_id", "store", "member",
        "job", "task", "attempt", "failures", "outcome", "worker", "queue", "schedule",
        "error", "trace", "method", "route", "status", "milliseconds", "seconds", "count", "bytes",
        "channel", "intake", "delivery", "conversation", "rule", "reason", "host", "port", "address_family",
        "process", "signal", "version", "engine", "step", "mailbox", "trouble", "folder",
    }
)  # fmt: skip

# These speak only of the server itself, so their messages are shown with their values.
TRUSTED_LOGGERS = ("uvicorn.error",)
# These fill in what a stranger sent before they log it; their name says what was wrong.
QUOTING_LOGGERS = ("django.security",)
# This one fills in the path of a request, which may hold a link of a person; the status says what became of it.
ANSWERING_LOGGER = "django.request"


def configure(log_format: str = "", level: str = "INFO") -> None:
    """Send our logs and those of libraries to standard error, as `json` lines or for the `console`.

    Without a format: for the console where somebody reads along on a terminal, else JSON.
    """
    is_read_along = sys.stderr.isatty()
    final: Processor = (
        structlog.dev.ConsoleRenderer(colors=is_read_along)
        if (log_format or ("console" if is_read_along else "json")) == "console"
        else structlog.processors.JSONRenderer(ensure_ascii=False)
    )
    structlog.configure(
        processors=[*_shared(), structlog.stdlib.ProcessorFormatter.wrap_for_formatter],
        logger_factory=structlog.stdlib.LoggerFactory(),
        wrapper_class=structlog.make_filtering_bound_logger(level),
        cache_logger_on_first_use=True,
    )
    logging.config.dictConfig(_standard_library(final, level))


def _shared() -> list[Processor]:
    return [
        structlog.contextvars.merge_contextvars,
        structlog.stdlib.add_log_level,
        structlog.stdlib.add_logger_name,
        structlog.processors.TimeStamper(fmt="iso", utc=True),
        describe_exception,
    ]


def _standard_library(final: Processor, level: str) -> dict[str, Any]:
    formatter = {
        "()": structlog.stdlib.ProcessorFormatter,
        "processors": [
            structlog.stdlib.ProcessorFormatter.remove_processors_meta,
            drop_personal_text,
            final,
        ],
        "foreign_pre_chain": [keep_template_only, *_shared()],
    }
    return {
        "version": 1,
        "disable_existing_loggers": False,
        "formatters": {"structured": formatter},
        "handlers": {"stderr": {"class": "logging.StreamHandler", "formatter": "structured"}},
        "root": {"handlers": ["stderr"], "level": level},
        "loggers": {
            "uvicorn.access": {"level": "WARNING"},
            "django_tasks": {"level": "WARNING"},
            "httpx": {"level": "WARNING"},
            "mail.log": {"level": "WARNING"},
        },
    }


def describe_exception(_logger: WrappedLogger, _method: str, event: Event) -> Event:
    """Replace an exception by its class and places: its message may quote a customer."""
    info = event.pop("exc_info", None)
    error = sys.exc_info()[1] if info is True else info[1] if isinstance(info, tuple) else info
    if isinstance(error, BaseException):
        event["error"], event["trace"] = describe_error(error), trace(error)
    return event


def keep_template_only(_logger: WrappedLogger, _method: str, event: Event) -> Event:
    """Of a library's message keep the wording, and leave out the values that were filled in."""
    record = event["_record"]
    if record.name.startswith(QUOTING_LOGGERS):
        event["event"] = "request refused"
    elif record.name == ANSWERING_LOGGER and hasattr(record, "status_code"):
        event["event"], event["status"] = responses.get(record.status_code, "answered"), record.status_code
    elif not record.name.startswith(TRUSTED_LOGGERS):
        event["event"] = str(record.msg)
    return event


def drop_personal_text(_logger: WrappedLogger, _method: str, event: Event) -> Event:
    """Let only known keys pass; the names of the others are shown, so that a developer can see it."""
    dropped = sorted(key for key in event if key not in SAFE_KEYS)
    for key in dropped:
        del event[key]
    if dropped:
        event["dropped"] = dropped
    return event
