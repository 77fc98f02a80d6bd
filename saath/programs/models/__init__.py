"""What programs hold of a shop."""

from saath.programs.models.admission import Admission, AuthorizationCode, RefreshToken
from saath.programs.models.app import App
from saath.programs.models.kept_answer import KeptAnswer
from saath.programs.models.token import AccessToken

__all__ = ["AccessToken", "Admission", "App", "AuthorizationCode", "KeptAnswer", "RefreshToken"]
