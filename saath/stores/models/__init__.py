from saath.stores.models.invitation import Invitation
from saath.stores.models.member import ROLE_NAMES, Member

__all__ = ["ROLE_NAMES", "Invitation", "Member"]
