"""Who of the team has seen what."""

from __future__ import annotations

from dataclasses import replace
from datetime import datetime, timedelta

from saath.demo.story import MachineWrites, Reads, Step, Story
from saath.demo.team import TEAM

FRESH = timedelta(hours=30)
AFTER = timedelta(minutes=20)


def with_readers(story: Story, now: datetime) -> Story:
    """Let the whole team have seen a conversation that is older than a day; the rest is new to them."""
    last = story.steps[-1]
    if isinstance(last.deed, MachineWrites) or last.at > now - FRESH:
        return story
    seen = tuple(Step(last.at + AFTER, Reads(colleague.key)) for colleague in TEAM)
    return replace(story, steps=story.steps + seen)
