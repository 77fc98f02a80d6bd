"""Why a delivery or a connection stands where it does, and what helps, in words for whoever owns the shop."""

from __future__ import annotations

from dataclasses import dataclass

from django.utils.functional import Promise
from django.utils.translation import gettext_lazy as _

from saath.orders.models import Connection
from saath.orders.polling.rules import Trouble
from saath.orders.reasons import APP_REMOVED, Reason

Words = str | Promise


@dataclass(frozen=True, slots=True)
class Explanation:
    """What is the matter, and what to do about it."""

    what: Words
    remedy: Words = ""


OF_DELIVERIES: dict[str, Explanation] = {
    Reason.NOTHING: Explanation(_("It is about nothing that Saath keeps.")),
    Reason.NO_PARCEL: Explanation(_("No order has this parcel yet. It is read again as soon as one has.")),
    Reason.NO_ORDER: Explanation(_("The order has not come yet. It is read again as soon as it has.")),
    Reason.UNREADABLE: Explanation(
        _("Saath does not understand what it says."),
        _("Read it again after an update of Saath, or send the file to who runs Saath."),
    ),
    Reason.BROKEN: Explanation(
        _("Saath stumbled over it. That is a fault of Saath, not of yours."),
        _("Saath tries again by itself. If it lasts, send the file to who runs Saath."),
    ),
    Reason.UNKNOWN: Explanation(_("This installation of Saath no longer knows this platform.")),
    Reason.DATA: Explanation(
        _("A customer asks what the shop knows of them."),
        _("Send it to them within 30 days, then say here that it is done."),
    ),
    Reason.FORGET_CUSTOMER: Explanation(
        _("A customer asks to be forgotten."),
        _(
            "Blank what you keep of them within 30 days, unless a law makes you keep it; then say here that it is done."
        ),
    ),
    Reason.FORGET_SHOP: Explanation(
        _("The platform asks to forget what it told of the shop, because the app was removed there."),
        _("Do so within 30 days, unless you still need it; then say here that it is done."),
    ),
    Reason.ENDED: Explanation(
        _("The app was removed at the platform."),
        _("If that was a mistake, install it again and enter its new key. Then say here that it is done."),
    ),
    Reason.FORGOTTEN: Explanation(_("Its customer was forgotten: what it said is deleted.")),
}

OF_CONNECTIONS: dict[str, Explanation] = {
    APP_REMOVED: Explanation(
        _("The app was removed at the platform: its key opens nothing any more."),
        _("Install the app there again and enter its new key."),
    ),
    Trouble.NEEDS_KEY: Explanation(
        _("The platform does not accept the key."), _("Make another key there and enter it here.")
    ),
    Trouble.UNREACHABLE: Explanation(
        _("The platform does not answer when Saath asks for orders."), _("Saath keeps trying.")
    ),
    Trouble.BUSY: Explanation(_("The platform asks Saath to wait."), _("Saath keeps trying.")),
    Trouble.REFUSED: Explanation(
        _("The platform refuses to give orders."), _("See whether the key there may read orders.")
    ),
}


def explain_delivery(reason: str) -> Explanation:
    """Return why a delivery stands where it does, without words where there is nothing to say."""
    return OF_DELIVERIES.get(reason, Explanation(""))


def explain_failure(connection: Connection) -> Explanation:
    """Return what is wrong with a connection; what nobody has words for is said as it was noted."""
    trouble = str(connection.poll_cursor.get("trouble", ""))
    known = OF_CONNECTIONS.get(connection.failure) or OF_CONNECTIONS.get(trouble)
    return known or Explanation(connection.failure)


def said_there(connection: Connection) -> str:
    """Return what the platform itself said of a failure, "" where it is told in our words alone."""
    return "" if connection.failure in OF_CONNECTIONS else connection.failure
