"""Why a delivery stands where it does, in a word that is stored; `words` has it for people."""

from __future__ import annotations

from enum import StrEnum


class Reason(StrEnum):
    """Why a delivery was not simply taken in."""

    NOTHING = "nothing"
    NO_PARCEL = "no-parcel"
    NO_ORDER = "no-order"
    UNREADABLE = "unreadable"
    BROKEN = "broken"
    UNKNOWN = "unknown"
    DATA = "data"
    FORGET_CUSTOMER = "forget-customer"
    FORGET_SHOP = "forget-shop"
    ENDED = "ended"
    FORGOTTEN = "forgotten"


# A failure of a connection that is told in words of ours; any other is what the platform said.
APP_REMOVED = "app-removed"
