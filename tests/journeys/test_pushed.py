"""Somebody is told while no page is open: Saath seals a push, the browser's own worker opens it, and a press leads on."""

from __future__ import annotations

import json
from collections.abc import Callable, Iterator
from typing import Any

import pytest
from playwright.sync_api import CDPSession, Page, Worker, expect

from saath.core.tests.push_service import Browser, PushService, push_service
from tests.installation import wait_until
from tests.journeys.customer import Customer
from tests.journeys.desk import Desk

pytestmark = pytest.mark.journey

# A browser without an account at its maker gets no address at a push service. All else is the browser's own.
SUBSCRIBED = """(given) => {
    PushManager.prototype.subscribe = async () => ({ toJSON: () => given });
}"""
SHOWN = """async () => (await self.registration.getNotifications()).map(
    ({ title, body, tag, lang, icon, badge, data }) => ({ title, body, tag, lang, icon, badge, url: data.url }))"""
# Nobody can press what a headless browser shows; and only who was pressed may bring a window to the front.
PRESSED = """async () => {
    WindowClient.prototype.focus = async function () { return this; };
    const [notification] = await self.registration.getNotifications();
    const pressed = new NotificationEvent("notificationclick", { notification });
    self.dispatchEvent(pressed);
}"""


@pytest.fixture
def service() -> Iterator[PushService]:
    with push_service() as service:
        yield service


def never_be_quiet(desk: Desk) -> None:
    page = desk.open("/settings/notifications/").page
    page.get_by_label("Quiet", exact=True).select_option(label="Never")
    page.get_by_role("button", name="Save").click()
    expect(page.get_by_text("Saved.")).to_be_visible()


def let_be_told(desk: Desk, service: PushService) -> Browser:
    """Let this browser be told, as it says it by the button; return the keys of its address."""
    keys, page = Browser(), desk.page
    page.context.grant_permissions(["notifications"], origin=desk.url)
    given = json.dumps({"endpoint": service.endpoint, "keys": keys.keys})
    page.add_init_script(f"({SUBSCRIBED})({given})")
    desk.open("/settings/notifications/")
    page.get_by_role("button", name="Tell this device").click()
    expect(page.locator("#devices li")).to_have_count(1)
    return keys


def be_told_no_more(desk: Desk) -> None:
    page = desk.open("/settings/notifications/").page
    page.locator("#devices li").get_by_role("button").click()
    expect(page.locator("#devices li")).to_have_count(0)


def worker_of(page: Page) -> tuple[CDPSession, str, Worker]:
    """Return what speaks with the browser, by which name it knows the worker of the page, and that worker."""
    line, found = page.context.new_cdp_session(page), []
    line.on("ServiceWorker.workerRegistrationUpdated", lambda told: found.extend(told["registrations"]))
    line.send("ServiceWorker.enable")
    wait_until(lambda: page.evaluate("1") and found, "the browser tells of its workers")
    return line, found[0]["registrationId"], page.context.service_workers[0]


def deliver(page: Page, desk: Desk, message: dict[str, Any]) -> Worker:
    """Let the browser have a message from its push service; return its worker."""
    line, registration, worker = worker_of(page)
    asked = {"origin": desk.url, "registrationId": registration, "data": json.dumps(message)}
    line.send("ServiceWorker.deliverPushMessage", asked)
    return worker


def test_a_push_is_shown_and_leads_to_its_conversation(
    desk: Desk, customer: Callable[[str], Customer], service: PushService
) -> None:
    never_be_quiet(desk)
    keys = let_be_told(desk, service)
    customer("Ketan Solanki").write("Is the red one back?")
    wait_until(lambda: service.bodies, "the push service has a message")
    message = keys.open(service.bodies[0])

    page = desk.open("/settings/notifications/").page
    worker = deliver(page, desk, message)
    wait_until(lambda: worker.evaluate(SHOWN), "the notification is shown")
    [shown] = worker.evaluate(SHOWN)
    assert {name: shown[name] for name in ("title", "body", "tag", "lang", "url")} == message
    assert "Ketan" not in str(shown)
    for picture in (shown["icon"], shown["badge"]):
        assert page.request.get(picture).headers["content-type"].startswith("image/")
    deliver(page, desk, message | {"body": "It is told again."})
    again = ["It is told again."]
    wait_until(
        lambda: [each["body"] for each in worker.evaluate(SHOWN)] == again, "it stands in the first's place"
    )

    worker.evaluate(PRESSED)
    page.wait_for_url(f"**{message['url']}")
    expect(desk.message("Is the red one back?")).to_be_visible()
    wait_until(lambda: worker.evaluate(SHOWN) == [], "what was pressed is gone")
    be_told_no_more(desk)
