"""The state of a narrowed list as an address, and the bar that says it."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass
from urllib.parse import urlencode

from django.template.loader import render_to_string
from django.urls import reverse
from django.utils.html import escape

from saath.conversations.actions.views import SHARING
from saath.conversations.filters import Narrowing
from saath.conversations.queues import Queue
from saath.desk.request import StaffRequest


@dataclass(frozen=True, slots=True)
class ShownChoice:
    """A chosen filter in words, and the address of the list without it."""

    filter: str
    value: str
    without: str


def address_of(queue: Queue, values: Mapping[str, str]) -> str:
    """Return the address of a queue narrowed by these values."""
    path = reverse("desk:queue", args=[queue.key])
    return f"{path}?{urlencode(values)}" if values else path


def bar_of(request: StaffRequest, queue: Queue, narrowing: Narrowing, looked_through: int) -> dict[str, str]:
    """Return the parts of a page that say by what its list is narrowed; none where it is not."""
    if not narrowing.chosen:
        return {}
    values = narrowing.values
    chosen = [
        ShownChoice(
            str(each.filter.label),
            str(each.choice.label),
            address_of(queue, {key: value for key, value in values.items() if key != each.filter.key}),
        )
        for each in narrowing.chosen
    ]
    context = {
        "queue": queue,
        "chosen": chosen,
        # Pairs: in a template `values.items` would be the filter of that name.
        "values": list(values.items()),
        "looked_through": looked_through,
        "may_share": request.actor.may(SHARING),
    }
    bar = render_to_string("desk/_narrowed.html", context, request)
    return {"bar": bar, "query": escape(urlencode(values))}
