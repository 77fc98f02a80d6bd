"""Letting go of files, once nothing refers to them."""

from datetime import datetime

from saath.core.clock import now
from saath.files import events, rules
from saath.files.models import StoredFile
from saath.files.models.stored_file import StoredFileQuerySet
from saath.tenancy.actor import Actor
from saath.tenancy.transactions import action
from saath.timeline.emit import emit


@action
def release_file(actor: Actor, file: StoredFile) -> bool:
    """Mark a file deleted unless a row still refers to it; returns whether. It is purged after 30 days."""
    if not _is_free(file, among=StoredFile.objects.live()):
        return False
    StoredFile.objects.filter(pk__in=[file.pk, *_own_picture(file)]).update(deleted_at=now())
    emit(actor, events.FILE_DELETED, subject=file, changed=("deleted_at",))
    return True


@action
def erase_file(actor: Actor, file: StoredFile) -> bool:
    """Erase a file and its picture at once (DPDP Act 2023, section 12) unless a row still refers to it.

    The bytes follow with the next sweep. Returns whether it was erased.
    """
    if not _is_free(file, among=StoredFile.objects.all()):
        return False
    StoredFile.objects.filter(pk__in=[file.pk, *_own_picture(file)]).delete()
    emit(actor, events.FILE_DELETED, subject=file)
    return True


@action
def release_unclaimed_files(actor: Actor, *, at: datetime) -> int:
    """Release uploads that no message took up within seven days. Returns how many."""
    unclaimed = StoredFile.objects.live().unreferenced().filter(created_at__lt=at - rules.UNCLAIMED_FOR)
    return sum(release_file(actor, file) for file in unclaimed)


def _is_free(file: StoredFile, *, among: StoredFileQuerySet) -> bool:
    """Whether nothing refers to the file. Asked under its lock: who stores the same bytes waits for us."""
    row = among.filter(pk=file.pk)
    return bool(row.select_for_update(no_key=True)) and row.unreferenced().exists()


def _own_picture(file: StoredFile) -> list[int]:
    """The picture of the file, if it is of no other one that is still there."""
    if file.picture_id is None:
        return []
    others = StoredFile.objects.live().filter(picture_id=file.picture_id).exclude(pk=file.pk)
    return [] if others.exists() else [file.picture_id]
