"""Parts of several actions."""

from __future__ import annotations

from saath.core.clock import now
from saath.core.errors import NotFound
from saath.timeline.epoch import current_epoch
from saath.timeline.following import present_position
from saath.webhooks.models import Endpoint, Feed


def locked(endpoint: Endpoint) -> Endpoint:
    """Return the endpoint as it is, until the end of the transaction. Raises `NotFound`."""
    found = Endpoint.objects.select_for_update(of=("self",)).filter(pk=endpoint.pk, deleted_at=None).first()
    if found is None:
        raise NotFound
    return found


def listen(endpoint: Endpoint) -> None:
    """Let an endpoint hear of what happens from now on; the caller saves it.

    Where no other one listens the events are read from here: what happened while nobody listened is not sent.
    """
    others = Endpoint.objects.filter(stopped_because="", deleted_at=None).exclude(pk=endpoint.pk)
    if not others.exists():
        here = {"epoch": current_epoch(), "position": present_position()}
        Feed.objects.update_or_create(defaults=here)
    endpoint.stopped_because, endpoint.stopped_at, endpoint.listening_since = "", None, now()
    endpoint.failed_times, endpoint.failing_since, endpoint.hold_until = 0, None, None


def stop(endpoint: Endpoint, because: Endpoint.Stopped) -> None:
    """Let an endpoint hear of nothing more; the caller saves it."""
    endpoint.stopped_because, endpoint.stopped_at = because.value, now()
