"""Rows of what is promised."""

from saath.promises.models.amends import Amends, AmendsCode, AmendsSettings
from saath.promises.models.chain import Chain
from saath.promises.models.clock import Clock
from saath.promises.models.grievance import Grievance, GrievanceDecision
from saath.promises.models.grievance_settings import GrievanceOfficer, GrievanceSettings
from saath.promises.models.kept_day import KeptDay
from saath.promises.models.own_words import OwnWord, OwnWordMark, OwnWordSettings
from saath.promises.models.policy import Policy
from saath.promises.models.routing_decision import RoutingDecision
from saath.promises.models.routing_settings import RoutingSettings
from saath.promises.models.standard import Standard
from saath.promises.models.standard_reading import StandardReading
from saath.promises.models.work_profile import LastSeen, WorkProfile

__all__ = [
    "Amends",
    "AmendsCode",
    "AmendsSettings",
    "Chain",
    "Clock",
    "Grievance",
    "GrievanceDecision",
    "GrievanceOfficer",
    "GrievanceSettings",
    "KeptDay",
    "LastSeen",
    "OwnWord",
    "OwnWordMark",
    "OwnWordSettings",
    "Policy",
    "RoutingDecision",
    "RoutingSettings",
    "Standard",
    "StandardReading",
    "WorkProfile",
]
