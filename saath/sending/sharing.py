"""Whose addresses the server of the installation may bear where several shops share it.

A way of a shop's own asks for the shop's own sign-in, and the server there judges as whom it may write. To the rest of the
world the shared server is one sender: a domain that allows it for one shop (SPF) would vouch for what any other wrote.
"""

from __future__ import annotations

from saath.channels.email.headers import key_of
from saath.channels.email.imap_facts import Trouble
from saath.conversations.models import ChannelAccount
from saath.core.mail_addresses import split_address
from saath.core.mail_out import leaves_this_machine
from saath.mailboxes.models import Mailbox
from saath.mailboxes.rules import PRESETS
from saath.sending.models import DkimKey
from saath.tenancy.models import Store
from saath.tenancy.scope import current_store_id

_SHUT = (Trouble.PASSWORD, Trouble.CONSENT)


def may_bear(account: ChannelAccount) -> bool:
    """Tell whether the installation's server may send as an address of the store in scope.

    Always where there is one shop. Else DNS shows a key at the domain that Saath made for this very shop, or Saath reads the
    mailbox of the very address at a provider that has checked whose the domain is.
    """
    if not leaves_this_machine() or not Store.objects.exclude(pk=current_store_id()).exists():
        return True
    return _has_key(split_address(account.address)[1]) or _is_read_at_provider(account)


def _has_key(domain: str) -> bool:
    return DkimKey.objects.filter(domain__name=domain, state=DkimKey.State.SIGNING).exists()


def _is_read_at_provider(account: ChannelAccount) -> bool:
    hosts = [preset.host for preset in PRESETS if preset.checks_domains]
    read = Mailbox.objects.filter(account=account, host__in=hosts).exclude(last_success_at=None)
    users = read.exclude(trouble__in=_SHUT).values_list("user", flat=True)
    return account.key in {key_of(user) for user in users}
