"""The open streams of a process, found by whom something is for: one event goes by thousands of visitors unasked."""

from __future__ import annotations

from collections.abc import Iterable, Iterator

from saath.timeline.live.batch import Batch
from saath.timeline.live.subscription import Subscription

# Under this name stand those who watch as nobody's customer: the staff, and whoever sees what is public.
NOBODY = ""


class Streams:
    """Subscriptions by store and customer. They are changed and asked on one thread."""

    def __init__(self) -> None:
        self._of: dict[int, dict[str, set[Subscription]]] = {}
        self._count = 0

    def __len__(self) -> int:
        return self._count

    def __iter__(self) -> Iterator[Subscription]:
        return iter([each for store_id in self._of for each in self.of_store(store_id)])

    def add(self, subscription: Subscription) -> None:
        """Remember a stream."""
        view = subscription.view
        self._of.setdefault(view.store_id, {}).setdefault(_name(subscription), set()).add(subscription)
        self._count += 1

    def remove(self, subscription: Subscription) -> None:
        """Forget a stream."""
        store_id, name = subscription.view.store_id, _name(subscription)
        of_store = self._of[store_id]
        of_store[name].remove(subscription)
        self._count -= 1
        if not of_store[name]:
            del of_store[name]
        if not of_store:
            del self._of[store_id]

    def of_store(self, store_id: int) -> list[Subscription]:
        """Return the streams of a store."""
        return [each for streams in self._of.get(store_id, {}).values() for each in streams]

    def of_staff(self, store_id: int) -> list[Subscription]:
        """Return the streams of a store's staff."""
        nobodys = self._of.get(store_id, {}).get(NOBODY, ())
        return [each for each in nobodys if each.view.audience == "staff"]

    def has_customers(self, store_id: int) -> bool:
        """Tell whether a customer of a store watches."""
        return any(name != NOBODY for name in self._of.get(store_id, ()))

    def of_customer(self, store_id: int, customer: str) -> list[Subscription]:
        """Return the streams by which a customer watches."""
        return list(self._of.get(store_id, {}).get(customer, ()))

    def concerned(self, batch: Batch, store_id: int) -> Iterable[Subscription]:
        """Return the streams of a store that may see something of a batch; a few more than do."""
        if batch.is_public(store_id):
            return self.of_store(store_id)
        names = {NOBODY, *batch.customers(store_id)}
        return [each for name in names for each in self.of_customer(store_id, name)]


def _name(subscription: Subscription) -> str:
    customer = subscription.view.customer
    return NOBODY if customer is None else str(customer)
