"""A web application on a real socket, in a thread of the test."""

from __future__ import annotations

import socket
import threading
from collections.abc import Iterator
from contextlib import contextmanager
from typing import Any

import uvicorn


@contextmanager
def serving(application: Any) -> Iterator[str]:
    """Serve on a free port and give its address; at the end let requests finish."""
    door = socket.create_server(("127.0.0.1", 0))
    config = uvicorn.Config(
        application, log_config=None, ws="none", lifespan="on", timeout_graceful_shutdown=5
    )
    server = uvicorn.Server(config)
    thread = threading.Thread(target=server.run, kwargs={"sockets": [door]}, daemon=True)
    thread.start()
    try:
        yield f"http://127.0.0.1:{door.getsockname()[1]}"
    finally:
        getattr(application, "end_streams", lambda: None)()
        server.should_exit = True
        thread.join(20)
