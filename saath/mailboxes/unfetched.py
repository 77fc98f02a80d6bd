"""What is said in place of a mail that could not be fetched whole."""

from __future__ import annotations

from django.utils.translation import gettext_lazy as _

TOO_LARGE = _("[This mail is larger than Saath may take. All of it is in the mailbox.]")
UNFETCHABLE = _("[The mailbox did not give this mail out. It may be read there.]")
