"""Pages of these tests take their static files as they lie, unhashed."""

from collections.abc import Iterator
from socketserver import ThreadingMixIn
from threading import Thread
from typing import Any
from wsgiref.simple_server import WSGIRequestHandler, WSGIServer, make_server

import pytest
from django.contrib.staticfiles.handlers import StaticFilesHandler
from django.core.handlers.wsgi import WSGIHandler
from playwright.sync_api import Browser, sync_playwright
from pytest_django import Settings

from saath.ui import navigation
from saath.ui.navigation import Entry

FLAGS = [
    "--no-sandbox",
    "--disable-gpu",
    "--disable-quic",
    "--no-first-run",
    "--disable-background-networking",
    "--disable-component-update",
    "--disable-sync",
]


@pytest.fixture(autouse=True)
def plain_static_files(settings: Settings) -> None:
    """Serve names without hashes: nothing has been collected here."""
    plain = {"BACKEND": "django.contrib.staticfiles.storage.StaticFilesStorage"}
    settings.STORAGES = {**settings.STORAGES, "staticfiles": plain}


@pytest.fixture
def no_places() -> Iterator[None]:
    """Begin with an empty navigation, and put back afterwards what the wiring had filled in."""
    before = navigation.visible(lambda verb: True)
    navigation.clear()
    yield
    navigation.clear()
    navigation.register(*before)


class _Quiet(WSGIRequestHandler):
    def log_message(self, format: str, *args: object) -> None:
        """Say nothing: pytest shows what fails."""


class _Threads(ThreadingMixIn, WSGIServer):
    daemon_threads = True


@pytest.fixture
def site(settings: Settings, no_places: None) -> Iterator[str]:
    """Serve `saath.ui.tests.site` on a free port and return its address."""
    settings.ROOT_URLCONF = "saath.ui.tests.site"
    settings.SESSION_ENGINE = "django.contrib.sessions.backends.signed_cookies"
    settings.MIDDLEWARE = [
        "saath.ui.security.SecurityHeadersMiddleware",
        "django.contrib.sessions.middleware.SessionMiddleware",
        "saath.ui.language.LanguageMiddleware",
        "django.middleware.csrf.CsrfViewMiddleware",
        "saath.ui.errors.ErrorMiddleware",
    ]
    settings.TEMPLATES = [
        {**settings.TEMPLATES[0], "OPTIONS": _own_context(settings.TEMPLATES[0]["OPTIONS"])}
    ]
    navigation.register(
        Entry("guide", "Style guide", "book", "guide", bar_label="Guide"),
        Entry("other", "Other", "users", "guide", query="other", group="Shop"),
    )
    application = StaticFilesHandler(WSGIHandler())
    with make_server("127.0.0.1", 0, application, _Threads, _Quiet) as server:
        Thread(target=server.serve_forever, daemon=True).start()
        yield f"http://127.0.0.1:{server.server_port}"
        server.shutdown()


def _own_context(options: dict[str, Any]) -> dict[str, Any]:
    processors = ["django.template.context_processors.request", "saath.ui.context.interface"]
    return {**options, "context_processors": processors}


@pytest.fixture(scope="module")
def browser(chromium: str) -> Iterator[Browser]:
    """Return a Chromium that talks to this machine only."""
    with sync_playwright() as playwright:
        browser = playwright.chromium.launch(executable_path=chromium, args=FLAGS)
        yield browser
        browser.close()
