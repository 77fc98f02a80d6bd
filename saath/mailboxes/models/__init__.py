"""Mailboxes and their folders."""

from saath.mailboxes.models.folder import MailboxFolder
from saath.mailboxes.models.mailbox import Mailbox

__all__ = ["Mailbox", "MailboxFolder"]
