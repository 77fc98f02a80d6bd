"""Saved replies: laid into the answer that is being written, else opened."""

from __future__ import annotations

from collections.abc import Sequence

from django.urls import reverse
from django.utils.translation import gettext_lazy as _

from saath.search.query import parse_query
from saath.ui.language import text_language
from saath.ui.palette import MOST_CHOICES, Asked, Choice, Group
from saath.writing.finding import has_all, is_named
from saath.writing.queries import list_saved


def replies(asked: Asked) -> Sequence[Group]:
    """Return the replies with every word, those that have it in their name first. Two statements."""
    query = parse_query(asked.words, is_typing=True)
    if not query or not asked.actor.may("conversation.reply"):
        return []
    found = [each for each in list_saved(asked.actor) if has_all(each.findable, query)]
    found.sort(key=lambda each: not is_named(each.findable, query))
    choices = [
        Choice(
            each.reply.name,
            "book",
            reverse("writing:edit", args=[each.reply.public_id]),
            note=each.reply.folder,
            language=text_language(each.reply.name),
            offers="saath:saved",
        )
        for each in found[:MOST_CHOICES]
    ]
    return [Group(_("Saved replies"), choices)]
