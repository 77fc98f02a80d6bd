"""What is sent next."""

from __future__ import annotations

from datetime import datetime

from saath.tenancy.transactions import read_transaction
from saath.webhooks.models import Delivery, Endpoint


def newest_test(endpoint: Endpoint) -> Delivery | None:
    """Return the test that was sent last: no other one can be on its way."""
    tests = Delivery.objects.select_related("endpoint").filter(endpoint=endpoint, is_test=True)
    return tests.filter(public_id=endpoint.newest_test).first() if endpoint.newest_test else None


def next_due(endpoint_id: int, *, at: datetime) -> Delivery | None:
    """Return what is sent next: a test first, then what has been due for longest, unless the endpoint is held or stopped."""
    with read_transaction():
        endpoint = Endpoint.objects.filter(pk=endpoint_id, deleted_at=None).first()
        if endpoint is None:
            return None
        test = newest_test(endpoint)
        if test is not None and test.state == Delivery.State.WAITING:
            return test
        if not endpoint.is_listening or (endpoint.hold_until is not None and at < endpoint.hold_until):
            return None
        due = Delivery.objects.select_related("endpoint").filter(
            endpoint=endpoint, state=Delivery.State.WAITING, try_at__lte=at
        )
        return due.order_by("try_at", "pk").first()
