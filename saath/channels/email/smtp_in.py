"""The door for mail: an SMTP server that says 250 only after the mail is stored (RFC 5321, 3207, 1870).

What is stored and which recipients exist is injected; nothing here knows the database. `protocol` may be
aiosmtpd's LMTP class instead, for a mail server in front: then each recipient is answered by itself (RFC 2033).
"""

from __future__ import annotations

import asyncio
import ssl
import threading
from collections.abc import Callable
from concurrent.futures import ThreadPoolExecutor
from dataclasses import dataclass

from aiosmtpd.smtp import SMTP

from saath.channels.email.smtp_data import DataCommand
from saath.channels.email.smtp_handler import Accept, FindRecipient, Handler
from saath.channels.email.smtp_limits import Limits, Visitors

_STREAM_OCTETS = 65_536  # held of a session while nobody reads it; DATA takes what has come


@dataclass(frozen=True, slots=True)
class Door:
    """Where the server listens and what it announces. Port 0 takes a free one."""

    host: str = "127.0.0.1"
    port: int = 0
    name: str = "localhost"
    tls: ssl.SSLContext | None = None


class MailServer:
    """Runs the door in a thread of its own: `start()`, `port`, `stop()`; also a context manager."""

    def __init__(
        self,
        accept: Accept,
        find_recipient: FindRecipient,
        *,
        door: Door | None = None,
        limits: Limits | None = None,
        protocol: type[SMTP] = SMTP,
    ) -> None:
        self.door = door or Door()
        self.limits = limits or Limits()
        self.port = 0
        self._protocol = protocol
        self._pool = ThreadPoolExecutor(self.limits.writers, thread_name_prefix="mail-in")
        self._visitors = Visitors(self.limits)
        self._handler = Handler(accept, find_recipient, self._pool, self._visitors, self.limits)
        self._loop = asyncio.new_event_loop()
        self._thread = threading.Thread(target=self._loop.run_forever, name="mail-door", daemon=True)
        self._server: asyncio.Server | None = None

    def start(self) -> None:
        """Listen. Raises OSError where the port is taken or not allowed."""
        self._thread.start()
        try:
            asyncio.run_coroutine_threadsafe(self._listen(), self._loop).result()
        except OSError:
            self.stop()
            raise

    def stop(self, *, grace_seconds: float = 10.0) -> None:
        """Take no new connections, let mails in hand be stored and answered, then close."""
        asyncio.run_coroutine_threadsafe(self._close(grace_seconds), self._loop).result()
        self._loop.call_soon_threadsafe(self._loop.stop)
        self._thread.join()
        self._loop.close()
        self._pool.shutdown()

    def __enter__(self) -> MailServer:
        self.start()
        return self

    def __exit__(self, *_: object) -> None:
        self.stop()

    async def _listen(self) -> None:
        self._server = await self._loop.create_server(self._connection, self.door.host, self.door.port)
        self.port = self._server.sockets[0].getsockname()[1]

    async def _close(self, grace_seconds: float) -> None:
        if self._server is not None:
            self._server.close()
        await self._handler.finish(grace_seconds)
        current = asyncio.current_task()
        open_sessions = [task for task in asyncio.all_tasks() if task is not current]
        for task in open_sessions:
            task.cancel()
        await asyncio.gather(*open_sessions, return_exceptions=True)

    def _connection(self) -> asyncio.Protocol:
        return _guarded(self._protocol, self._visitors)(
            self._handler,
            data_size_limit=self.limits.mail_octets,
            enable_SMTPUTF8=True,
            hostname=self.door.name,
            ident="Saath",
            tls_context=self.door.tls,
            timeout=self.limits.idle_seconds,
            loop=self._loop,
        )


def _guarded(protocol: type[SMTP], visitors: Visitors) -> Callable[..., asyncio.Protocol]:
    """Return a factory of `protocol` whose connections are counted, refused beyond the limits, and timed."""

    class Guarded(DataCommand, protocol):  # type: ignore[misc, valid-type]
        line_length_limit = _STREAM_OCTETS
        _is_counted = False

        def connection_made(self, transport: asyncio.BaseTransport) -> None:
            if self._is_counted:  # STARTTLS comes here a second time
                super().connection_made(transport)
                return
            self.visitors = visitors
            self.peer = str((transport.get_extra_info("peername") or ("",))[0])
            refusal = visitors.enter(self.peer)
            if refusal:
                _turn_away(transport, refusal)
                return
            self._is_counted = True
            super().connection_made(transport)
            self.loop.call_later(visitors.limits.session_seconds, self._end)

        def connection_lost(self, error: Exception | None) -> None:
            if self._is_counted:
                self._is_counted = False
                visitors.leave(self.peer)
                super().connection_lost(error)

        def _end(self) -> None:
            if self._is_counted and self.transport is not None:
                self.transport.close()

    return Guarded


def _turn_away(transport: asyncio.BaseTransport, refusal: str) -> None:
    assert isinstance(transport, asyncio.WriteTransport)
    transport.write(f"{refusal}\r\n".encode())
    transport.close()
