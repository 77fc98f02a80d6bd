"""What can be done: the keys that have a deed. Which of them are at hand the page itself knows."""

from __future__ import annotations

from collections.abc import Iterable, Sequence

from django.utils.translation import gettext_lazy as _

from saath.desk.finds.named import named
from saath.ui.palette import Asked, Choice, Group
from saath.ui.shortcuts import Shortcut, registered


def deeds(asked: Asked) -> Sequence[Group]:
    """Return the deeds with every word, those about the open conversation first."""
    allowed = [each for each in registered() if each.icon and (not each.verb or asked.actor.may(each.verb))]
    found = named(asked.words, [(each, (each.label, *each.also)) for each in allowed])
    about = _choices(each for each in found if each.is_of_conversation)
    others = _choices(each for each in found if not each.is_of_conversation)
    return [Group(_("This conversation"), about, is_of_conversation=True), Group(_("Do"), others)]


def _choices(shortcuts: Iterable[Shortcut]) -> list[Choice]:
    return [Choice(str(each.label), each.icon, runs=each.key, signs=each.signs) for each in shortcuts]
