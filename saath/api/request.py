"""What a request of a program carries once the gate has let it in."""

from __future__ import annotations

from typing import Any

from django.http import HttpRequest

from saath.conversations.parts import SavedFile
from saath.programs.grants import Grant
from saath.tenancy.actor import Actor
from saath.tenancy.models import Store


class ApiRequest(HttpRequest):
    """A request with a token that is good in this shop; `included` is what `?include=` asks for.

    `sent` is its body, of which each thing came on one of `lines` where it has these, or `upload` where that is a file;
    `digest` names what was sent. `tells_secret` says that the answer holds what opens something.
    """

    store: Store
    grant: Grant
    actor: Actor
    sent: Any
    upload: SavedFile
    lines: list[int]
    _body: bytes
    digest: str
    included: frozenset[str]
    tells_secret: bool
