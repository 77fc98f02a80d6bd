"""DATA as our door takes it: in one piece, and no more of it than there is room for (RFC 5321, 4.1.1.4)."""

from __future__ import annotations

import asyncio
from collections.abc import AsyncIterator
from dataclasses import dataclass, field

from aiosmtpd.lmtp import LMTP
from aiosmtpd.smtp import SMTP, syntax

from saath.channels.email.smtp_limits import Visitors

_LINE_END = b"\r\n"
_LAST_LINE = b".\r\n"
_END = _LINE_END + _LAST_LINE
_DOUBLED = _LINE_END + b"."
_BLOCK_OCTETS = 16_384
_ALL = 1 << 30  # the reader holds a few hundred thousand octets at most
TOO_LARGE = "552 5.3.4 The mail is larger than we take"
NO_ROOM = "452 4.3.1 We have too much mail in hand, try again later"


@dataclass(slots=True)
class Held:
    """What has come of a mail. Where it is refused, nothing of it is kept while the rest comes in."""

    visitors: Visitors
    peer: str
    limit: int
    data: bytearray = field(default_factory=bytearray)
    refusal: str = ""

    def add(self, octets: bytes) -> None:
        """Keep a piece, or refuse the whole."""
        if self.refusal:
            return
        if len(self.data) + len(octets) > self.limit:
            self._refuse(TOO_LARGE)
        elif not self.visitors.take_octets(self.peer, len(octets)):
            self._refuse(NO_ROOM)
        else:
            self.data += octets

    def let_go(self) -> None:
        """Make room for others."""
        self.visitors.give_back_octets(self.peer, len(self.data))
        self.data = bytearray()

    def _refuse(self, refusal: str) -> None:
        self.let_go()
        self.refusal = refusal


class DataCommand(SMTP):
    """SMTP with a DATA of its own.

    That of aiosmtpd keeps each line as an object of some sixty octets, an endless line without any limit, and ends a
    session that takes longer over one mail than it may be silent between two commands.
    """

    visitors: Visitors
    peer: str

    @syntax("DATA")
    async def smtp_DATA(self, arg: str | None) -> None:
        refusal = self._refusal_of_data(arg)
        if refusal:
            await self.push(refusal)
            return
        await self.push("354 End data with <CR><LF>.<CR><LF>")
        held = Held(self.visitors, self.peer, self.data_size_limit or 0)
        try:
            untimed = 0
            async for octets in self._octets_of_mail():
                held.add(octets)
                untimed += len(octets)
                if untimed >= _BLOCK_OCTETS:  # less is no reason to wait longer
                    untimed = 0
                    self._reset_timeout()
            self._reset_timeout()
            status = self._refusal_of_mail(held.refusal) or await self._hand_over(bytes(held.data))
        finally:
            held.let_go()
        self._set_post_data_state()  # type: ignore[no-untyped-call]
        await self.push(status)

    def _refusal_of_data(self, arg: str | None) -> str:
        if arg:
            return "501 5.5.4 DATA takes nothing behind it"
        if self.envelope is None or not self.envelope.rcpt_tos:
            return "503 5.5.1 Say RCPT first"
        return "" if self.visitors.has_room(self.peer, 1) else NO_ROOM

    def _refusal_of_mail(self, refusal: str) -> str:
        """Return what is said of a refused mail: over LMTP to each recipient by itself (RFC 2033, 4.2)."""
        if not refusal or not isinstance(self, LMTP) or self.envelope is None:
            return refusal
        return "\r\n".join([refusal] * len(self.envelope.rcpt_tos))

    async def _octets_of_mail(self) -> AsyncIterator[bytes]:
        """Yield the mail without its last line and without the dots that the client doubled (RFC 5321, 4.5.2).

        Only CR LF ends a line, so that no mail can be smuggled in behind another.
        """
        octets = _LINE_END  # which a mail begins behind, and which is no part of it
        begins_at = len(octets)
        while (end := octets.find(_END)) < 0:
            settled = _settled(octets)
            if settled:
                yield octets[:settled].replace(_DOUBLED, _LINE_END)[begins_at:]
                begins_at = 0
            octets = octets[settled:] + await self._what_came()
        self._leave(octets[end + len(_END) :])
        yield octets[: end + len(_LINE_END)].replace(_DOUBLED, _LINE_END)[begins_at:]

    async def _what_came(self) -> bytes:
        """Return all that has come by now. Raises IncompleteReadError at the end of the line."""
        octets = await self._reader.read(_ALL)
        if not octets:
            raise asyncio.IncompleteReadError(octets, None)
        return octets

    def _leave(self, octets: bytes) -> None:
        """Put back what came behind the mail, for who reads commands; nobody answers one whose line has ended."""
        if octets and not self._reader.at_eof():
            self._reader.feed_data(octets)

    async def _hand_over(self, content: bytes) -> str:
        assert self.envelope is not None
        self.envelope.content = self.envelope.original_content = content
        return str(await self._call_handler_hook("DATA"))


def _settled(octets: bytes) -> int:
    """Return how many octets are what they are whatever comes behind them: what may begin the end, or a line, is not."""
    begins = octets.find(b"\r", max(0, len(octets) - len(_END) + 1))
    return len(octets) if begins < 0 else begins
