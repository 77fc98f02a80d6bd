"""Endpoints, how far the events were read for them, and what was sent."""

from saath.webhooks.models.attempt import Attempt
from saath.webhooks.models.delivery import Delivery
from saath.webhooks.models.endpoint import Endpoint
from saath.webhooks.models.feed import Feed
from saath.webhooks.models.replay import Replay

__all__ = ["Attempt", "Delivery", "Endpoint", "Feed", "Replay"]
