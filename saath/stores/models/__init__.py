from saath.stores.models.holiday import Holiday
from saath.stores.models.invitation import Invitation
from saath.stores.models.member import ROLE_NAMES, Member
from saath.stores.models.settings import StoreSettings
from saath.stores.models.text import CustomerText

__all__ = ["ROLE_NAMES", "CustomerText", "Holiday", "Invitation", "Member", "StoreSettings"]
