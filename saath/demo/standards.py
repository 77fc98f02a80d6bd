"""What the demo shop promises, who has read it, and how it was kept."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import replace

from saath.demo.team import FARIDA, MEERA, OWNER
from saath.promises.standards.actions import begin_draft, change_draft, confirm_reading, publish_standard
from saath.promises.standards.content import Content, content_of
from saath.promises.standards.jobs import fold_kept
from saath.promises.standards.queries import get_draft, standard_in_force
from saath.stores.models import Member
from saath.stores.queries import actor_of
from saath.tenancy.actor import Actor

SIGNED = {"en": "Rukmini Patel, owner", "hi": "रुक्मिणी पटेल, मालिक", "gu": "રુક્મિણી પટેલ, માલિક"}
LONGER = 10


def promise(owner: Actor) -> None:
    """Publish the first version, signed by the owner."""
    draft = begin_draft(owner)
    content = content_of(draft)
    _publish(owner, replace(content, texts={**content.texts, "signed": SIGNED}))


def promise_more(team: Mapping[str, Member]) -> None:
    """Publish another version, in which goods may come back for longer; some have read it."""
    owner = actor_of(team[OWNER.key])
    draft = begin_draft(owner)
    _publish(owner, replace(content_of(draft), returns_days=LONGER, exchange_days=LONGER))
    standard = standard_in_force()
    for key in (MEERA.key, FARIDA.key):
        if standard is not None:
            confirm_reading(actor_of(team[key]), standard)


def count_kept() -> None:
    """Count how promises were kept, as the hourly job does."""
    fold_kept.func()


def _publish(owner: Actor, content: Content) -> None:
    draft = get_draft(owner)
    draft = change_draft(owner, draft, content=content, version=draft.version)
    publish_standard(owner, draft, version=draft.version)
