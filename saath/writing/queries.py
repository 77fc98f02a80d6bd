"""Reading saved replies."""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Iterable, Sequence
from dataclasses import dataclass
from typing import NamedTuple
from uuid import UUID

from django.db.models import OuterRef, QuerySet, Subquery
from django.utils.translation import get_language

from saath.core.errors import NotFound
from saath.search.query import parse_query
from saath.stores.texts import LocalText, Wording
from saath.tenancy.actor import Actor
from saath.tenancy.nested import NestedRows
from saath.writing.deeds import Deeds
from saath.writing.finding import Findable, has_all
from saath.writing.models import InsertedInDraft, SavedReply, SavedUse, SavedWording
from saath.writing.rules import may_edit
from saath.writing.variables import fill_with_examples
from saath.writing.wordings import Version, html_language, versions_of, wording_for

# A shop with more than these has lost track of them; lists show the first ones by name.
MOST = 2_000


class Row(NamedTuple):
    """One version of a reply."""

    language: str
    text: str
    version: int
    based_on_version: int


@dataclass(frozen=True, slots=True)
class Saved:
    """A saved reply with its words, None for a macro, and whether the reader may change it."""

    reply: SavedReply
    text: LocalText | None
    may_edit: bool

    @property
    def deeds(self) -> Deeds:
        """What is done along with it."""
        return self.reply.deeds

    @property
    def example(self) -> str:
        """Its words in the reader's language, else the one that the others follow, as some customer reads them.

        "" for a macro.
        """
        shown = self._shown
        return fill_with_examples(shown.text, shown.language).text if shown else ""

    @property
    def lang(self) -> str:
        """The language of `example`, as `lang` has it."""
        return html_language(self._shown.language) if self._shown else ""

    @property
    def _shown(self) -> Wording | None:
        return wording_for(self.text, get_language() or "") if self.text else None

    @property
    def languages(self) -> list[Version]:
        """Its versions, for a list."""
        return versions_of(self.text) if self.text else []

    @property
    def findable(self) -> Findable:
        """What it is found by."""
        words = tuple(self.text.versions.values()) if self.text else ()
        heads = (self.reply.name, self.reply.folder, *self.reply.tags_on)
        return Findable(heads, words)


@dataclass(frozen=True, slots=True)
class Folder:
    """What stands in one folder, by name; "" is no folder."""

    path: str
    saved: Sequence[Saved]

    @property
    def names(self) -> list[str]:
        """The names of the folder and of the one that it is in, outermost first."""
        return self.path.split("/") if self.path else []


@dataclass(frozen=True, slots=True)
class Answers:
    """What the page of saved replies shows."""

    folders: Sequence[Folder]
    total: int
    found: int
    sent: int
    unedited: int
    may_edit_shared: bool


def list_saved(actor: Actor) -> list[Saved]:
    """Return every reply that the actor may use, by folder and name; one statement. Raises `Forbidden`."""
    actor.require("conversation.read")
    replies = SavedReply.objects.kept().for_member(actor.member_id).select_related("colleague", "checklist")
    return _with_words(actor, replies.order_by("folder", "key", "id")[:MOST])


def get_answers(actor: Actor, *, query: str = "") -> Answers:
    """Return the page of saved replies, those with every word of a query where there is one. Raises `Forbidden`."""
    saved = list_saved(actor)
    asked = parse_query(query, is_typing=True)
    found = [each for each in saved if has_all(each.findable, asked)] if asked else saved
    by_folder: dict[str, list[Saved]] = defaultdict(list)
    for each in found:
        by_folder[each.reply.folder].append(each)
    return Answers(
        folders=[Folder(path, by_folder[path]) for path in sorted(by_folder, key=str.casefold)],
        total=len(saved),
        found=len(found),
        sent=sum(each.reply.sent for each in saved),
        unedited=sum(each.reply.unedited for each in saved),
        may_edit_shared=actor.may("saved.edit"),
    )


def get_saved(actor: Actor, public_id: UUID, *, is_removed: bool = False) -> Saved:
    """Return one reply that the actor may use; raises `Forbidden`, `NotFound`, also for a colleague's own."""
    actor.require("conversation.read")
    found = SavedReply.objects.for_member(actor.member_id).filter(
        public_id=public_id, deleted_at__isnull=not is_removed
    )
    saved = _with_words(actor, found.select_related("colleague", "checklist", "changed_by"))
    if not saved:
        raise NotFound()
    return saved[0]


def list_named(actor: Actor, public_ids: Iterable[UUID]) -> dict[UUID, Saved]:
    """Return those of the replies that the actor may use, by public id. Raises `Forbidden`."""
    actor.require("conversation.read")
    found = SavedReply.objects.kept().for_member(actor.member_id).filter(public_id__in=list(public_ids))
    saved = _with_words(actor, found.select_related("colleague", "checklist"))
    return {each.reply.public_id: each for each in saved}


def get_use(actor: Actor, public_id: UUID) -> SavedUse:
    """Return one use with its reply and conversation; raises `Forbidden`, `NotFound`."""
    actor.require("conversation.read")
    found = SavedUse.objects.select_related("reply", "conversation").filter(public_id=public_id).first()
    if found is None:
        raise NotFound()
    return found


def list_folders(actor: Actor) -> list[str]:
    """Return the folders that there are, to choose from. Raises `Forbidden`."""
    actor.require("conversation.read")
    replies = SavedReply.objects.kept().for_member(actor.member_id).exclude(folder="")
    return sorted(set(replies.values_list("folder", flat=True)[:MOST]), key=str.casefold)


def list_inserted(actor: Actor, draft_id: UUID) -> list[tuple[Saved, str]]:
    """Return the replies in a draft that the actor may use, each with the language in which it was laid in; one statement.

    Raises `Forbidden`.
    """
    actor.require("conversation.read")
    here = InsertedInDraft.objects.filter(draft_id=draft_id, reply=OuterRef("pk"))
    found = SavedReply.objects.kept().for_member(actor.member_id).select_related("colleague", "checklist")
    laid_in = found.annotate(
        laid_in_as=Subquery(here.values("language")), laid_in_nth=Subquery(here.values("id"))
    ).filter(pk__in=InsertedInDraft.objects.filter(draft_id=draft_id).values("reply_id"))
    saved = _with_words(actor, laid_in.order_by("laid_in_nth"))
    return [(each, getattr(each.reply, "laid_in_as", "")) for each in saved]


def _with_words(actor: Actor, replies: QuerySet[SavedReply]) -> list[Saved]:
    words = SavedWording.objects.filter(reply=OuterRef("pk"))
    told = NestedRows(words, "language", "text", "version", "based_on_version")
    edits_shared = actor.may("saved.edit")
    return [
        Saved(
            reply,
            _local_text(reply.language, [Row(*row) for row in reply.words or ()]),
            actor.may("conversation.reply")
            and may_edit(owner_id=reply.owner_id, member_id=actor.member_id, edits_shared=edits_shared),
        )
        for reply in replies.annotate(words=told)
    ]


def _local_text(base: str, rows: Sequence[Row]) -> LocalText | None:
    version = next((row.version for row in rows if row.language == base), None)
    if version is None:
        return None
    outdated = {row.language for row in rows if row.language != base and row.based_on_version < version}
    return LocalText({row.language: row.text for row in rows}, base=base, outdated=frozenset(outdated))
