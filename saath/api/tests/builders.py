"""Programs for tests: a client that comes with a token."""

from __future__ import annotations

import json
from collections.abc import Collection
from typing import Any

from django.test import Client

from saath.api.parsing import JSON, OCTETS
from saath.conversations.tests.builders import Desk
from saath.programs.scopes import NAMES
from saath.programs.tests.builders import make_token
from saath.stores.models import Member
from saath.stores.tests.builders import Shop

BASE = "/api/v1"


class Program:
    """Asks the API of a shop with a token, '' for none."""

    def __init__(self, host: str, token: str) -> None:
        self.client = Client(headers={"host": host})
        self.token = token

    def get(self, path: str, **headers: str) -> Any:
        """Read; header names are written with underscores."""
        return self.ask("GET", path, **headers)

    def post(self, path: str, body: Any = None, **headers: str) -> Any:
        """Write by POST."""
        return self.ask("POST", path, body, **headers)

    def ask(self, method: str, path: str, body: Any = None, **headers: str) -> Any:
        """Ask in any way, with octets or with JSON."""
        sent = {name.replace("_", "-"): value for name, value in headers.items()}
        if self.token:
            sent["Authorization"] = f"Bearer {self.token}"
        data = body if isinstance(body, bytes) else b"" if body is None else json.dumps(body).encode()
        kind = OCTETS if isinstance(body, bytes) else JSON if body is not None else ""
        return self.client.generic(method, f"{BASE}{path}", data, content_type=kind, headers=sent)


def program_of(member: Member, shop: Shop, scopes: Collection[str] = NAMES) -> Program:
    """Return a program that acts for a member within these scopes."""
    return Program(shop.host, make_token(member, scopes).bearer.reveal())


def program_at(desk: Desk, *scopes: str) -> Program:
    """Return a program that acts for the colleague of a desk; without scopes it has all."""
    return program_of(desk.member, desk.shop, scopes or NAMES)
