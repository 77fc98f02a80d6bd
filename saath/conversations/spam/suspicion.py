"""Whether a mail is kept apart as spam. Pure: what is known of it and of its sender comes in, a reason goes out."""

from __future__ import annotations

from collections.abc import Iterator, Mapping
from dataclasses import dataclass, field

from saath.channels.base import SpamSigns
from saath.conversations.models import Conversation, SenderRule
from saath.conversations.spam.learner import LIKE_SPAM, LIKE_SPAM_AND_FORGED

Reason = Conversation.SpamReason
Kind = SenderRule.Kind


@dataclass(frozen=True, slots=True)
class Suspicion:
    """Why a mail may be spam, '' where it is none; `holds_for_known` says that not even a known customer is let in."""

    reason: str = ""
    holds_for_known: bool = False


NO_SUSPICION = Suspicion()


def unsuspected() -> Suspicion:
    """Return that nobody suspects a mail."""
    return NO_SUSPICION


@dataclass(frozen=True, slots=True)
class SenderRules:
    """The addresses and domains that a store named: kind by key."""

    kinds: Mapping[str, str] = field(default_factory=dict)

    def of(self, sender: str) -> tuple[str, str]:
        """Return kind and key of the nearest rule for an address, ('', '') where there is none."""
        return next(((self.kinds[key], key) for key in _keys(sender) if key in self.kinds), ("", ""))


def is_wanted(*, sender: str, rules: SenderRules, signs: SpamSigns) -> bool:
    """Tell whether the store wants what this sender writes, be it a machine.

    An allowed sender is let in, unless the sender's own domain says that it is somebody else.
    """
    return rules.of(sender)[0] == Kind.ALLOW and not signs.has_failed_authentication


def suspicion(*, sender: str, rules: SenderRules, signs: SpamSigns, likeness: float) -> Suspicion:
    """Return whether a mail may be spam. `sender` is a canonical address, `likeness` the learner's, 0.0 to 1.0.

    The store's own word goes first: a blocked address holds for everybody, a blocked domain not for known customers.
    """
    kind, key = rules.of(sender)
    if kind == Kind.BLOCK:
        return Suspicion(Reason.BLOCKED, holds_for_known="@" in key)
    if is_wanted(sender=sender, rules=rules, signs=signs):
        return NO_SUSPICION
    if signs.is_flagged:
        return Suspicion(Reason.UPSTREAM)
    threshold = LIKE_SPAM_AND_FORGED if signs.has_failed_authentication else LIKE_SPAM
    return Suspicion(Reason.LEARNED) if likeness >= threshold else NO_SUSPICION


def _keys(sender: str) -> Iterator[str]:
    """Yield the address, its domain, and the domains around that one."""
    yield sender
    domain = sender.rpartition("@")[2]
    while "." in domain:
        yield domain
        domain = domain.partition(".")[2]
