"""What a visitor is refused, in words for them."""

from __future__ import annotations

from django.utils.translation import gettext_lazy as _

from saath.core.errors import Forbidden, SaathError
from saath.files.errors import FileNotKept


class UnknownVisitor(SaathError):
    """No token, one that was changed or has ended, or one of another shop."""

    message = _("We do not know this chat any more.")
    what_is_safe = _("What was said is kept by the shop.")
    what_to_do = _("Begin a new chat.")


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
