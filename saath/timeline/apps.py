"""The timeline as a Django app."""

from django.apps import AppConfig


class TimelineConfig(AppConfig):
    """Events, their replay and the live stream."""

    name = "saath.timeline"
    label = "timeline"

    def ready(self) -> None:
        """Let every process tell the others of its events."""
        from saath.timeline.emit import wake_with
        from saath.timeline.live.announce import announce

        wake_with(announce)
