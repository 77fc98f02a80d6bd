"""What colleagues want to hear of, where they hear it, and what they missed."""

from saath.team.models.device import PushDevice
from saath.team.models.escalation import Escalation
from saath.team.models.hearing import Hearing
from saath.team.models.missed import Missed

__all__ = ["Escalation", "Hearing", "Missed", "PushDevice"]
