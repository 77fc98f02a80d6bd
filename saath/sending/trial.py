"""Test mails: over a way out to whoever asks, and from an address to itself with a tag."""

from __future__ import annotations

from enum import StrEnum
from uuid import UUID

from django.utils import translation
from django.utils.translation import gettext as _

from saath.channels.base import (
    ChannelError,
    NeedsReauth,
    OutboundMessage,
    Participant,
    Rejected,
    RetryLater,
    SendOutcome,
)
from saath.conversations.accounts import adapter_for
from saath.conversations.models import ChannelAccount
from saath.core.ids import new_public_id
from saath.core.mail_addresses import split_address
from saath.core.outside import AddressRefused
from saath.sending.leaving import options_of, way_options
from saath.sending.models import WayOut
from saath.stores.models import Member


class Trouble(StrEnum):
    """Why a test mail did not leave."""

    SIGN_IN = "sign_in"
    PRIVATE = "private"
    CLOSED = "closed"
    REFUSED = "refused"
    UNKNOWN = "unknown"


def try_way(way: WayOut, member: Member) -> tuple[str, str]:
    """Send a test mail to a colleague. Return the trouble ('' = none) and the server's words."""
    try:
        adapter = adapter_for(way.account, trusted=way_options(way))
        with translation.override(member.person.language):
            message = _letter(way.account, member)
        result = adapter.send(message)
    except ChannelError as error:
        return _trouble(error), str(error)
    return "" if result.outcome == SendOutcome.SENT else Trouble.UNKNOWN, result.detail


def _letter(account: ChannelAccount, member: Member) -> OutboundMessage:
    return OutboundMessage(
        message_id=f"{new_public_id().hex}@{split_address(account.address)[1]}",
        to=(Participant(member.person.email, member.display_name),),
        text=_("This is a test of Saath. Answers from %(address)s can leave on this way.")
        % {"address": account.address},
        subject=_("Test mail"),
        language=member.person.language,
        is_automatic=True,
    )


def send_probe(account: ChannelAccount) -> UUID:
    """Send a mail from an address to itself with a tag of ours, and return its id. Raises what a channel raises."""
    probe = new_public_id()
    adapter = adapter_for(account, trusted={**options_of(account), "return_path": "plain", "plus": ""})
    tagged = adapter.reply_address(probe, account.address)
    if not tagged:
        raise Rejected("the address leaves no room for a tag")
    adapter.send(
        OutboundMessage(
            message_id=adapter.name_message(probe, account.address, unique=probe),
            to=(Participant(tagged),),
            text=_("Saath tries whether mail to an address with a tag arrives. Nobody has to answer."),
            subject=_("Test mail"),
            is_automatic=True,
        )
    )
    return probe


def _trouble(error: ChannelError) -> Trouble:
    if isinstance(error.__cause__, AddressRefused):
        return Trouble.PRIVATE
    if isinstance(error, NeedsReauth):
        return Trouble.SIGN_IN
    return Trouble.CLOSED if isinstance(error, RetryLater) else Trouble.REFUSED
