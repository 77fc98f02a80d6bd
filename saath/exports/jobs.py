"""Exports are made in the background, a while at a time, and their files go after some days. Safe to repeat."""

from __future__ import annotations

from django_tasks import task

from saath.core.clock import now
from saath.exports.actions.export import remove_export
from saath.exports.arriving import go_on
from saath.exports.models import ExportRun, ShopImport
from saath.exports.models.export_run import FILE_KEPT_FOR
from saath.exports.running import make_on
from saath.jobs import enqueue
from saath.tenancy.actor import Actor
from saath.tenancy.models import Store
from saath.tenancy.scope import store_scope
from saath.timeline.models import Event


@task()
def export_asked(event_id: int) -> None:
    """React to an export that is to be made."""
    event = Event.objects.get(pk=event_id)
    run = ExportRun.objects.filter(public_id=event.subject).first()
    if run is not None:
        enqueue(make_export, run.pk, key=f"export:{run.pk}")


@task()
def make_export(run_id: int) -> None:
    """Make an export further, and queue the rest."""
    run = ExportRun.objects.select_related("file").filter(pk=run_id).first()
    if run is not None and run.is_busy and not make_on(run):
        enqueue(make_export, run_id)


@task()
def forget_exports() -> None:
    """Delete in every store the files of exports that were there long enough."""
    for store_id in Store.objects.values_list("pk", flat=True):
        with store_scope(store_id):
            old = ExportRun.objects.filter(finished_at__lt=now() - FILE_KEPT_FOR).exclude(file=None)
            for run in old:
                remove_export(Actor.system("an export was there for seven days"), run)


@task()
def shop_import_asked(event_id: int) -> None:
    """React to an export that is to be looked through or to come in."""
    event = Event.objects.get(pk=event_id)
    bringing = ShopImport.objects.filter(public_id=event.subject).first()
    if bringing is not None and bringing.file_id is not None:
        enqueue(bring_shop_on, bringing.pk, key=f"shop import:{bringing.pk}")


@task()
def bring_shop_on(import_id: int) -> None:
    """Go on with an export that comes in, and queue the rest."""
    bringing = ShopImport.objects.select_related("file").filter(pk=import_id).first()
    if bringing is not None and bringing.is_busy and go_on(bringing):
        enqueue(bring_shop_on, import_id)
