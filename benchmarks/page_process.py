"""One tree's pages, asked by `benchmarks.pages` through the real middleware by a colleague who is signed in."""

from __future__ import annotations

import json
import os
import sys
import time
from importlib import import_module
from io import BytesIO
from pathlib import Path
from typing import Any
from urllib.parse import urlencode
from uuid import uuid4

from saath.cli.loading import load_django

load_django()

from django.conf import settings  # noqa: E402  # only once Django is loaded
from django.contrib.auth import BACKEND_SESSION_KEY, HASH_SESSION_KEY, SESSION_KEY  # noqa: E402
from django.db import connection  # noqa: E402
from django.test.utils import CaptureQueriesContext  # noqa: E402

from config.wsgi import application  # noqa: E402
from saath.accounts.models import Person  # noqa: E402

TICKS = os.sysconf("SC_CLK_TCK")
TOKEN = "a" * 32
WORDS = "Thank you for waiting. Your parcel left our store today and should reach you by Friday. "


def main() -> None:
    """Answer each line `[path, times]` by what one of the requests cost."""
    host = sys.argv[1]
    os.dup2(os.open(os.devnull, os.O_WRONLY), 2)  # log lines are written, but nobody reads them
    cookie = sign_in()
    for line in sys.stdin:
        path, times = json.loads(line)
        request = environ(host, path, cookie)
        print(json.dumps(cost(request, times)), flush=True)


def sign_in() -> str:
    """Return the cookies of an agent of the bench's shop."""
    person = Person.objects.get(email_key="agent01@bench.test")
    session = import_module(settings.SESSION_ENGINE).SessionStore()
    session[SESSION_KEY] = str(person.pk)
    session[BACKEND_SESSION_KEY] = settings.AUTHENTICATION_BACKENDS[0]
    session[HASH_SESSION_KEY] = person.get_session_auth_hash()
    session.save()
    return f"{settings.SESSION_COOKIE_NAME}={session.session_key}; {settings.CSRF_COOKIE_NAME}={TOKEN}"


def environ(host: str, path: str, cookie: str) -> dict[str, Any]:
    """Return the request as a server would hand it over (PEP 3333); an address of answers is posted to."""
    path_info, _mark, query = path.partition("?")
    return {
        "REQUEST_METHOD": "POST" if path.endswith("/answer/") else "GET",
        "PATH_INFO": path_info,
        "QUERY_STRING": query,
        "HTTP_HOST": host,
        "HTTP_COOKIE": cookie,
        "HTTP_ACCEPT_ENCODING": "gzip",
        "HTTP_ACCEPT_LANGUAGE": "en",
        "SERVER_NAME": "localhost",
        "SERVER_PORT": host.partition(":")[2],
        "SERVER_PROTOCOL": "HTTP/1.1",
        "REMOTE_ADDR": "127.0.0.1",
        "CONTENT_TYPE": "application/x-www-form-urlencoded",
        "wsgi.url_scheme": "http",
    }


def cost(request: dict[str, Any], times: int) -> tuple[float, float, int]:
    """Return ms of CPU here and in the database, and statements with those of the transaction, of one request."""
    with CaptureQueriesContext(connection) as captured:
        answer(request)
        statements = len(captured)
    own, database = time.process_time(), database_seconds()
    for _ in range(times):
        answer(request)
    own, database = time.process_time() - own, database_seconds() - database
    return own * 1000 / times, database * 1000 / times, statements


def answer(request: dict[str, Any]) -> bytes:
    """Return the page; anything but the page, or the way on after a form, is a mistake of the measurement."""
    body = form() if request["REQUEST_METHOD"] == "POST" else b""
    sent = {"wsgi.input": BytesIO(body), "CONTENT_LENGTH": str(len(body))}
    response = application({**request, **sent}, lambda *_: lambda _: None)
    page = b"".join(response)
    response.close()
    assert response.status_code == (302 if body else 200), response.status_code
    return page


def form() -> bytes:
    """Return what a colleague sends who answers without our script."""
    fields = {"text": WORDS * 4, "kind": "reply", "queue": "now", "client_key": uuid4().hex}
    return urlencode({**fields, "csrfmiddlewaretoken": TOKEN}).encode()


def database_seconds() -> float:
    """Return the CPU that the PostgreSQL process of our connection has used; 0 on SQLite, which is part of ours."""
    if connection.vendor != "postgresql":
        return 0.0
    connection.ensure_connection()
    fields = (
        Path(f"/proc/{connection.connection.info.backend_pid}/stat").read_text().rpartition(")")[2].split()
    )
    return (int(fields[11]) + int(fields[12])) / TICKS


if __name__ == "__main__":
    main()
