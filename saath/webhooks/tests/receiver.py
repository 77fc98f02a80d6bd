"""A server of the shop's, which remembers what it was told and answers as it is bid."""

from __future__ import annotations

import threading
from collections.abc import Mapping
from dataclasses import dataclass, field
from http.server import BaseHTTPRequestHandler, ThreadingHTTPServer
from types import TracebackType
from typing import Any, Self

from standardwebhooks import Webhook


@dataclass(frozen=True)
class Heard:
    """One request as it came."""

    headers: Mapping[str, str]
    body: bytes

    def opened_with(self, secret: str) -> Any:
        """Return what it says; raises `WebhookVerificationError` where the secret did not sign it."""
        return Webhook(secret).verify(self.body, dict(self.headers))

    @property
    def message(self) -> str:
        """Return its id."""
        return self.headers["webhook-id"]


@dataclass
class Receiver:
    """Listens on this machine until the block ends; `statuses` are answered in turn, then the last of them."""

    statuses: list[int] = field(default_factory=lambda: [200])
    says: bytes = b"thank you"
    answers_with: dict[str, str] = field(default_factory=dict)
    is_silent: bool = False
    heard: list[Heard] = field(default_factory=list)
    takes_seconds: float = 0
    most_at_once: int = 0
    _inside: int = 0

    def __enter__(self) -> Self:
        receiver = self
        self._let_go = threading.Event()

        class Door(BaseHTTPRequestHandler):
            """One request."""

            def do_POST(self) -> None:
                body = self.rfile.read(int(self.headers["Content-Length"]))
                receiver.heard.append(Heard({k.lower(): v for k, v in self.headers.items()}, body))
                receiver._inside += 1
                receiver.most_at_once = max(receiver.most_at_once, receiver._inside)
                receiver._let_go.wait(receiver.takes_seconds)
                receiver._inside -= 1
                if receiver.is_silent:
                    receiver._let_go.wait()
                    return
                self.send_response(receiver._next_status())
                for name, value in receiver.answers_with.items():
                    self.send_header(name, value)
                self.send_header("Content-Length", str(len(receiver.says)))
                self.end_headers()
                self.wfile.write(receiver.says)

            def log_message(self, *_args: object) -> None:
                """Say nothing."""

        self._server = ThreadingHTTPServer(("127.0.0.1", 0), Door)
        self._server.daemon_threads = True
        self._thread = threading.Thread(target=self._server.serve_forever, args=(0.02,), daemon=True)
        self._thread.start()
        return self

    def __exit__(
        self, kind: type[BaseException] | None, error: BaseException | None, trace: TracebackType | None
    ) -> None:
        self._let_go.set()
        self._server.shutdown()
        self._server.server_close()
        self._thread.join()

    def _next_status(self) -> int:
        return self.statuses.pop(0) if len(self.statuses) > 1 else self.statuses[0]

    @property
    def url(self) -> str:
        """Return where it listens."""
        return f"http://localhost:{self._server.server_address[1]}/saath"
