"""Which addresses of push services are called at all, and what is sent there."""

from __future__ import annotations

import pytest
from pytest_django.fixtures import Settings

from saath.core.clock import now
from saath.core.push.sending import may_be_endpoint, push
from saath.core.tests.push_service import Browser, push_service


@pytest.mark.parametrize(
    "address",
    [
        "https://[",
        "https://[::zz]/",
        "https://x:99999/",
        "https://x:0/",
        "https://push.example.com/a b",
        "https://push.example.com/\n",
        "https://पुश.example.com/",
        "https://push.example.com/" + "x" * 1000,
        "//push.example.com/x",
        "javascript:alert(1)",
    ],
)
def test_what_is_no_address_of_a_push_service_is_told_apart(address: str) -> None:
    assert not may_be_endpoint(address)


@pytest.mark.parametrize(
    "address",
    [
        "https://updates.push.services.mozilla.com/wpush/v2/gAAAA-_x",
        "https://ntfy.example.org:8443/upABC?up=1",
    ],
)
def test_addresses_of_push_services_may_be_called(address: str) -> None:
    assert may_be_endpoint(address)


def test_of_one_topic_the_service_keeps_only_the_newest(settings: Settings) -> None:
    settings.ALLOWED_PRIVATE_HOSTS = ["127.0.0.1"]
    browser = Browser()
    with push_service() as service:
        where = {"endpoint": service.endpoint, "contact": "https://shop.example", **browser.keys}
        push(b"{}", **where, at=now().timestamp(), kept_seconds=60, topic="a" * 32)
    (headers,) = service.headers
    assert (headers["TTL"], headers["Topic"]) == ("60", "a" * 32)
    assert browser.open(service.bodies[0]) == {}


def test_an_address_that_cannot_be_dialled_is_refused_and_not_a_crash() -> None:
    where = {"endpoint": "https://xn--/x", "contact": "https://shop.example", **Browser().keys}
    with pytest.raises(ValueError, match="no address"):
        push(b"{}", **where, at=now().timestamp(), kept_seconds=60)
