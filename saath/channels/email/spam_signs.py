"""What the servers that a mail passed say of it: that it is spam, or that its sender is not who it says."""

from __future__ import annotations

import re
from email.message import Message

from saath.channels.base import SpamSigns
from saath.channels.email import headers
from saath.channels.email.auth_results import trusted_results
from saath.channels.email.sender_proof import Trust

# Of X-Spam-Level, one star a point: where SpamAssassin itself calls a mail spam.
LEVEL_OF_SPAM = 5
_YES = re.compile(r"\s*(?:yes|true|spam)\b", re.IGNORECASE)
_FLAGS = ("X-Spam-Flag", "X-Spam-Status", "X-Spam")


def spam_signs(mail: Message, trust: Trust) -> SpamSigns:
    """Return the signs. Only a "yes" counts: a sender may write a "no", but hardly calls itself spam."""
    return SpamSigns(
        is_flagged=_is_flagged(mail),
        has_failed_authentication=any(
            result.method == "dmarc" and result.result == "fail"
            for result in trusted_results(mail, trust.authserv_ids)
        ),
    )


def _is_flagged(mail: Message) -> bool:
    if any(_YES.match(headers.first_of(mail, name)) for name in _FLAGS):
        return True
    return headers.first_of(mail, "X-Spam-Level").startswith("*" * LEVEL_OF_SPAM)
