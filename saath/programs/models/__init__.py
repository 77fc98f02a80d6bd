"""What programs hold of a shop."""

from saath.programs.models.kept_answer import KeptAnswer
from saath.programs.models.token import AccessToken

__all__ = ["AccessToken", "KeptAnswer"]
