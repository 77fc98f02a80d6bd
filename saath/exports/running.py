"""One turn of making an export: behind what is done already, as long as it may."""

from __future__ import annotations

from saath.core.faults import fault_point
from saath.exports.actions.export import end_export, fail_export, note_packed, note_read
from saath.exports.models import ExportRun
from saath.exports.packing import pack_on, packed_file
from saath.exports.reading import Reading
from saath.files import storage
from saath.files.errors import DiskFull, QuotaExceeded
from saath.tenancy.actor import Actor

MAKER = Actor.system("an export of the shop")
# So long a job has a worker for itself; the next one goes on behind it.
MOST_SECONDS = 20.0


def make_on(run: ExportRun) -> bool:
    """Make an export further, and tell whether it is at its end; killed anywhere, it goes on."""
    reading = Reading(str(run.public_id))
    try:
        return _make_on(run, reading)
    except QuotaExceeded:
        fail_export(MAKER, run, failure=ExportRun.Failure.QUOTA)
    except (DiskFull, OSError) as error:
        if isinstance(error, OSError) and error.errno not in storage.NO_ROOM:
            raise
        fail_export(MAKER, run, failure=ExportRun.Failure.DISK)
    reading.remove()
    return True


def _make_on(run: ExportRun, reading: Reading) -> bool:
    manifest = reading.manifest
    if manifest is None or run.state == ExportRun.State.READING:
        manifest = manifest or reading.read()
        fault_point("export_read")
        note_read(MAKER, run, manifest=manifest, octets=reading.octets())
    taken, is_complete = pack_on(reading, seconds=MOST_SECONDS)
    note_packed(MAKER, run, octets=taken)
    if not is_complete:
        return False
    files = sum(1 for _each in reading.files())
    with open(packed_file(reading), "rb") as packed:
        size = packed_file(reading).stat().st_size
        saved = storage.save(packed, max_bytes=size, content_type="application/zip")
    end_export(MAKER, run, saved=saved, files=files)
    reading.remove()
    return True
