"""What is wrong in a file of orders, as a CSV file (RFC 4180) that a spreadsheet opens and takes for nothing else."""

from __future__ import annotations

import csv
import io
from collections.abc import Iterator, Sequence

from django.utils.translation import gettext as _

from saath.core.csv_cells import guarded
from saath.orders.csv_files.faults import WHAT_TO_DO, Wrong
from saath.orders.models import ImportFault, OrderImport


def report_of(bringing: OrderImport) -> Iterator[str]:
    """Yield the lines of the report: row, column, what stands there, what is wrong and what to do."""
    yield "\ufeff" + _line(
        [_("Row"), _("Column"), _("What stands there"), _("What is wrong"), _("What to do")]
    )
    for fault in ImportFault.objects.filter(bringing=bringing).order_by("id").iterator(chunk_size=500):
        wrong = Wrong(fault.wrong)
        yield _line([str(fault.row), fault.column, fault.said, str(wrong.label), str(WHAT_TO_DO[wrong])])


def _line(cells: Sequence[str]) -> str:
    out = io.StringIO()
    csv.writer(out).writerow([guarded(cell) for cell in cells])
    return out.getvalue()
