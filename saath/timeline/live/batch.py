"""What one reading of the event table brought, and its encoding for Server-Sent Events."""

from __future__ import annotations

import json
from collections import defaultdict
from collections.abc import Iterable
from time import time

from saath.timeline.happening import Happening, View, may_see


class Batch:
    """Events in order and the cursor after them. A browser gets them as one message: none stands half read."""

    __slots__ = ("_frames", "_of_store", "cursor", "read_at")

    def __init__(self, cursor: str, happenings: Iterable[Happening]) -> None:
        self.cursor = cursor
        self.read_at = time()
        self._of_store: dict[int, list[Happening]] = defaultdict(list)
        self._frames: dict[View, bytes] = {}
        for happening in happenings:
            self._of_store[happening.store_id].append(happening)

    @property
    def store_ids(self) -> Iterable[int]:
        """The stores in which something happened."""
        return self._of_store.keys()

    def kinds(self, view: View) -> set[str]:
        """Return the kinds of event of which a view may know."""
        return {each.kind for each in self._of_store.get(view.store_id, ()) if may_see(view, each)}

    def is_public(self, store_id: int) -> bool:
        """Tell whether something happened that everybody of a store may see."""
        return any(each.audience == "public" for each in self._of_store.get(store_id, ()))

    def customers(self, store_id: int) -> set[str]:
        """Return the public ids of the customers who may see something of what happened."""
        theirs = [each for each in self._of_store.get(store_id, ()) if each.audience == "customer"]
        named = {each.refs["customer"] for each in theirs if "customer" in each.refs}
        return named | {str(each.subject) for each in theirs if each.subject_type == "customer"}

    def frame(self, view: View) -> bytes:
        """Return the message for a view, empty where it may see none of it; encoded once for equal views.

        That there is nothing is not kept: it is quickly seen, and there are many visitors.
        """
        frame = self._frames.get(view)
        if frame is not None:
            return frame
        seen = [h for h in self._of_store.get(view.store_id, ()) if may_see(view, h)]
        if not seen:
            return b""
        self._frames[view] = frame = encode("events", self.cursor, _payload(seen))
        return frame


def _payload(seen: list[Happening]) -> str:
    return json.dumps([happening.payload() for happening in seen], separators=(",", ":"))


def encode(name: str, cursor: str, data: str = "{}") -> bytes:
    """Return one message. Never without data: a browser drops such a one together with its name.

    https://html.spec.whatwg.org/multipage/server-sent-events.html#dispatchMessage
    """
    return f"id: {cursor}\nevent: {name}\ndata: {data}\n\n".encode()
