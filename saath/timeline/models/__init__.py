"""The append-only table of what happened, and the epoch of its positions."""

from saath.timeline.models.epoch import StreamEpoch
from saath.timeline.models.event import Event

__all__ = ["Event", "StreamEpoch"]
