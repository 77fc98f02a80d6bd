"""A shop moves in: a file is looked through, its agents and words are matched, it is checked, and it comes in."""

from __future__ import annotations

from collections import Counter
from collections.abc import Iterable, Sequence
from dataclasses import dataclass, field

from django.db.models import Count
from django.utils.translation import gettext_lazy as _

from saath.accounts.actions.audit import record_audit
from saath.accounts.models import AuditKind
from saath.core.clock import now
from saath.core.errors import BadInput, Conflict
from saath.files.actions.store import record_file
from saath.files.models import StoredFile
from saath.files.storage import SavedBytes
from saath.imports.actions._parts import held, remark
from saath.imports.choices import Choices, mail_accounts
from saath.imports.events import MOVE_ASKED, MOVE_BEGUN, MOVE_ENDED, MOVE_PAUSED
from saath.imports.models import Bringing, Piece, Remark
from saath.imports.troubles import Trouble
from saath.tenancy.actor import Actor
from saath.tenancy.transactions import action
from saath.timeline.emit import emit

VERB = "store.settings"
State = Bringing.State
# Of whom one place may tell more than another.
PEOPLE = (Piece.Kind.PERSON, Piece.Kind.AGENT)
# So many different tags or fields are counted.
MOST_WORDS = 500
FIGURES = ("total", "done", "new", "grown", "same", "out", "faulty", "messages", "remarks_count")


@dataclass(slots=True)
class Looked:
    """What some things of a file told. `remarks` are where, what, and what stands there."""

    pieces: list[Piece] = field(default_factory=list)
    remarks: list[tuple[str, Trouble, str]] = field(default_factory=list)
    counted: dict[str, Counter[str]] = field(default_factory=dict)
    earliest: str = ""
    latest: str = ""


@action
def begin_bringing(
    actor: Actor, *, saved: SavedBytes, name: str, source: str, origin: str, octets: int
) -> Bringing:
    """Keep a file of another help desk, and have it looked through. Raises `Forbidden`, `FileNotKept`."""
    actor.require(VERB)
    file = record_file(actor, saved=saved, name=name, kind=StoredFile.Kind.EXPORT)
    begun = Bringing.objects.create(
        file=file,
        by_id=actor.member_id,
        name=name[:120],
        source=source,
        origin=f"{source}:{origin}"[:80],
        octets=max(octets, 1),
    )
    record_audit(actor, kind=AuditKind.SETTINGS_CHANGED, detail={"changed": ["imports"]})
    emit(actor, MOVE_BEGUN, subject=begun)
    return begun


@action
def take_look(actor: Actor, bringing: Bringing, *, looked: Looked, place: int, octets_done: int) -> Bringing:
    """Write down what some things of a file told, and how far that is: both or neither; neither where another run was faster."""
    fresh = held(bringing)
    if fresh.state != State.LOOKING or fresh.place != bringing.place:
        return fresh
    Piece.objects.bulk_create(
        _once(fresh, looked.pieces),
        update_conflicts=True,
        unique_fields=["store", "bringing", "kind", "key"],
        update_fields=["told", "parent"],
    )
    _count(fresh, looked)
    remark(fresh, looked.remarks, is_of_file=True)
    fresh.place, fresh.octets_done = place, min(octets_done, fresh.octets)
    fresh.save()
    return fresh


@action
def end_look(actor: Actor, bringing: Bringing, *, choices: Choices) -> Bringing:
    """Say that a file is looked through, with what is guessed of its words."""
    fresh = held(bringing)
    if fresh.state == State.LOOKING:
        pieces = Piece.objects.filter(bringing=fresh)
        kinds = Counter(dict(pieces.order_by().values_list("kind").annotate(count=Count("id"))))
        agents = pieces.filter(kind=Piece.Kind.AGENT).values("key")
        kinds[Piece.Kind.PERSON] -= pieces.filter(kind=Piece.Kind.PERSON, key__in=agents).count()
        fresh.found = {**fresh.found, "kinds": dict(kinds)}
        mails = fresh.found.get("said", {}).get("messages", 0) if fresh.is_mail else 0
        fresh.total = kinds[Piece.Kind.CONVERSATION] + mails
        fresh.choices = choices.as_kept()
        _end(actor, fresh, State.LOOKED)
    return fresh


@action
def check_bringing(actor: Actor, bringing: Bringing, *, choices: Choices) -> Bringing:
    """Choose what becomes of a file's words, and have it checked. Raises `Forbidden`, `BadInput`, `Conflict` while it is read."""
    actor.require(VERB)
    fresh = _idle(bringing)
    if not mail_accounts():
        raise BadInput(
            _("The shop has no mail address yet."),
            what_is_safe=_("The file is kept."),
            what_to_do=_("Take an address into use first: what is brought belongs to one."),
            field="account",
        )
    fresh.choices = choices.as_kept()
    return _begin(actor, fresh, State.CHECKING)


@action
def bring_in(actor: Actor, bringing: Bringing) -> Bringing:
    """Have a checked file brought in; what has a fault stays out. Raises `Forbidden`, `Conflict`."""
    actor.require(VERB)
    fresh = _idle(bringing)
    if fresh.state not in (State.CHECKED, State.FAILED) or not fresh.choices:
        raise Conflict(_("Check the file first."), what_to_do=_("Then bring it in."))
    return _begin(actor, fresh, State.RUNNING)


@action
def pause_bringing(actor: Actor, bringing: Bringing) -> Bringing:
    """Let what comes in stop after the part that is being written. Raises `Forbidden`."""
    actor.require(VERB)
    fresh = held(bringing)
    if fresh.state == State.RUNNING:
        fresh.state = State.PAUSED
        fresh.save(update_fields=["state"])
        emit(actor, MOVE_PAUSED, subject=fresh, changed=["state"])
    return fresh


@action
def resume_bringing(actor: Actor, bringing: Bringing) -> Bringing:
    """Let what was paused go on where it stopped. Raises `Forbidden`."""
    actor.require(VERB)
    fresh = held(bringing)
    if fresh.state == State.PAUSED:
        fresh.state = State.RUNNING
        fresh.save(update_fields=["state"])
        emit(actor, MOVE_ASKED, subject=fresh, changed=["state"])
    return fresh


@action
def end_bringing(actor: Actor, bringing: Bringing, *, is_readable: bool = True) -> Bringing:
    """Say that a file is gone through to its end, or cannot be read further."""
    fresh = held(bringing)
    if not fresh.is_busy:
        return fresh
    if not is_readable:
        return _end(actor, fresh, State.FAILED)
    return _end(actor, fresh, State.CHECKED if fresh.state == State.CHECKING else State.DONE)


@action
def end_mails(actor: Actor, bringing: Bringing, *, fates: dict[str, int]) -> Bringing:
    """Say that all mails of a file are read, and what became of them by the state of their rows in the ledger."""
    fresh = held(bringing)
    if not fresh.is_busy:
        return fresh
    fresh.found = {**fresh.found, "fates": fates}
    return _end(actor, fresh, State.DONE)


@action
def forget_pieces(actor: Actor, bringing: Bringing, *, most: int) -> bool:
    """Delete some of what a file told, which is not needed once it came in; return whether any is left."""
    ids = Piece.objects.filter(bringing=bringing).order_by("pk").values_list("pk", flat=True)[:most]
    return Piece.objects.filter(pk__in=list(ids)).delete()[0] == most


def _once(bringing: Bringing, pieces: Sequence[Piece]) -> Iterable[Piece]:
    """Return each piece once, for no statement writes a row twice; of people all that is told in any place is kept."""
    people = [piece.key for piece in pieces if piece.kind in PEOPLE]
    known = Piece.objects.filter(bringing=bringing, kind__in=PEOPLE, key__in=people)
    once = {(piece.kind, piece.key): piece for piece in known}
    told: dict[tuple[str, str], Piece] = {}
    for piece in pieces:
        place = (piece.kind, piece.key)
        before = told.get(place) or once.get(place)
        if before is not None and piece.kind in PEOPLE:
            piece.told = before.told | {name: said for name, said in piece.told.items() if said}
        told[place] = piece
    return told.values()


def _idle(bringing: Bringing) -> Bringing:
    fresh = held(bringing)
    if fresh.is_busy or fresh.state == State.PAUSED:
        raise Conflict(_("This file is being read."), what_to_do=_("Wait until it is done."))
    return fresh


def _begin(actor: Actor, bringing: Bringing, state: str) -> Bringing:
    """Let a file be gone through from its beginning: its event has it done."""
    bringing.state, bringing.finished_at, bringing.place = state, None, 0
    for name in FIGURES[1:-1]:
        setattr(bringing, name, 0)
    Remark.objects.filter(bringing=bringing, is_of_file=False).delete()
    bringing.remarks_count = Remark.objects.filter(bringing=bringing).count()
    bringing.save()
    emit(actor, MOVE_ASKED, subject=bringing, changed=["state", "choices"])
    return bringing


def _end(actor: Actor, bringing: Bringing, state: str) -> Bringing:
    bringing.state, bringing.finished_at = state, now()
    bringing.save()
    emit(actor, MOVE_ENDED, subject=bringing, changed=["state"])
    return bringing


def _count(bringing: Bringing, looked: Looked) -> None:
    """Add what was counted to the figures of the file."""
    found = bringing.found
    for what, counted in looked.counted.items():
        known: dict[str, int] = found.setdefault(what, {})
        for word, count in counted.items():
            if word in known or len(known) < MOST_WORDS:
                known[word] = known.get(word, 0) + count
    found["earliest"] = min(filter(None, (found.get("earliest"), looked.earliest)), default="")
    found["latest"] = max(found.get("latest", ""), looked.latest)
