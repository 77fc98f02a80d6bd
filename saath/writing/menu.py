"""The menu of saved replies in a composer: what fits the conversation first, each as it would be laid in."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass

from django.db.models.functions import Left

from saath.conversations.gaps import PLACE
from saath.conversations.models import Message
from saath.search.query import parse_query
from saath.tenancy.actor import Actor
from saath.tenancy.given import Given
from saath.tenancy.prepared import Prepared
from saath.writing.deeds import say
from saath.writing.facts import Facts
from saath.writing.finding import LONGEST_ASKED, Record, closeness, has_all, is_named, usefulness
from saath.writing.queries import Saved, list_saved
from saath.writing.variables import Filled, fill
from saath.writing.wordings import NAMES, html_language, wording_code, wording_for

SHOWN = 12
SUGGESTED = 5

LAST_ASKED = Prepared(
    lambda: (
        Message.objects.filter(
            conversation=Given("conversation"), direction=Message.Direction.IN, is_automatic=False
        )
        .order_by("-created_at", "-id")
        .values_list(Left("text", LONGEST_ASKED), flat=True)[:1]
    )
)


@dataclass(frozen=True, slots=True)
class Option:
    """A saved reply as it would be laid into this answer, in `language`, with what is done along with it in words.

    `is_fallback` says that the customer reads another language, `is_in_other_letters` that they write it in Latin
    letters. A macro has no words.
    """

    saved: Saved
    filled: Filled
    language: str
    deeds: Sequence[str]
    is_fallback: bool = False
    is_in_other_letters: bool = False
    is_outdated: bool = False

    @property
    def is_macro(self) -> bool:
        """Whether it says nothing and is done at once."""
        return self.saved.text is None

    @property
    def lang(self) -> str:
        """The language as `lang` has it."""
        return html_language(self.language)

    @property
    def own_name(self) -> str:
        """What its language is called by who speaks it."""
        return str(NAMES.get(self.language, ""))

    @property
    def pieces(self) -> list[tuple[str, bool]]:
        """The words for a preview, each with whether it is a gap."""
        pieces: list[tuple[str, bool]] = []
        end, text = 0, self.filled.text
        for place in PLACE.finditer(text):
            pieces += [(text[end : place.start()], False), (place[0], True)]
            end = place.end()
        return [*pieces, (text[end:], False)]


@dataclass(frozen=True, slots=True)
class Menu:
    """Those that fit what the customer wrote, then others, and how many there are altogether."""

    suggested: Sequence[Option]
    others: Sequence[Option]
    total: int

    @property
    def is_empty(self) -> bool:
        """Whether nothing is shown."""
        return not self.suggested and not self.others


def saved_menu(actor: Actor, facts: Facts, *, query: str = "") -> Menu:
    """Return the replies for a conversation, those with every word of a query where there is one.

    Three statements, and up to three more for values that the shown ones name. Raises `Forbidden`.
    """
    actor.require("conversation.reply")
    saved = list_saved(actor)
    asked = LAST_ASKED.first(conversation=facts.conversation.pk) or ""
    wanted = wording_code(facts.conversation.language, asked, wished=facts.wished_language)
    asked = f"{facts.conversation.subject}\n{asked}"
    records = [_record(each, wanted) for each in saved]
    near = closeness([each.findable for each in saved], records, asked)
    order = sorted(
        range(len(saved)), key=lambda at: (-near[at], -usefulness(records[at]), saved[at].reply.key)
    )
    typed = parse_query(query, is_typing=True)
    if typed:
        found = [at for at in order if has_all(saved[at].findable, typed)]
        found.sort(key=lambda at: not is_named(saved[at].findable, typed))
        return Menu((), [option_of(saved[at], facts, wanted) for at in found[:SHOWN]], len(saved))
    fitting = [at for at in order if near[at] > 0][:SUGGESTED]
    others = [at for at in order if at not in fitting][: SHOWN - len(fitting)]
    return Menu(
        [option_of(saved[at], facts, wanted) for at in fitting],
        [option_of(saved[at], facts, wanted) for at in others],
        len(saved),
    )


def reads(facts: Facts) -> str:
    """Return in what the customer of a conversation reads best; one statement."""
    asked = LAST_ASKED.first(conversation=facts.conversation.pk) or ""
    return wording_code(facts.conversation.language, asked, wished=facts.wished_language)


def option_of(saved: Saved, facts: Facts, wanted: str) -> Option:
    """Return a reply as it would be laid into an answer to somebody who reads `wanted`."""
    deeds = say(saved.deeds)
    if saved.text is None:
        return Option(saved, Filled(""), "", deeds=deeds)
    wording = wording_for(saved.text, wanted)
    return Option(
        saved,
        fill(wording.text, facts, wording.language),
        wording.language,
        deeds,
        is_fallback=bool(wanted) and wording.language[:2] != wanted[:2],
        is_in_other_letters=wording.language != wanted and wording.language[:2] == wanted[:2],
        is_outdated=wording.language in saved.text.outdated,
    )


def _record(saved: Saved, wanted: str) -> Record:
    reply = saved.reply
    there = saved.text is not None and wording_for(saved.text, wanted).language == wanted
    return Record(reply.sent, reply.judged, reply.solved, there)
