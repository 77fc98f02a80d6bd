"""What the door does at each step of an SMTP transaction: whom it knows, and when a mail counts as taken."""

from __future__ import annotations

import asyncio
import logging
from collections.abc import Callable, Iterable, Mapping, Sequence
from concurrent.futures import ThreadPoolExecutor
from functools import partial
from time import monotonic
from typing import Any
from weakref import WeakKeyDictionary

from aiosmtpd.lmtp import LMTP
from aiosmtpd.smtp import SMTP, Envelope, Session

from saath.channels.base import Rejected
from saath.channels.email.smtp_data import NO_ROOM
from saath.channels.email.smtp_limits import Limits, Visitors
from saath.channels.email.tokens import without_token
from saath.core.mail_addresses import BadAddress, canonical_key

log = logging.getLogger(__name__)

# A server that has several mails for an address hands them over one after the other.
REMEMBERED_SECONDS = 10.0

# Returns what is behind an address, nothing (None, False) where nobody here has it.
FindRecipient = Callable[[str], object]
# Stores the mail durably for recipients, each with what was found behind it, and returns a reference for the answer.
# Raises Rejected to refuse it for good; anything else it raises is a failure of ours, for which the sender keeps the mail
# and tries again.
Accept = Callable[[str, Mapping[str, Any], bytes], str]


class Handler:
    """aiosmtpd's hooks: which recipients are ours, and when a mail counts as taken."""

    def __init__(
        self,
        accept: Accept,
        find_recipient: FindRecipient,
        pool: ThreadPoolExecutor,
        visitors: Visitors,
        limits: Limits,
    ) -> None:
        self._accept = accept
        self._find_recipient = find_recipient
        self._pool = pool
        self._visitors = visitors
        self._limits = limits
        self._in_hand: set[asyncio.Future[Any]] = set()
        self._known: WeakKeyDictionary[Session, dict[str, tuple[object, float]]] = WeakKeyDictionary()
        self._found: WeakKeyDictionary[Envelope, dict[str, object]] = WeakKeyDictionary()

    async def handle_MAIL(
        self, server: SMTP, session: Session, envelope: Envelope, address: str, options: list[str]
    ) -> str:
        peer = str((session.peer or ("",))[0])
        refusal = self._visitors.count_mail(peer)
        if refusal:
            return refusal
        if not self._visitors.has_room(peer, _declared_octets(options)):
            return NO_ROOM
        envelope.mail_from = address
        envelope.mail_options.extend(options)
        return "250 2.1.0 OK"

    async def handle_RCPT(
        self, server: SMTP, session: Session, envelope: Envelope, address: str, options: list[str]
    ) -> str:
        if len(envelope.rcpt_tos) >= self._limits.recipients:
            return "452 4.5.3 Too many recipients in one mail"
        try:
            found = await self._behind(address, session)
        except Exception:
            log.exception("recipient check failed")
            return "451 4.3.0 We cannot look that up now, try again later"
        if not found:
            return "550 5.1.1 Nobody here has this address"
        self._found.setdefault(envelope, {})[address] = found
        envelope.rcpt_tos.append(address)
        envelope.rcpt_options.extend(options)
        return "250 2.1.5 OK"

    async def _behind(self, address: str, session: Session) -> object:
        """Return what is behind an address, as this session found it a moment ago where it writes there again."""
        known = self._known.setdefault(session, {})
        found, until = known.get(address, (None, 0.0))
        if until < monotonic():
            found = await self._in_pool(self._find_recipient, address)
            if len(known) >= self._limits.recipients:
                known.clear()
            if found:
                known[address] = found, monotonic() + REMEMBERED_SECONDS
        return found

    async def handle_DATA(self, server: SMTP, session: Session, envelope: Envelope) -> str:
        content = envelope.original_content or b""
        mail_from = (envelope.mail_from or "").replace("<>", "")
        recipients = self._found[envelope]
        if not isinstance(server, LMTP):
            return await self._store(mail_from, recipients, content)
        said = {
            base: await self._store(mail_from, {each: recipients[each] for each in same}, content)
            for base, same in _by_address(recipients).items()
        }
        return "\r\n".join(said[_address(recipient)] for recipient in envelope.rcpt_tos)

    async def _store(self, mail_from: str, recipients: Mapping[str, object], content: bytes) -> str:
        """Store a mail for these recipients and return the answer."""
        store = partial(self._accept, mail_from, recipients, content)
        try:
            reference = await self._in_pool(store)
        except Rejected as refusal:
            code = "550 5.7.1" if refusal.permanent else "451 4.3.0"
            return f"{code} {_one_line(refusal.reason)}"
        except Exception:
            log.exception("mail could not be stored")
            return "451 4.3.0 We could not store the mail, try again later"
        return f"250 2.0.0 Kept as {_one_line(reference)}"

    async def finish(self, grace_seconds: float) -> None:
        """Wait for mails in hand, and a moment more for their answers to go out."""
        if self._in_hand:
            await asyncio.wait(set(self._in_hand), timeout=grace_seconds)
            await asyncio.sleep(0.05)

    async def _in_pool(self, work: Callable[..., Any], *arguments: Any) -> Any:
        future = asyncio.get_running_loop().run_in_executor(self._pool, work, *arguments)
        self._in_hand.add(future)
        future.add_done_callback(self._in_hand.discard)
        return await asyncio.shield(future)


def _by_address(recipients: Iterable[str]) -> dict[str, tuple[str, ...]]:
    """Return the recipients by the address behind them: over LMTP each has its own fate (RFC 2033, 4.2)."""
    found: dict[str, tuple[str, ...]] = {}
    for recipient in recipients:
        base = _address(recipient)
        found[base] = (*found.get(base, ()), recipient)
    return found


def _address(recipient: str) -> str:
    try:
        return canonical_key(without_token(recipient))
    except BadAddress:
        return recipient


def _declared_octets(options: Sequence[str]) -> int:
    """Return the size that a mail is said to have (RFC 1870; aiosmtpd took digits only), 0 where nothing is said."""
    return next((int(option[5:]) for option in options if option.startswith("SIZE=")), 0)


def _one_line(text: str) -> str:
    return " ".join(text.encode("ascii", "replace").decode().split())[:200]
