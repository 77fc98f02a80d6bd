"""One run over a file that is checked or comes in: behind what is done already, part by part, as long as it may."""

from __future__ import annotations

from array import array
from collections.abc import Mapping, Sequence
from dataclasses import dataclass, replace
from itertools import islice
from time import monotonic

from saath.conversations.importing import FileImport, Taken
from saath.conversations.queries.imported import fates, first_unread
from saath.core.errors import BadInput
from saath.core.faults import fault_point
from saath.files import storage
from saath.files.errors import FileNotKept
from saath.imports.actions.bringing import end_bringing, end_mails
from saath.imports.actions.coming_in import take_mails, take_part
from saath.imports.authors import Authors
from saath.imports.looking import READER
from saath.imports.mails import mails_of
from saath.imports.models import Bringing, Piece
from saath.imports.opening import Upload
from saath.imports.planning import Outcome, Plan, Shop, next_pieces, people_in, plan, shop_of
from saath.imports.sources.registry import source_named
from saath.imports.troubles import Trouble
from saath.imports.words import FilesInside, Words, missing_files, words_of
from saath.jobs.errors import LeaseLost

# Each part is a transaction: others write between them, and a kill costs no more.
PART = 20
MOST_SECONDS = 20
State = Bringing.State


def carry_on(bringing: Bringing) -> bool:
    """Check a file or bring it in further; tell whether nothing is left to do. Killed, it goes on behind the last part."""
    shop = shop_of(bringing)
    try:
        with storage.open_bytes(bringing.file.sha256) as file:
            upload = Upload(file, bringing.name, bringing.file.size)
            if shop is None:
                raise BadInput()
            if bringing.is_mail:
                return _carry_mails(bringing, upload, shop)
            return _Run(upload, shop, source_named(bringing.source).label).go(bringing)
    except (BadInput, FileNotFoundError, FileNotKept):
        end_bringing(READER, bringing, is_readable=False)
        return True


class _Run:
    """What a run over conversations knows: the upload and the rows of the shop."""

    def __init__(self, upload: Upload, shop: Shop, desk: str) -> None:
        self._inside = FilesInside(upload)
        self._shop = shop
        self._desk = desk

    def go(self, bringing: Bringing) -> bool:
        ends = monotonic() + MOST_SECONDS
        while pieces := next_pieces(bringing, PART):
            bringing = self._part(bringing, pieces)
            fault_point("move_in_after_commit")
            if not bringing.is_busy or bringing.place != pieces[-1].pk:
                return True
            if monotonic() > ends:
                return False
        end_bringing(READER, bringing)
        return True

    def _part(self, bringing: Bringing, pieces: Sequence[Piece]) -> Bringing:
        try:
            return self._take(bringing, plan(bringing, pieces, self._shop))
        except (LeaseLost, FileNotKept, BadInput):
            raise
        except Exception:
            if len(pieces) == 1:
                [broken] = plan(bringing, pieces, self._shop)
                defect = ((Trouble.DEFECT, broken.told.subject),)
                return self._take(
                    bringing, [replace(broken, outcome=Outcome.FAULTY, messages=(), remarks=defect)]
                )
        # One that cannot be kept must not hold up the others; what another run has just brought is known by now.
        for piece in pieces:
            bringing = self._part(bringing, [piece])
        return bringing

    def _take(self, bringing: Bringing, plans: Sequence[Plan]) -> Bringing:
        authors = Authors(self._shop, people_in(bringing, plans), self._desk, bringing.origin)
        if bringing.state == State.CHECKING:
            looked = [replace(each, remarks=(*each.remarks, *self._missing(each))) for each in plans]
            return take_part(READER, bringing, plans=looked, authors=authors, words={})
        return take_part(READER, bringing, plans=plans, authors=authors, words=self._words(plans))

    def _missing(self, planned: Plan) -> Sequence[tuple[Trouble, str]]:
        return [remark for said in planned.messages for remark in missing_files(said, self._inside)]

    def _words(self, plans: Sequence[Plan]) -> Mapping[str, Words]:
        """Clean what was said, and put its files on disk, before anything is written."""
        return {said.key: words_of(said, self._inside) for each in plans for said in each.messages}


@dataclass(slots=True)
class _Mails:
    """What became of some mails at the door, or would; `entered` are the rows of the ledger of those that are in."""

    entered: list[int]
    new: int = 0
    known: int = 0
    place: int = 0


def _carry_mails(bringing: Bringing, upload: Upload, shop: Shop) -> bool:
    ends = monotonic() + MOST_SECONDS
    door = FileImport(shop.account)
    look = door.look if bringing.state == State.CHECKING else door.take
    mails = mails_of(bringing, upload, after=bringing.place)
    while True:
        part = _Mails([])
        for each in islice(mails, PART):
            taken, row = look(each.mail)
            part.known += taken == Taken.KNOWN
            part.new += taken == Taken.ENTERED
            part.entered += [row] if taken == Taken.ENTERED and row is not None else []
            part.place = each.place
        if not part.place:
            break
        bringing = take_mails(
            READER, bringing, entered=part.entered, new=part.new, known=part.known, place=part.place
        )
        if not bringing.is_busy or bringing.place != part.place:
            return True
        if monotonic() > ends:
            return False
    return _end_mails(bringing)


def _end_mails(bringing: Bringing) -> bool:
    """End once all that came in is read; till then it is asked again."""
    if bringing.state == State.RUNNING:
        rows = rows_entered(bringing)
        if first_unread(rows) < len(rows):
            return False
        found = fates(READER, rows)
        end_mails(READER, bringing, fates=dict(found))
        return True
    end_bringing(READER, bringing)
    return True


def rows_entered(bringing: Bringing) -> Sequence[int]:
    """Return the rows of the ledger that the mails of a file became."""
    pieces = Piece.objects.filter(bringing=bringing, kind=Piece.Kind.MAIL)
    return array("q", (int(key) for key in pieces.order_by("pk").values_list("key", flat=True)))
