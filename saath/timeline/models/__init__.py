"""The append-only table of what happened."""

from saath.timeline.models.event import Event

__all__ = ["Event"]
