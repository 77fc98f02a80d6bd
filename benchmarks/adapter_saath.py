"""Saath, for the bench's load driver (`bench.py --adapter adapter_saath`, this folder on PYTHONPATH).

A page is one request: what a browser asks afterwards (styles, the list beside a thread) is asked in parallel with reading.
"""

from __future__ import annotations

import json
import re
from pathlib import Path
from secrets import token_hex
from typing import Any, ClassVar

from base import PASSWORD, REPLY, Base, Req, quote  # type: ignore[import-not-found]  # beside bench.py, not ours

TOKENS = "saath_tokens.json"
_SHOWN = re.compile(rb'data-conversation="([0-9a-f-]{36})"')
_OLDER = re.compile(rb'href="\?q=[^"]*before=([\w-]+)"')


class Adapter(Base):  # type: ignore[misc]  # as above
    """One colleague at the desk."""

    ids_file = "saath_ids.json"
    _tokens: ClassVar[dict[str, str]] = {}
    _signed_in: ClassVar[dict[str, dict[str, str]]] = {}

    def login(self) -> None:
        """Sign in by the form; the next run with the same agent goes on with the same session."""
        if self.user not in self._signed_in:
            self.c.get("/sign-in/")
            form = {
                "login": f"{self.user}@bench.test",
                "password": PASSWORD,
                "csrfmiddlewaretoken": self._token(),
            }
            status, _headers, _page, _size = self.c.send(Req("POST", "/sign-in/", form, status=(302,)))
            if "saath_session" not in self.c.cookies:
                raise RuntimeError(f"sign-in failed ({status})")
            self._signed_in[self.user] = dict(self.c.cookies)
        self.c.cookies.update(self._signed_in[self.user])

    def inbox(self, ident: object) -> list[Any]:
        """Return the first 50 of those who wait."""
        return [Req("GET", "/desk/now/", must=b'id="more"')]

    def ticket(self, conversation: str) -> list[Any]:
        """Return the newest part of a conversation."""
        return [Req("GET", f"/desk/now/{conversation}/", must=b'id="composer"')]

    def search(self, word: str) -> list[Any]:
        """Return the page of the newest that are found."""
        return [Req("GET", f"/desk/find/?q={quote(word)}", must=b"data-conversation=")]

    def search_hits(self, word: str) -> tuple[set[str], int]:
        """Return all that are found, page by page."""
        found: set[str] = set()
        address = f"/desk/find/?q={quote(word)}"
        before: bytes | None = None
        while True:
            _status, _headers, page, _size = self.c.get(
                address + (f"&before={before.decode()}" if before else "")
            )
            found |= {conversation.decode() for conversation in _SHOWN.findall(page)}
            older = _OLDER.search(page)
            if older is None:
                return found, len(found)
            before = older[1]

    def reply_to(self, conversation: str, ident: object) -> list[Any]:
        """Return an answer by the form; the page that it leads to is not part of it, as for the others."""
        return [Req("POST", f"/conversations/{conversation}/answer/", self._answer(ident), status=(302,))]

    def reply_pane(self, ident: object) -> list[Any]:
        """Return an answer as the script sends it: the pane of the thread comes back with it."""
        address = f"/conversations/{self.ids[self.spread(ident)]}/answer/"
        return [
            Req("POST", address, self._answer(ident), must=b'id="composer"', headers={"HX-Request": "true"})
        ]

    def api_create(self, ident: object) -> list[Any]:
        """Return a conversation begun by REST, with the token of the agent."""
        letter = {"to": "asha@customers.test", "subject": f"api {ident}", "text": REPLY}
        headers = {"Content-Type": "application/json", "Authorization": f"Bearer {self._token_of_agent()}"}
        body = json.dumps(letter).encode()
        return [Req("POST", "/api/v1/conversations", body, headers=headers, status=(201,))]

    def _token_of_agent(self) -> str:
        if not self._tokens:
            self._tokens.update(json.loads((Path(self.data) / TOKENS).read_text()))
        return self._tokens[self.user]

    def _answer(self, ident: object) -> dict[str, str]:
        return {
            "text": f"{REPLY} {ident}",
            "kind": "reply",
            "queue": "now",
            "client_key": token_hex(16),
            "csrfmiddlewaretoken": self._token(),
        }

    @staticmethod
    def tag(conversation: str) -> str:
        """Return nothing: our subjects carry no number, and one alone would thread nothing."""
        return ""

    def _token(self) -> str:
        return str(self.c.cookies.get("saath_csrf", ""))
