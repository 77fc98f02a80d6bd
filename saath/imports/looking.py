"""One run over a file that is looked through: behind what is read already, part by part, as long as it may."""

from __future__ import annotations

from collections import Counter
from collections.abc import Iterable, Iterator
from itertools import islice
from time import monotonic

from saath.core.errors import BadInput
from saath.files import storage
from saath.imports.actions.bringing import Looked, end_bringing, end_look, take_look
from saath.imports.choices import guessed
from saath.imports.items import Broken, Item, items_of
from saath.imports.mails import look_at_mails
from saath.imports.models import Bringing, Piece
from saath.imports.opening import Upload
from saath.imports.sources.base import NotTold, Source
from saath.imports.sources.registry import source_named
from saath.imports.told import Agent, Conversation, FieldName, Message, Person, Told, as_kept
from saath.imports.troubles import Trouble
from saath.tenancy.actor import Actor

READER = Actor.system("a file of another help desk")
# Each part is a transaction: others write between them.
PART = 100
# So long a job has a worker for itself; the next one goes on behind it.
MOST_SECONDS = 20
KINDS: dict[type, str] = {
    Person: Piece.Kind.PERSON,
    Agent: Piece.Kind.AGENT,
    Conversation: Piece.Kind.CONVERSATION,
    Message: Piece.Kind.MESSAGE,
    FieldName: Piece.Kind.FIELD,
}


def look_on(bringing: Bringing) -> bool:
    """Look a file through further, and tell whether it is at its end; killed anywhere, it goes on with the next part."""
    ends = monotonic() + MOST_SECONDS
    try:
        with storage.open_bytes(bringing.file.sha256) as file:
            upload = Upload(file, bringing.name, bringing.file.size)
            parts = look_at_mails if bringing.is_mail else _parts
            for looked, place, octets_done in parts(bringing, upload):
                bringing = take_look(READER, bringing, looked=looked, place=place, octets_done=octets_done)
                if bringing.state != Bringing.State.LOOKING or bringing.place != place:
                    return True
                if monotonic() > ends:
                    return False
    except (BadInput, FileNotFoundError):
        end_bringing(READER, bringing, is_readable=False)
        return True
    end_look(READER, bringing, choices=guessed(bringing))
    return True


def _parts(bringing: Bringing, upload: Upload) -> Iterator[tuple[Looked, int, int]]:
    source = source_named(bringing.source)
    items = items_of(upload, after=bringing.place)
    while batch := list(islice(items, PART)):
        yield looked_at(bringing, source, batch), batch[-1].place, batch[-1].octets_done


def looked_at(bringing: Bringing, source: Source, items: Iterable[Item | Broken]) -> Looked:
    """Return what some things of a file tell."""
    looked = Looked()
    for item in items:
        where = f"{item.path}, {item.place}"
        if isinstance(item, Broken):
            looked.remarks.append((where, Trouble(item.why), ""))
            continue
        try:
            for told in source.read(item):
                _keep(bringing, looked, told, where)
        except NotTold as error:
            looked.remarks.append((where, Trouble(error.why), error.said))
    return looked


def _keep(bringing: Bringing, looked: Looked, told: Told, where: str) -> None:
    if isinstance(told, Message) and not told.conversation:
        looked.remarks.append((where, Trouble.NO_CONVERSATION, told.key))
        return
    parent = told.conversation if isinstance(told, Message) else ""
    piece = Piece(bringing=bringing, kind=KINDS[type(told)], key=told.key, parent=parent, told=as_kept(told))
    looked.pieces.append(piece)
    if isinstance(told, Conversation):
        _count(looked, told)
        _count_messages(looked, told.messages)
    elif isinstance(told, Message):
        _count_messages(looked, (told,))


def _count(looked: Looked, told: Conversation) -> None:
    counted = {
        "statuses": [told.status],
        "channels": [told.channel],
        "tags": told.tags,
        "fields": list(told.fields),
    }
    for what, found in counted.items():
        looked.counted.setdefault(what, Counter()).update(word for word in found if word)


def _count_messages(looked: Looked, messages: Iterable[Message]) -> None:
    counter = looked.counted.setdefault("said", Counter())
    for said in messages:
        counter["notes" if said.is_private else "messages"] += 1
        counter["files"] += len(said.files)
        at = said.at.isoformat()
        looked.earliest = min(filter(None, (looked.earliest, at)))
        looked.latest = max(looked.latest, at)
