"""What the processes of a running Saath do."""

from __future__ import annotations

import signal
import socket
import ssl
import threading
from collections.abc import Iterator, Sequence
from contextlib import contextmanager

import uvicorn
from django.conf import settings
from uvicorn.protocols.http.httptools_impl import HttpToolsProtocol

from saath.channels.email.smtp_in import Door, MailServer
from saath.channels.email.smtp_limits import Limits
from saath.conversations.intake import accept_mail, is_recipient
from saath.jobs.worker import Worker
from saath.operations.application import WebApplication

KEEP_ALIVE_SECONDS = 30
STOP_WITHIN_SECONDS = 15


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
                proxy_headers=settings.SECURE_PROXY_SSL_HEADER is not None,
                timeout_keep_alive=KEEP_ALIVE_SECONDS,
                timeout_graceful_shutdown=STOP_WITHIN_SECONDS,
            )
        )
        self._application = application

    async def shutdown(self, sockets: list[socket.socket] | None = None) -> None:
        """Stop listening, let requests finish, stop."""
        self._application.end_streams()
        await super().shutdown(sockets)


def run_web(application: WebApplication, doors: Sequence[socket.socket]) -> None:
    """Serve pages and live streams on open sockets until SIGTERM."""
    signal.signal(signal.SIGTERM, lambda *_: None)  # uvicorn raises it once more when it is done
    WebServer(application).run(sockets=list(doors))


def run_worker(*, smtp: tuple[str, int] | None) -> None:
    """Run jobs, and take in mail at the address `smtp` where one is given, until SIGTERM or SIGINT."""
    stop = threading.Event()
    for number in (signal.SIGTERM, signal.SIGINT):
        signal.signal(number, lambda *_: stop.set())
    with _taking_mail(smtp):
        Worker(threads=settings.WORKER_THREADS, lease_seconds=settings.LEASE_SECONDS).run(stop)


@contextmanager
def _taking_mail(smtp: tuple[str, int] | None) -> Iterator[None]:
    if smtp is None:
        yield
        return
    host, port = smtp
    door = Door(host=host, port=port, name=socket.gethostname(), tls=_tls())
    limits = Limits(mail_octets=settings.MAX_MAIL_BYTES)
    with MailServer(accept_mail, is_recipient, door=door, limits=limits):
        yield


def _tls() -> ssl.SSLContext | None:
    """Return what STARTTLS needs; None without a certificate."""
    if not settings.SMTP_IN_CERTIFICATE:
        return None
    context = ssl.create_default_context(ssl.Purpose.CLIENT_AUTH)
    context.load_cert_chain(settings.SMTP_IN_CERTIFICATE, settings.SMTP_IN_KEY or None)
    return context
