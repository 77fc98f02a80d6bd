"""A whole Saath as its owner runs it: the command in processes of its own, a fresh data folder, free ports."""

from __future__ import annotations

import fcntl
import os
import secrets
import signal
import socket
import subprocess
import sys
import time
from collections.abc import Callable, Iterator
from contextlib import contextmanager
from dataclasses import dataclass, field
from pathlib import Path

import httpx

from tests.prepared import begin_prepared

COMMAND = str(Path(sys.executable).with_name("saath"))
MAILBOX = "namaste@paanch.test"
OWNER = "meera@paanch.test"
PASSWORD = "five pillows on a charpai"
START_SECONDS = 240.0
STOP_SECONDS = 40.0
LOOK_SECONDS = 0.05
# Linux gives ports from 32,768 on to whoever connects: a process that starts again might find its own taken.
LASTING_PORTS = range(20_000, 32_000)


def wait_until(condition: Callable[[], object], what: str, *, seconds: float = 60.0) -> None:
    """Look again and again until the condition holds; raises AssertionError with `what` after `seconds`."""
    end = time.monotonic() + seconds
    while not condition():
        if time.monotonic() > end:
            raise AssertionError(f"{what}: not within {seconds:.0f} s")
        time.sleep(LOOK_SECONDS)


@dataclass
class Program:
    """One started command with everything that it writes in a file."""

    arguments: tuple[str, ...]
    environment: dict[str, str]
    log: Path
    process: subprocess.Popen[bytes] = field(init=False)

    def __post_init__(self) -> None:
        self.start()

    def start(self) -> None:
        """Start it, again where it has ended. It ends with the thread that started it."""
        with open(self.log, "ab") as log:
            self.process = subprocess.Popen(
                ["setpriv", "--pdeathsig", "KILL", COMMAND, *self.arguments],
                env=self.environment, stdin=subprocess.DEVNULL, stdout=log, stderr=log,
            )  # fmt: skip

    @property
    def is_running(self) -> bool:
        """Whether it has not ended."""
        return self.process.poll() is None

    def children(self) -> list[int]:
        """Return the process ids of its running children."""
        pid = self.process.pid
        try:
            return [int(child) for child in Path(f"/proc/{pid}/task/{pid}/children").read_text().split()]
        except FileNotFoundError:
            return []

    def kill(self) -> None:
        """End it and its children at once, as a power cut would."""
        doomed = [self.process.pid, *self.children()]
        for pid in doomed:
            end(pid, signal.SIGKILL)
        self.process.wait(STOP_SECONDS)
        wait_until(lambda: not any(map(is_alive, doomed)), "killed processes are gone")

    def kill_parent(self) -> None:
        """End the parent alone; its children notice, finish what they do, and go."""
        orphans = self.children()
        end(self.process.pid, signal.SIGKILL)
        self.process.wait(STOP_SECONDS)
        wait_until(lambda: not any(map(is_alive, orphans)), "orphans are gone", seconds=STOP_SECONDS)

    def stop(self) -> None:
        """Ask it to stop, and wait; kill it where it does not."""
        self.process.terminate()
        try:
            self.process.wait(STOP_SECONDS)
        except subprocess.TimeoutExpired:
            self.kill()


@dataclass
class Installation:
    """A data folder, the environment of every command in it, and the three ports of its hosts."""

    folder: Path
    environment: dict[str, str]
    port: int
    smtp_port: int

    @classmethod
    def make(
        cls, folder: Path, *, database_url: str = "", owner_url: str = "", **settings: str
    ) -> Installation:
        """Choose ports and gather the environment; nothing is started. `settings` are `SAATH_…` variables."""
        own = {"SAATH_DATA": str(folder / "data"), "SAATH_LOG_FORMAT": "console"}
        own |= {f"SAATH_{name.upper()}": value for name, value in settings.items()}
        if database_url:
            own |= {"DATABASE_URL": database_url, "DATABASE_OWNER_URL": owner_url}
        strange = ("SAATH_", "DATABASE_", "REDIS_", "DJANGO_")
        inherited = {name: value for name, value in os.environ.items() if not name.startswith(strange)}
        return cls(folder, inherited | own, free_ports(3), free_ports(1))

    @property
    def host(self) -> str:
        """Return the host of the desk."""
        return f"localhost:{self.port}"

    @property
    def url(self) -> str:
        """Return the address of the desk, without a slash at its end."""
        return f"http://{self.host}"

    @property
    def database(self) -> Path:
        """Return the file of the database on SQLite."""
        return self.folder / "data" / "saath.sqlite3"

    def run(self, *arguments: str) -> str:
        """Run a command to its end and return what it printed; raises AssertionError where it failed."""
        done = subprocess.run(
            [COMMAND, *arguments],
            env=self.environment,
            capture_output=True,
            text=True,
            check=False,
            timeout=240,
        )
        assert done.returncode == 0, f"saath {' '.join(arguments)}:\n{done.stdout}\n{done.stderr}"
        return done.stdout

    def open_shop(self) -> None:
        """Open the shop "Paanch Takiye" with its owner, without a question; on SQLite in a database prepared before."""
        if "DATABASE_URL" not in self.environment:
            begin_prepared(self.database.parent)
        self.run(
            "shop", "create", "--name", "Paanch Takiye", "--owner-name", "Meera Joshi", "--owner-email", OWNER,
            "--password", PASSWORD, "--host", self.host, "--mailbox", MAILBOX,
        )  # fmt: skip

    def start(self, *arguments: str, name: str = "serve", **settings: str) -> Program:
        """Start a command that stays; `settings` are `SAATH_…` variables for it alone."""
        own = {f"SAATH_{key.upper()}": value for key, value in settings.items()}
        return Program(arguments, self.environment | own, self.folder / f"{name}.log")

    def serve(self, *arguments: str, **settings: str) -> Program:
        """Start `saath serve` without waiting for it."""
        ports = ("--port", str(self.port), "--smtp-port", str(self.smtp_port))
        return self.start("serve", *ports, *arguments, **settings)

    @contextmanager
    def serving(self, *, workers: int = 1) -> Iterator[Program]:
        """Serve until the block ends; it begins when pages and mail are ready."""
        program = self.serve("--workers", str(workers))
        try:
            self.wait_until_ready(program)
            yield program
        finally:
            program.stop()

    def wait_until_ready(self, program: Program) -> None:
        """Wait until pages are answered and mail is taken; raises AssertionError with the log where the program ends."""

        def is_ready() -> bool:
            assert program.is_running, program.log.read_text()
            return self.answers() and can_connect(self.smtp_port)

        wait_until(is_ready, "Saath serves", seconds=START_SECONDS)

    def answers(self) -> bool:
        """Whether the pages are ready."""
        try:
            return httpx.get(f"{self.url}/readyz", timeout=5).status_code == 200
        except httpx.HTTPError:
            return False


def can_connect(port: int) -> bool:
    """Whether somebody listens on a port of this machine."""
    try:
        socket.create_connection(("127.0.0.1", port), timeout=5).close()
    except OSError:
        return False
    return True


def free_ports(count: int) -> int:
    """Return the first of so many free ports in a row, of those which no outgoing connection takes by itself.

    They are this process's until it ends: another that tests on this machine gets others.
    """
    while True:
        start = secrets.choice(LASTING_PORTS)
        if all(_is_ours(port) for port in range(start, start + count)):
            return start


def end(pid: int, number: signal.Signals) -> None:
    """Send a signal to a process that may be gone already."""
    try:
        os.kill(pid, number)
    except ProcessLookupError:
        return


def is_alive(pid: int) -> bool:
    """Whether a process runs; one that waits to be buried does not."""
    try:
        state = Path(f"/proc/{pid}/stat").read_text().rpartition(")")[2].split()[0]
    except (FileNotFoundError, ProcessLookupError):
        return False
    return state != "Z"


def _is_ours(port: int) -> bool:
    """Take a port for this process, where it is free and nobody else has taken it; with the process it is let go."""
    folder = Path("/tmp") / f"saath-test-ports-{os.getuid()}"  # of all runs, wherever each has its files
    folder.mkdir(mode=0o700, exist_ok=True)
    claim = os.open(folder / str(port), os.O_WRONLY | os.O_CREAT, 0o600)
    try:
        fcntl.flock(claim, fcntl.LOCK_EX | fcntl.LOCK_NB)
    except BlockingIOError:
        os.close(claim)
        return False
    return _is_free(port)


def _is_free(port: int) -> bool:
    with socket.socket() as door:
        door.setsockopt(socket.SOL_SOCKET, socket.SO_REUSEADDR, 1)
        try:
            door.bind(("127.0.0.1", port))
        except OSError:
            return False
        return True
