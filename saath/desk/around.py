"""The page around a list or a conversation. It is kept by all that it shows, so that it is never stale.

What belongs to one visit or to one conversation goes into places of the kept page.
"""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import replace
from functools import lru_cache

from django.http import HttpRequest, HttpResponse
from django.middleware.csrf import get_token
from django.template.loader import get_template

from saath.conversations.queues import QUEUES, Queue
from saath.ui.context import Interface, interface
from saath.ui.frame import StaffFrame
from saath.ui.kept import ShownFrame, frame_of_shown, shown_frame
from saath.ui.places import Place, fill

KEPT_PAGES = 32
ALL_QUEUES = tuple(QUEUES.values())
NO_TIME = -1


def page_around(
    request: HttpRequest, template: str, queue: Queue, frame: StaffFrame, parts: Mapping[str, str]
) -> HttpResponse:
    """Return a page of the desk; `parts` are HTML by the names under which the template shows them."""
    visit: Interface = interface(request)["interface"]
    given = {"seat": _seat(request), **parts}
    given["csrf_token"] = given.get("csrf_token") or get_token(request)
    filled = frozenset(name for name, part in given.items() if part)
    page = _page(template, queue, shown_frame(frame), replace(visit, now_epoch=NO_TIME), filled)
    page = page.replace(f'data-now="{NO_TIME}"', f'data-now="{visit.now_epoch}"', 1)
    return HttpResponse(fill(page, given))


def _seat(request: HttpRequest) -> str:
    """Return the public id of the seat of the colleague who looks, '' for none."""
    member = getattr(request, "member", None)
    return str(member.public_id) if member else ""


@lru_cache(maxsize=KEPT_PAGES)
def _page(template: str, queue: Queue, frame: ShownFrame, visit: Interface, filled: frozenset[str]) -> str:
    places = {name: Place(name) for name in filled}
    shown = {"queue": queue, "queues": ALL_QUEUES, "frame": frame_of_shown(frame), "interface": visit}
    return str(get_template(template).render({**shown, **places}))
