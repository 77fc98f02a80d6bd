"""Files of orders are read in the background, a while at a time."""

from __future__ import annotations

from django_tasks import task

from saath.jobs import enqueue
from saath.orders.bringing.running import read_on
from saath.orders.models import OrderImport
from saath.timeline.models import Event


@task()
def read_asked(event_id: int) -> None:
    """React to a file that is to be checked or brought in."""
    event = Event.objects.get(pk=event_id)
    bringing = OrderImport.objects.filter(public_id=event.subject).first()
    if bringing is not None:
        enqueue(read_file, bringing.pk, key=f"read orders:{bringing.pk}")


@task()
def read_file(import_id: int) -> None:
    """Read one file of orders on, and queue the rest."""
    bringing = OrderImport.objects.select_related("file").filter(pk=import_id).first()
    if bringing is not None and bringing.is_busy and not read_on(bringing):
        enqueue(read_file, import_id)
