"""Where else a customer can be answered. Whatever is not sure to be theirs is refused, and said why."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass
from datetime import datetime

from django.db.models import Exists, F, OuterRef, QuerySet, Subquery
from django.db.models.functions import Coalesce
from django.utils.translation import gettext as _

from saath.channels.registry import adapter_class
from saath.conversations.models import ChannelAccount, Conversation, Message, Suppression, Switch
from saath.conversations.ways import Way, way_of
from saath.conversations.windows import closed_words, window_ends
from saath.core.clock import now
from saath.customers.models import Identity
from saath.tenancy.actor import Actor

MOST = 20


@dataclass(frozen=True, slots=True)
class OfferedWay:
    """An identity of a customer; `way` is None where no account of the shop reaches it.

    `why_not` says why nothing may go there, '' where an answer may; `answerable_until` is when that ends.
    """

    identity: Identity
    way: Way | None
    why_not: str
    answerable_until: datetime | None = None


def ways_of(actor: Actor, conversation: Conversation) -> Sequence[OfferedWay]:
    """Return the ways to a customer beside that by which they wrote last; two statements. Raises `Forbidden`."""
    actor.require("conversation.reply")
    here = way_of(conversation)
    accounts = list(ChannelAccount.objects.filter(is_active=True).order_by("id"))
    others = _identities(conversation).exclude(pk=here.identity.pk).order_by("id")[:MOST]
    return [_offered(each, conversation, accounts) for each in others]


def count_switches(conversation: Conversation) -> int:
    """Return how many answers of a conversation went elsewhere than where the customer had written."""
    return Switch.objects.filter(message__conversation=conversation).count()


def _identities(conversation: Conversation) -> QuerySet[Identity]:
    """Return the customer's identities, each with when and by which account they wrote from it last."""
    wrote = Message.objects.filter(
        identity=OuterRef("pk"), direction=Message.Direction.IN, is_automatic=False
    ).order_by("-id")
    by = wrote.annotate(came_by=Coalesce(F("account_id"), F("conversation__account_id")))
    returned = Suppression.objects.filter(namespace=OuterRef("namespace"), key=OuterRef("key"))
    theirs = Identity.objects.filter(customer=conversation.customer_id).exclude(key="")
    return theirs.select_related("customer").annotate(
        wrote_at=Subquery(wrote.values("created_at")[:1]),
        wrote_by=Subquery(by.values("came_by")[:1]),
        is_suppressed=Exists(returned),
    )


def _offered(
    identity: Identity, conversation: Conversation, accounts: Sequence[ChannelAccount]
) -> OfferedWay:
    account = _account_to(identity, conversation, accounts)
    if account is None:
        return OfferedWay(identity, None, _("The shop has no account on this channel."))
    way = Way(account, identity)
    wrote_at = getattr(identity, "wrote_at", None)
    ends = window_ends(way.can, [wrote_at] if wrote_at else ())
    return OfferedWay(identity, way, _why_not(way, ends), ends)


def _account_to(
    identity: Identity, conversation: Conversation, accounts: Sequence[ChannelAccount]
) -> ChannelAccount | None:
    """Return the account by which they wrote last, then that of the conversation, then any that reaches them."""
    preferred = (getattr(identity, "wrote_by", None), conversation.account_id)
    reaching = [each for each in accounts if _namespace(each) == identity.namespace]
    return min(reaching, key=lambda each: _rank(each.pk, preferred), default=None)


def _rank(pk: int, preferred: Sequence[int | None]) -> int:
    return preferred.index(pk) if pk in preferred else len(preferred)


def _namespace(account: ChannelAccount) -> str:
    return adapter_class(account.channel).capabilities.identity_namespace


def _why_not(way: Way, ends: datetime | None) -> str:
    if way.identity.proved_at is None:
        return _("Nothing shows yet that this is theirs. It opens when they write from it.")
    if getattr(way.identity, "is_suppressed", False):
        return _("What was sent there came back, or was not wanted.")
    if way.can.reply_window is not None and ends is None:
        return _("%(channel)s lets nobody write first, and they never wrote there.") % {
            "channel": way.can.sign.label
        }
    if ends is not None and ends < now():
        return closed_words(way.can)
    return ""
