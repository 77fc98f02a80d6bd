"""By whose word the sender of a mail is proved."""

from __future__ import annotations

from collections.abc import Mapping

from django.conf import settings

from saath.conversations.models import ChannelAccount, IntakeItem

# What comes these ways was handed over by the shop's own mail server, which wrote its findings on top.
FROM_OUR_SERVER = frozenset({IntakeItem.Source.IMAP, IntakeItem.Source.LMTP})


def trusted_word(account: ChannelAccount, *, source: str) -> Mapping[str, str]:
    """Return the adapter's options that say whom we believe about a mail which came this way.

    Whoever reaches our SMTP port may write any Authentication-Results (RFC 8601, 5): there they count only where the
    account says that nobody but its own server does. Signatures (DKIM) prove themselves.
    """
    is_believed = source in FROM_OUR_SERVER or (source == IntakeItem.Source.SMTP and account.is_behind_server)
    return {
        "authserv_ids": account.authserv_ids if is_believed else "",
        "dkim": "dns" if settings.CHECK_DKIM else "",
    }
