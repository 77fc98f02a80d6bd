"""What cannot be taken over of a file, as a CSV file (RFC 4180) that a spreadsheet opens and takes for nothing else."""

from __future__ import annotations

import csv
import io
from collections.abc import Iterator, Sequence

from django.utils.translation import gettext as _

from saath.core.csv_cells import guarded
from saath.imports.models import Bringing, Remark
from saath.imports.troubles import KEEPS_OUT, WHAT_TO_DO, Trouble


def report_of(bringing: Bringing) -> Iterator[str]:
    """Yield the lines of the report: where, what is wrong, what stands there, whether it stays out, and what to do."""
    heads = [
        _("Where"),
        _("What is wrong"),
        _("What stands there"),
        _("Comes in without it"),
        _("What to do"),
    ]
    yield "\ufeff" + _line(heads)
    for each in Remark.objects.filter(bringing=bringing).order_by("id").iterator(chunk_size=500):
        trouble = Trouble(each.trouble)
        comes = _("No") if trouble in KEEPS_OUT else _("Yes")
        yield _line([each.where, str(trouble.label), each.said, comes, str(WHAT_TO_DO[trouble])])


def _line(cells: Sequence[str]) -> str:
    out = io.StringIO()
    csv.writer(out).writerow([guarded(cell) for cell in cells])
    return out.getvalue()
