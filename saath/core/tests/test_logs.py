import io
import json
import logging
from collections.abc import Iterator
from typing import Any

import pytest
import structlog
from django.http import HttpResponse, HttpResponseNotAllowed
from django.test import RequestFactory
from django.utils.log import log_response

from saath.core import logs


@pytest.fixture
def _quiet() -> Iterator[None]:
    root = logging.getLogger()
    handlers, level = root.handlers[:], root.level
    yield
    structlog.reset_defaults()
    root.handlers[:] = handlers
    root.setLevel(level)


@pytest.fixture
def written(_quiet: None, monkeypatch: pytest.MonkeyPatch) -> io.StringIO:
    stream = io.StringIO()
    monkeypatch.setattr("sys.stderr", stream)
    logs.configure("json")
    return stream


def last(stream: io.StringIO) -> dict[str, Any]:
    line: dict[str, Any] = json.loads(stream.getvalue().splitlines()[-1])
    return line


def test_line_carries_the_request_id(written: io.StringIO) -> None:
    with structlog.contextvars.bound_contextvars(request_id="r1"):
        structlog.get_logger("saath.x").info("conversation_opened", conversation=7)
    line = last(written)
    assert (line["event"], line["conversation"], line["request_id"]) == ("conversation_opened", 7, "r1")


def test_personal_text_does_not_pass(written: io.StringIO) -> None:
    structlog.get_logger("saath.x").info(
        "mail_came", subject="Where is my order?", sender="meera@example.com"
    )
    assert last(written)["dropped"] == ["sender", "subject"]
    assert "meera" not in written.getvalue()
    assert "order" not in written.getvalue()


def test_line_names_the_mailbox_and_its_trouble(written: io.StringIO) -> None:
    structlog.get_logger("saath").info("mailbox_troubled", mailbox=7, trouble="refused")
    line = json.loads(written.getvalue())
    assert (line["mailbox"], line["trouble"]) == (7, "refused")
    assert "dropped" not in line


def test_message_of_an_exception_does_not_pass(written: io.StringIO) -> None:
    try:
        raise ValueError("Meera")
    except ValueError:
        structlog.get_logger("saath.x").exception("broken")
        logging.getLogger("library").exception("broken for %s", "Meera")
    assert "Meera" not in written.getvalue()
    assert last(written)["error"].startswith("builtins.ValueError at core/tests/test_logs.py")
    assert last(written)["event"] == "broken for %s"


def test_what_a_refused_request_said_does_not_pass(written: io.StringIO) -> None:
    logging.getLogger("django.security.DisallowedHost").error("Invalid HTTP_HOST header: 'meera.example'.")
    assert "meera" not in written.getvalue()
    assert last(written)["logger"] == "django.security.DisallowedHost"


def test_what_was_answered_is_said_without_the_path_that_was_asked_for(written: io.StringIO) -> None:
    request = RequestFactory().get("/sorted/a-link-of-meera/")
    log_response("%s: %s", "Not Found", request.path, response=HttpResponse(status=404), request=request)
    assert (last(written)["event"], last(written)["status"]) == ("Not Found", 404)
    log_response(
        "Method Not Allowed (%s): %s",
        "PUT",
        request.path,
        response=HttpResponseNotAllowed(["GET"]),
        request=request,
    )
    assert (last(written)["event"], last(written)["status"]) == ("Method Not Allowed", 405)
    assert "meera" not in written.getvalue()
    assert "dropped" not in last(written)


@pytest.mark.usefixtures("_quiet")
@pytest.mark.parametrize(
    ("log_format", "is_terminal", "is_json"),
    [("", True, False), ("", False, True), ("json", True, True), ("console", False, False)],
)
def test_logs_are_for_eyes_on_a_terminal_and_for_programs_elsewhere(
    monkeypatch: pytest.MonkeyPatch, log_format: str, is_terminal: bool, is_json: bool
) -> None:
    stream = io.StringIO()
    monkeypatch.setattr(stream, "isatty", lambda: is_terminal)
    monkeypatch.setattr("sys.stderr", stream)
    logs.configure(log_format)
    structlog.get_logger("saath.x").info("conversation_opened")
    line = stream.getvalue()
    assert "conversation_opened" in line
    assert line.startswith("{") is is_json
    assert ("\x1b[" in line) is (is_terminal and not is_json)
