"""Work on files that nobody waits for."""

from __future__ import annotations

from io import BytesIO

import structlog
from django.conf import settings
from django_tasks import task

from saath.core.clock import now
from saath.files import storage
from saath.files.actions.delete import release_unclaimed_files
from saath.files.actions.picture import record_picture
from saath.files.models import StoredFile
from saath.files.queries import open_file
from saath.files.sweep import sweep_store
from saath.jobs import enqueue
from saath.tenancy.actor import Actor
from saath.tenancy.models import Store
from saath.tenancy.purge import purge_expired
from saath.tenancy.scope import store_scope
from saath.timeline.models import Event

log = structlog.get_logger()


@task()
def make_picture(event_id: int) -> None:
    """Draw a stored photo anew, so that it can be shown in place; what cannot be drawn stays a download."""
    from saath.files.pictures import NotAPicture, reencode  # here, as only a photo needs Pillow: 2 MB

    event = Event.objects.get(pk=event_id)
    original = StoredFile.objects.live().filter(public_id=event.subject, picture=None).first()
    if original is None:
        return
    actor = Actor.system("draws photos anew")
    try:
        with open_file(actor, original) as source:
            picture = reencode(source)
    except NotAPicture:
        log.info("photo_not_drawn", file=str(original.public_id))
        return
    saved = storage.save(BytesIO(picture.data), max_bytes=settings.MAX_FILE_BYTES)
    record_picture(actor, original, picture=picture, saved=saved)


@task()
def purge_rows() -> None:
    """Delete or blank rows of every store whose time is over."""
    purge_expired(now())


@task()
def sweep_every_store() -> None:
    """Queue the sweep of each store."""
    for store_id in Store.objects.values_list("pk", flat=True):
        with store_scope(store_id):
            enqueue(sweep_files, key="files.sweep")


@task()
def sweep_files() -> None:
    """Let go of a store's unclaimed uploads, and remove bytes that no row names."""
    release_unclaimed_files(Actor.system("nobody took these uploads up"), at=now())
    sweep_store(now())
