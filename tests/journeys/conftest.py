"""A shop at work for all journeys of a process, the customers' mail server, and browsers that are signed in."""

from __future__ import annotations

import os
import shutil
import tempfile
from collections.abc import Callable, Iterator
from contextlib import contextmanager
from pathlib import Path
from typing import Any

import pytest
from playwright.sync_api import (
    Browser,
    BrowserContext,
    Playwright,
    StorageState,
    ViewportSize,
    sync_playwright,
)

from tests.installation import OWNER, PASSWORD, Installation
from tests.journeys.customer import Customer
from tests.journeys.desk import Desk
from tests.plugin import ENGINE, RUN_FOLDER
from tests.post_office import PostOffice
from tests.postgres import Cluster
from tests.prepared import prepared_database

FLAGS = [
    "--no-sandbox", "--disable-gpu", "--disable-quic", "--no-first-run", "--disable-background-networking",
    "--disable-component-update", "--disable-sync",
]  # fmt: skip
WIDE: ViewportSize = {"width": 1440, "height": 900}
UNDO_SECONDS = "1"
WEB_PROCESSES = 3
_NAMES: dict[str, str] = {}
_USED_BY: dict[Path, str] = {}


@pytest.fixture(scope="package")
def office() -> Iterator[PostOffice]:
    """Return the customers' mail server."""
    with PostOffice() as office:
        yield office


@pytest.fixture(autouse=True)
def _willing(office: PostOffice) -> None:
    office.refusal = ""


@pytest.fixture(scope="package")
def shop(chromium: str, office: PostOffice) -> Iterator[Installation]:
    """Return an installation that serves a shop; answers leave a second after they were written."""
    with a_shop_at_work(
        "journeys", smtp_out=office.url, undo_seconds=UNDO_SECONDS, google_client_id="saath-of-the-test",
        google_client_secret="of the test", allowed_private_hosts="127.0.0.1",
    ) as installation:  # fmt: skip
        yield installation


@contextmanager
def a_shop_at_work(name: str, **settings: str) -> Iterator[Installation]:
    """Open a shop in a folder and a database of its own, and serve it until the block ends.

    On PostgreSQL by several processes: what one tab tells another passes between them.
    """
    folder = Path(tempfile.mkdtemp(prefix=f"saath-{name}-"))
    installation = Installation.make(folder, **_database(name), **settings)
    installation.open_shop()
    with installation.serving(workers=1 if ENGINE == "sqlite" else WEB_PROCESSES):
        yield installation
    shutil.rmtree(folder, ignore_errors=True)


@contextmanager
def a_shop_behind_a_server(name: str, office: PostOffice, lmtp_port: int) -> Iterator[Installation]:
    """Open a shop to which a mail server in front of it hands mails over by LMTP, and serve it until the block ends."""
    settings = {"smtp_out": office.url, "undo_seconds": UNDO_SECONDS, "lmtp_in_port": str(lmtp_port)}
    with a_shop_at_work(name, **settings) as installation:
        yield installation


def _database(name: str) -> dict[str, str]:
    if ENGINE == "sqlite":
        return {}
    cluster = Cluster(Path(os.environ[RUN_FOLDER]))
    unique = f"{name}_{os.environ.get('PYTEST_XDIST_WORKER', 'main')}"
    cluster.create_database(unique, template=prepared_database(cluster))
    return {"database_url": cluster.app_url(unique), "owner_url": cluster.owner_url(unique)}


@pytest.fixture(scope="package")
def playwright() -> Iterator[Playwright]:
    """Return the driver of browsers. Its event loop must be gone when the tests of other packages start theirs."""
    with sync_playwright() as driver:
        yield driver


@pytest.fixture(scope="package")
def browser(playwright: Playwright, chromium: str) -> Iterator[Browser]:
    """Return Chromium."""
    browser = playwright.chromium.launch(executable_path=chromium, args=FLAGS)
    yield browser
    browser.close()


@pytest.fixture(scope="package")
def cookies() -> dict[Path, StorageState]:
    """Return what browsers keep of those who have signed in, by the folder of their shop."""
    return {}


@pytest.fixture
def signed_in(browser: Browser, shop: Installation, cookies: dict[Path, StorageState]) -> StorageState:
    """Return the cookies of the shop's owner, who signs in at the door once for all tests."""
    if shop.folder not in cookies:
        cookies[shop.folder] = sign_in(browser, shop)
    return cookies[shop.folder]


def sign_in(browser: Browser, shop: Installation) -> StorageState:
    """Sign the owner in by address and password, and return the cookies."""
    context = browser.new_context()
    page = context.new_page()
    page.goto(f"{shop.url}/")
    page.get_by_label("E-mail address").fill(OWNER)
    page.get_by_label("Password", exact=True).fill(PASSWORD)
    page.get_by_role("button", name="Sign in", exact=True).click()
    page.wait_for_url("**/desk/now/")
    state = context.storage_state()
    context.close()
    return state


@pytest.fixture
def _room(
    request: pytest.FixtureRequest, browser: Browser, shop: Installation, signed_in: StorageState
) -> None:
    """Empty the shop's first list of what the stories of another file left there: a page of it shows fifty lines."""
    if _USED_BY.setdefault(shop.folder, request.node.path.name) == request.node.path.name:
        return
    _USED_BY[shop.folder] = request.node.path.name
    context = browser.new_context(storage_state=signed_in, java_script_enabled=False, locale="en-GB")
    page = context.new_page()
    page.goto(f"{shop.url}/desk/now/")
    if page.locator("#rows a.conv").count():
        page.goto(f"{shop.url}/desk/now/many/")
        page.locator("[popovertarget=many-solve]").click()
        page.locator("[name=do][value=close]").click()
        page.wait_for_url("**/sweeps/**")
    context.close()


@pytest.fixture
def contexts(
    browser: Browser, shop: Installation, signed_in: StorageState, _room: None
) -> Iterator[Callable[..., BrowserContext]]:
    """Return a maker of browser profiles in which the owner is signed in; a script's error fails the test."""
    made: list[BrowserContext] = []
    errors: list[str] = []

    def make(**options: Any) -> BrowserContext:
        context = browser.new_context(
            **{"storage_state": signed_in, "viewport": WIDE, "locale": "en-GB"} | options
        )
        context.on("weberror", lambda error: errors.append(str(error.error)))
        made.append(context)
        return context

    yield make
    for context in made:
        context.close()
    assert errors == []


@pytest.fixture
def desk(contexts: Callable[..., BrowserContext], shop: Installation) -> Desk:
    """Return a tab of the owner, on no page yet."""
    return Desk(contexts().new_page(), shop.url)


@pytest.fixture
def customer(
    request: pytest.FixtureRequest, shop: Installation, office: PostOffice
) -> Callable[[str], Customer]:
    """Return a maker of customers; a test that takes another's name is refused: it would get the other's mail."""

    def make(name: str) -> Customer:
        taken_by = _NAMES.setdefault(name, request.node.nodeid)
        assert taken_by == request.node.nodeid, f"{name} is a customer of {taken_by}"
        return Customer(name, shop.smtp_port, office)

    return make
