"""Rows of what is promised."""

from saath.promises.models.routing_decision import RoutingDecision
from saath.promises.models.routing_settings import RoutingSettings
from saath.promises.models.work_profile import LastSeen, WorkProfile

__all__ = ["LastSeen", "RoutingDecision", "RoutingSettings", "WorkProfile"]
