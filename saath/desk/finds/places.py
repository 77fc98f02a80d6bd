"""Where one can go: queues, one's own views and the team's, and the settings that one may see."""

from __future__ import annotations

from collections.abc import Sequence

from django.utils.translation import gettext_lazy as _

from saath.conversations.queries.views import list_views
from saath.conversations.queues import QUEUES
from saath.desk.finds.named import named
from saath.desk.narrowing import address_of
from saath.search.matching import has_all
from saath.search.query import parse_query
from saath.ui.navigation import Entry, visible
from saath.ui.palette import MOST_CHOICES, Asked, Choice, Group


def places(asked: Asked) -> Sequence[Group]:
    """Return the places with every word; for no words the queues alone. One statement."""
    entries = named(asked.words, [(each, (each.label, each.bar_label)) for each in visible(asked.actor.may)])
    queues = [_choice(each) for each in entries if not each.group]
    if not asked.words:
        return [Group(_("Go to"), queues)]
    settings = [_choice(each) for each in entries if each.group]
    return [Group(_("Go to"), queues + _views(asked)), Group(_("Settings"), settings)]


def _choice(entry: Entry) -> Choice:
    return Choice(str(entry.label), entry.icon, entry.url)


def _views(asked: Asked) -> list[Choice]:
    query = parse_query(asked.words, is_typing=True)
    if not query or not asked.actor.may("conversation.read"):
        return []
    found = [each for each in list_views(asked.actor) if has_all([each.name], query)]
    return [
        Choice(each.name, "pin", address_of(QUEUES[each.queue], each.filters))
        for each in found[:MOST_CHOICES]
        if each.queue in QUEUES
    ]
