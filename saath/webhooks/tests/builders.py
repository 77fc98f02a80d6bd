"""Webhooks for tests, made by the actions that make them in life."""

from __future__ import annotations

from dataclasses import dataclass

from saath.customers.events import CUSTOMER_CHANGED
from saath.customers.models import Customer
from saath.jobs.worker import Worker
from saath.stores.tests.builders import TEST
from saath.tenancy.transactions import write_transaction
from saath.timeline.emit import emit
from saath.webhooks.actions.endpoints import add_endpoint
from saath.webhooks.content import Content
from saath.webhooks.jobs.telling import look_after_webhooks
from saath.webhooks.models import Delivery, Endpoint
from saath.webhooks.rules import QUEUE


@dataclass(frozen=True)
class Made:
    """An endpoint and its secret in the clear."""

    endpoint: Endpoint
    secret: str


def make_endpoint(url: str, *kinds: str, name: str = "Our server") -> Made:
    """Add an endpoint that hears of some kinds, or of everything."""
    added = add_endpoint(TEST, content=Content(name, url, kinds, not kinds))
    return Made(added.endpoint, added.secret.reveal())


def happen(times: int = 1) -> Customer:
    """Let something happen, so many times to one customer."""
    customer = Customer.objects.create(name="Sunita Verma")
    for _each in range(times):
        with write_transaction():
            emit(TEST, CUSTOMER_CHANGED, subject=customer, changed=["name"])
    return customer


def work() -> None:
    """Let the schedule of a minute come, and do whatever is to be done now."""
    look_after_webhooks.call()
    Worker(threads=0, queues=("default", QUEUE)).run_pending()


def states() -> list[str]:
    """Return what became of every delivery, the oldest first."""
    return list(Delivery.objects.order_by("pk").values_list("state", flat=True))
