"""The page of a queue. All but its rows and what belongs to one visit is kept by what it shows, so that it is never stale."""

from __future__ import annotations

from dataclasses import replace
from functools import lru_cache

from django.http import HttpRequest
from django.middleware.csrf import get_token
from django.template.loader import get_template

from saath.conversations.queues import QUEUES, Queue
from saath.ui.context import Interface, interface
from saath.ui.frame import StaffFrame
from saath.ui.kept import ShownFrame, frame_of_shown, shown_frame

KEPT_PAGES = 128
ALL_QUEUES = tuple(QUEUES.values())
# Stand in a kept page where the rows, the proof of origin and the server's clock go.
ROWS, TOKEN, NOW = "\ue002", "\ue003", -1


def list_page(request: HttpRequest, queue: Queue, frame: StaffFrame, rows: str) -> str:
    """Return the page of a queue with these rows, which are HTML."""
    visit: Interface = interface(request)["interface"]
    page = _page(queue, shown_frame(frame), replace(visit, now_epoch=NOW), bool(rows))
    page = page.replace(f'data-now="{NOW}"', f'data-now="{visit.now_epoch}"', 1)
    # The rows come last: they hold what strangers wrote.
    return page.replace(TOKEN, get_token(request)).replace(ROWS, rows, 1)


@lru_cache(maxsize=KEPT_PAGES)
def _page(queue: Queue, frame: ShownFrame, visit: Interface, has_rows: bool) -> str:
    context = {
        "queue": queue,
        "queues": ALL_QUEUES,
        "frame": frame_of_shown(frame),
        "interface": visit,
        "csrf_token": TOKEN,
        "lines": ROWS if has_rows else "",
    }
    return str(get_template("desk/inbox.html").render(context))
