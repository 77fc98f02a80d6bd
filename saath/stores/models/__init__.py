from saath.stores.models.channel_hours import ChannelHours
from saath.stores.models.holiday import Holiday
from saath.stores.models.hours_change import HoursChange
from saath.stores.models.invitation import Invitation
from saath.stores.models.member import ROLE_NAMES, Member
from saath.stores.models.settings import StoreSettings
from saath.stores.models.special_day import SpecialDay
from saath.stores.models.text import CustomerText

__all__ = [
    "ROLE_NAMES",
    "ChannelHours",
    "CustomerText",
    "Holiday",
    "HoursChange",
    "Invitation",
    "Member",
    "SpecialDay",
    "StoreSettings",
]
