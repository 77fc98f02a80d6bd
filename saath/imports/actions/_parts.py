"""Parts of the actions on files of other help desks."""

from __future__ import annotations

from collections.abc import Sequence

from saath.imports.models import Bringing, Remark
from saath.imports.troubles import LONGEST_SAID, Trouble

# Who has this many faults mends one kind and looks again: no report gets longer.
MOST_REMARKS = 5_000


def held(bringing: Bringing) -> Bringing:
    """Return a file as it stands now, held until the transaction ends."""
    return Bringing.objects.select_for_update(of=("self",)).select_related("file").get(pk=bringing.pk)


def remark(
    bringing: Bringing, remarks: Sequence[tuple[str, Trouble, str]], *, is_of_file: bool = False
) -> None:
    """Write down what is wrong: where, what, and what stands there. The caller saves the file."""
    room = max(MOST_REMARKS - bringing.remarks_count, 0)
    Remark.objects.bulk_create(
        Remark(
            bringing=bringing,
            where=where[:200],
            trouble=trouble,
            said=said[:LONGEST_SAID],
            is_of_file=is_of_file,
        )
        for where, trouble, said in remarks[:room]
    )
    bringing.remarks_count += len(remarks)
