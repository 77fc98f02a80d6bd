"""Which customers watch their conversation right now, as far as one process has heard of it lately."""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Callable
from dataclasses import dataclass
from time import monotonic

# A page that watches says so again with each beat of its stream; one may be lost.
SILENT_SECONDS = 45.0

# Pages of one customer that are counted.
MOST_PAGES = 20


@dataclass(frozen=True, slots=True)
class Visit:
    """A page from which a customer, by public id, watches their conversation. Without `is_here` it was left."""

    store_id: int
    customer: str
    page: str
    is_here: bool = True


class Visits:
    """The newest sign of every page that a customer watches from. It is told on one thread, and asked there but for `is_here`."""

    def __init__(self, clock: Callable[[], float] = monotonic) -> None:
        self._clock = clock
        self._heard: dict[int, dict[str, dict[str, float]]] = defaultdict(dict)

    def note(self, visit: Visit) -> bool:
        """Remember a sign of a page; True where they came or left by it."""
        of_store = self._heard[visit.store_id]
        was_here, pages = visit.customer in of_store, of_store.setdefault(visit.customer, {})
        pages.pop(visit.page, None)
        if visit.is_here and len(pages) < MOST_PAGES:
            pages[visit.page] = self._clock()
        if not pages:
            del of_store[visit.customer]
        return was_here != (visit.customer in of_store)

    def forget_silent(self) -> list[tuple[int, str]]:
        """Forget pages that gave no sign for too long; return the store and customer of those who are gone by it."""
        oldest, gone = self._clock() - SILENT_SECONDS, []
        for store_id, of_store in self._heard.items():
            for customer, pages in tuple(of_store.items()):
                of_store[customer] = {page: at for page, at in pages.items() if at >= oldest}
                if not of_store[customer]:
                    del of_store[customer]
                    gone.append((store_id, customer))
        return gone

    def is_here(self, store_id: int, customer: str) -> bool:
        """Tell whether a customer watches. Callable from any thread."""
        return customer in self._heard.get(store_id, ())
