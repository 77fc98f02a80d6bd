"""Doors of connections, and who tells through them."""

from __future__ import annotations

import json
from dataclasses import dataclass
from typing import Any

from django.test import Client
from django.urls import reverse

from saath.jobs.worker import Worker
from saath.orders.actions.connections import keep_secret, make_connection
from saath.orders.connectors.registry import connector_of
from saath.orders.connectors.tests.contract import SECRET
from saath.orders.models import Connection
from saath.stores.tests.builders import TEST

HOST = "help.paanch-takiye.test"


@dataclass(frozen=True)
class Door:
    """A connection and how its platform tells through it."""

    connection: Connection

    def tell(self, said: Any, headers: dict[str, str] | None = None, secret: str = SECRET) -> int:
        """Deliver what is said, signed with a secret, and return the status of the answer."""
        body = said if isinstance(said, bytes) else json.dumps(said).encode()
        proof = connector_of(self.connection.platform).sign(body, secret)
        return self.post(body, {**(headers or {}), **proof})

    def post(self, body: bytes, headers: dict[str, str]) -> int:
        """Deliver bytes, and return the status of the answer."""
        path = reverse("hooks:door", args=[self.connection.public_id], urlconf="config.urls.shopper")
        client = Client(enforce_csrf_checks=True)
        answer = client.post(path, body, content_type="application/json", headers={"host": HOST, **headers})
        return answer.status_code


def read() -> None:
    """Do what waits, so that what came is read."""
    Worker(threads=0).run_pending()


def open_door(platform: str, account: str = "") -> Door:
    """Connect a platform, whose deliveries are signed with SECRET."""
    connection = make_connection(TEST, platform=platform, account=account, name=platform.title())
    keep_secret(TEST, connection, secret=SECRET)
    return Door(connection)
