"""A colleague who answers on the desk, over HTTP, and presses Send again when nothing came back."""

from __future__ import annotations

import re
import subprocess
import threading
from collections.abc import Iterator
from contextlib import suppress
from dataclasses import dataclass, field
from uuid import uuid4

import httpx

from tests.installation import OWNER, PASSWORD

PAUSE_SECONDS = 0.2
_TOKEN = re.compile(r'name="csrfmiddlewaretoken" value="([^"]+)"')
_CONVERSATION = re.compile(r'data-conversation="([0-9a-f-]{36})"')


class Stopped(Exception):
    """The test ended before the desk answered."""


@dataclass
class Clerk:
    """Answers so many conversations on one thread."""

    url: str
    wanted: int
    permits: threading.Semaphore
    stop: threading.Event
    answered: set[str] = field(default_factory=set)
    tries: int = 0
    _http: httpx.Client = field(init=False)

    def __post_init__(self) -> None:
        self._http = httpx.Client(base_url=self.url, follow_redirects=True, timeout=20)

    def run(self) -> None:
        """Answer each conversation of the queue once, until so many are answered."""
        with suppress(Stopped):
            self.sign_in()
            self._answer_all()

    def _answer_all(self) -> None:
        while len(self.answered) < self.wanted and not self.stop.is_set():
            waiting = [each for each in self._waiting() if each not in self.answered]
            for conversation in waiting[: self.wanted - len(self.answered)]:
                self.permits.acquire()
                self.answer(conversation, f"It leaves today, for {conversation}.")
                self.answered.add(conversation)
            if not waiting:
                self.stop.wait(PAUSE_SECONDS)

    def sign_in(self) -> None:
        """Sign in as the owner."""
        door = self._get("/sign-in/")
        self._post("/sign-in/", {"login": OWNER, "password": PASSWORD, "csrfmiddlewaretoken": _token(door)})

    def enter(self, session: str) -> None:
        """Come in with the key of a session that is there already."""
        self._http.cookies.set("saath_session", session)

    @property
    def process(self) -> int:
        """Return the process that answers this clerk, whose line stays open."""
        with self._http.stream("GET", "/sign-in/") as answer:
            return process_behind(answer)

    def read(self, path: str) -> str:
        """Return a page."""
        return self._get(path)

    def answer(self, conversation: str, text: str) -> None:
        """Answer a conversation once, however often Send has to be pressed for it."""
        form = {"kind": "reply", "text": text, "client_key": uuid4().hex, "queue": "now"}
        self.do(conversation, "answer", form)

    def do(self, conversation: str, what: str, form: dict[str, str]) -> None:
        """Send a form of a conversation's page."""
        page = self._get(f"/desk/now/{conversation}/")
        self._post(f"/conversations/{conversation}/{what}/", {**form, "csrfmiddlewaretoken": _token(page)})

    def close(self) -> None:
        """Hang up."""
        self._http.close()

    def _waiting(self) -> list[str]:
        return list(dict.fromkeys(_CONVERSATION.findall(self._get("/desk/now/"))))

    def _get(self, path: str) -> str:
        return self._until_answered("GET", path)

    def _post(self, path: str, form: dict[str, str]) -> str:
        return self._until_answered("POST", path, form)

    def _until_answered(self, method: str, path: str, form: dict[str, str] | None = None) -> str:
        for response in self._tried(method, path, form):
            if response.status_code < 400:
                return response.text
            assert response.status_code >= 500, f"{method} {path}: {response.status_code}"
        raise Stopped(path)

    def _tried(self, method: str, path: str, form: dict[str, str] | None) -> Iterator[httpx.Response]:
        while not self.stop.is_set():
            self.tries += 1
            with suppress(httpx.HTTPError):
                yield self._http.request(method, path, data=form)
            self.stop.wait(PAUSE_SECONDS)


def process_behind(answer: httpx.Response) -> int:
    """Return the process at the other end of the line by which an answer comes."""
    _host, port = answer.extensions["network_stream"].get_extra_info("client_addr")
    lines = subprocess.run(
        ["ss", "-tnpH", "state", "established", f"dport = :{port}"],
        capture_output=True, text=True, check=True,
    ).stdout  # fmt: skip
    found = re.search(r"pid=(\d+)", lines)
    assert found, lines
    return int(found[1])


def _token(page: str) -> str:
    found = _TOKEN.search(page)
    assert found, page[:2000]
    return found[1]
