"""Standards for tests, made by the actions that make them in life."""

from __future__ import annotations

from dataclasses import replace

from saath.promises.models import Standard
from saath.promises.standards.actions import begin_draft, change_draft, publish_standard
from saath.promises.standards.content import Content, content_of
from saath.tenancy.actor import Actor


def publish(actor: Actor, content: Content | None = None) -> Standard:
    """Publish a version: with this content, else with what a draft begins with."""
    draft = begin_draft(actor)
    if content is not None:
        draft = change_draft(actor, draft, content=content, version=draft.version)
    return publish_standard(actor, draft, version=draft.version)


def reworded(content: Content, **texts: str) -> Content:
    """Return the content with other English texts."""
    return replace(content, texts={**content.texts, **{name: {"en": text} for name, text in texts.items()}})


def publish_again(actor: Actor, **texts: str) -> Standard:
    """Publish another version of what is in force, with other English texts."""
    draft = begin_draft(actor)
    draft = change_draft(actor, draft, content=reworded(content_of(draft), **texts), version=draft.version)
    return publish_standard(actor, draft, version=draft.version)
