"""Files of other help desks are read in the background, a while at a time."""

from __future__ import annotations

from datetime import timedelta

from django_tasks import task

from saath.core.clock import now
from saath.imports.actions.bringing import forget_pieces
from saath.imports.looking import READER, look_on
from saath.imports.models import Bringing
from saath.imports.running import carry_on
from saath.jobs import enqueue
from saath.timeline.models import Event

# So many pieces go at a time.
FORGOTTEN = 2_000
# Mails that came in are read by other jobs; whether they are is asked again after so long.
AGAIN = timedelta(seconds=2)


@task()
def read_asked(event_id: int) -> None:
    """React to a file that is to be looked through, checked or brought in."""
    event = Event.objects.get(pk=event_id)
    bringing = Bringing.objects.filter(public_id=event.subject).first()
    if bringing is not None:
        _enqueue(bringing)


@task()
def read_file(bringing_id: int) -> None:
    """Read one file on, and queue the rest; what came in needs its pieces no more."""
    bringing = Bringing.objects.select_related("file").filter(pk=bringing_id).first()
    if bringing is None:
        return
    if bringing.is_busy:
        go_on = look_on if bringing.state == Bringing.State.LOOKING else carry_on
        if not go_on(bringing):
            _enqueue(bringing, waits=bringing.is_mail)
            return
        bringing.refresh_from_db()
    if bringing.state == Bringing.State.DONE and forget_pieces(READER, bringing, most=FORGOTTEN):
        _enqueue(bringing)


def _enqueue(bringing: Bringing, *, waits: bool = False) -> None:
    """Have a file read on, by one at a time; mails that came in are read by others meanwhile."""
    enqueue(read_file, bringing.pk, key=f"move in:{bringing.pk}", run_at=now() + AGAIN if waits else None)
