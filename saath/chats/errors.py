"""What a visitor is refused, in words for them."""

from __future__ import annotations

from django.utils.translation import gettext_lazy as _

from saath.core.errors import BadInput, Forbidden, SaathError
from saath.files.errors import FileNotKept


class UnknownVisitor(SaathError):
    """No token, one that was changed or has ended, or one of another shop."""

    message = _("We do not know this chat any more.")
    what_is_safe = _("What was said is kept by the shop.")
    what_to_do = _("Begin a new chat.")


class NotSignedIn(Forbidden):
    """Only whom the shop has signed is shown what they have bought."""

    message = _("We cannot see who you are, so no orders are shown.")
    what_is_safe = _("Nothing was shown, and nothing was changed.")
    what_to_do = _("Sign in at the shop, or write the number of your order.")


class NotTheirOrder(BadInput):
    """There is no such order, or it is somebody else's: the two are never told apart."""

    message = _("We do not find this order among yours.")
    what_is_safe = _("Your message was not sent.")
    what_to_do = _("Choose another order, or send it without one.")

    def __init__(self) -> None:
        super().__init__(field="order")


class EnoughFiles(FileNotKept):
    """A visitor, or everybody behind one address, has sent as many bytes as we take in a day."""

    message = _("That is all the files that we take in one day.")
    what_is_safe = _("Nothing was sent.")
    what_to_do = _("Send your words without them, or send the files by e-mail.")


class Blocked(Forbidden):
    """The shop takes nothing more from this visitor."""

    message = _("This chat is closed.")
    what_is_safe = _("Your message was not sent.")
    what_to_do = _("Write an e-mail to the shop if it still matters.")
