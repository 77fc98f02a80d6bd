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
_BLOCK_OCTETS = 16_384
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
            async for octets in self._octets_of_mail():
                held.add(octets)
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
        block = bytearray()
        is_line_start = True
        while True:
            octets = await self._piece()
            if is_line_start and octets[:1] == b".":
                if octets == _LAST_LINE:
                    break
                octets = octets[1:]
            block += octets
            is_line_start = octets.endswith(_LINE_END)
            if len(block) >= _BLOCK_OCTETS:
                self._reset_timeout()
                yield bytes(block)
                block.clear()
        self._reset_timeout()
        yield bytes(block)

    async def _piece(self) -> bytes:
        """Return the next line, or as much of a long one as has come."""
        try:
            return await self._reader.readuntil(_LINE_END)
        except asyncio.LimitOverrunError as overrun:
            return await self._reader.read(overrun.consumed)

    async def _hand_over(self, content: bytes) -> str:
        assert self.envelope is not None
        self.envelope.content = self.envelope.original_content = content
        return str(await self._call_handler_hook("DATA"))
