"""What the processes of a running Saath do."""

from __future__ import annotations

import asyncio
import gc
import os
import signal
import socket
import ssl
from collections.abc import Iterator, Sequence
from contextlib import contextmanager
from functools import partial

import uvicorn
from aiosmtpd.lmtp import LMTP
from django.conf import settings
from uvicorn.protocols.http.httptools_impl import HttpToolsProtocol

from saath.channels.email.smtp_in import Door, MailServer
from saath.channels.email.smtp_limits import Limits
from saath.cli.entrance import Entrance
from saath.conversations.intake import accept_for, account_for
from saath.core.stopping import stop_by_signal
from saath.jobs.worker import Worker
from saath.operations.application import WebApplication
from saath.webhooks.rules import QUEUE as WEBHOOKS

KEEP_ALIVE_SECONDS = 30
STOP_WITHIN_SECONDS = 15
# One server of this house hands everything over.
NO_LIMIT = 1_000_000
# Behind pages, whose senders wait: of a processor that both want, Linux then gives them ten times as much (sched(7)).
STEPS_BACK = 10


class WebServer(uvicorn.Server):
    """uvicorn, which on its way out ends the open streams first: else it would wait for them in vain."""

    def __init__(self, application: WebApplication) -> None:
        super().__init__(
            uvicorn.Config(
                application,
                ws="none",
                lifespan="on",
                loop="asyncio",
                http=HttpToolsProtocol,
                log_config=None,
                access_log=False,
                server_header=False,
                proxy_headers=bool(settings.TRUSTED_PROXIES),
                forwarded_allow_ips=settings.TRUSTED_PROXIES,
                timeout_keep_alive=KEEP_ALIVE_SECONDS,
                timeout_graceful_shutdown=STOP_WITHIN_SECONDS,
            )
        )
        self._application = application
        self._entrances: list[Entrance] = []

    async def startup(self, sockets: list[socket.socket] | None = None) -> None:
        """Start, and share out among the processes who comes in by the sockets."""
        await super().startup(sockets=[])

        def protocol() -> asyncio.Protocol:
            return HttpToolsProtocol(
                config=self.config, server_state=self.server_state, app_state=self.lifespan.state
            )

        held = self.server_state.connections
        self._entrances = [Entrance(door, protocol, held) for door in sockets or ()]

    async def shutdown(self, sockets: list[socket.socket] | None = None) -> None:
        """Stop listening, let requests finish, stop."""
        for entrance in self._entrances:
            entrance.close()
        self._application.end_streams()
        await super().shutdown(sockets)


def run_web(application: WebApplication, doors: Sequence[socket.socket]) -> None:
    """Serve pages and live streams on open sockets until SIGTERM."""
    signal.signal(signal.SIGTERM, lambda *_: None)  # uvicorn raises it once more when it is done
    WebServer(application).run(sockets=list(doors))


def run_worker(*, smtp: tuple[str, int] | None) -> None:
    """Run jobs, and take in mail at the address `smtp` and out of mailboxes where one is given, until SIGTERM or SIGINT."""
    # What was loaded is never garbage: looking through it took a third of a second after every few hundred mails.
    gc.collect()
    gc.freeze()
    os.nice(STEPS_BACK)  # before any thread starts: each takes over the priority of the one that starts it
    stop = stop_by_signal()
    with _taking_mail(smtp), _reading_mailboxes(is_wanted=smtp is not None):
        Worker(
            threads=settings.WORKER_THREADS,
            aside={WEBHOOKS: settings.WEBHOOK_THREADS},
            lease_seconds=settings.LEASE_SECONDS,
        ).run(stop)


@contextmanager
def _taking_mail(smtp: tuple[str, int] | None) -> Iterator[None]:
    if smtp is None:
        yield
        return
    host, port = smtp
    door = Door(host=host, port=port, name=socket.gethostname(), tls=_tls())
    limits = Limits(mail_octets=settings.MAX_MAIL_BYTES)
    with MailServer(accept_for, account_for, door=door, limits=limits), _taking_mail_of_server():
        yield


@contextmanager
def _taking_mail_of_server() -> Iterator[None]:
    """Take in, where it is wanted, what the mail server of this house hands over by LMTP (RFC 2033)."""
    if not settings.LMTP_IN_PORT:
        yield
        return
    door = Door(host=settings.LMTP_IN_HOST, port=settings.LMTP_IN_PORT, name=socket.gethostname())
    accept = partial(accept_for, source="lmtp")
    limits = Limits(
        mail_octets=settings.MAX_MAIL_BYTES,
        connections_a_peer=Limits().connections,
        mails_a_minute_a_peer=NO_LIMIT,
    )
    with MailServer(accept, account_for, door=door, limits=limits, protocol=LMTP):
        yield


@contextmanager
def _reading_mailboxes(*, is_wanted: bool) -> Iterator[None]:
    if not is_wanted:
        yield
        return
    from saath.mailboxes.watching import reading_mailboxes  # here, as no page needs imapclient

    stop_reading = reading_mailboxes(lease_seconds=settings.LEASE_SECONDS)
    try:
        yield
    finally:
        stop_reading()


def _tls() -> ssl.SSLContext | None:
    """Return what STARTTLS needs; None without a certificate."""
    if not settings.SMTP_IN_CERTIFICATE:
        return None
    context = ssl.create_default_context(ssl.Purpose.CLIENT_AUTH)
    context.load_cert_chain(settings.SMTP_IN_CERTIFICATE, settings.SMTP_IN_KEY or None)
    return context
