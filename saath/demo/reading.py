"""Who of the team has seen what."""

from __future__ import annotations

from dataclasses import replace
from datetime import datetime, timedelta

from saath.demo.story import MachineWrites, Reads, Step, Story
from saath.demo.team import TEAM

FRESH = timedelta(hours=30)
LOOKED_AT = timedelta(days=12)  # a row for each colleague costs time, and nobody turns pages for longer
AFTER = timedelta(minutes=20)


def with_readers(story: Story, now: datetime) -> Story:
    """Let the whole team have seen a conversation that is a day old or more; the rest is new to them."""
    last = story.steps[-1]
    if isinstance(last.deed, MachineWrites) or not now - LOOKED_AT < last.at < now - FRESH:
        return story
    seen = tuple(Step(last.at + AFTER, Reads(colleague.key)) for colleague in TEAM)
    return replace(story, steps=story.steps + seen)
