"""What a request of a program carries once the gate has let it in."""

from __future__ import annotations

from typing import Any

from django.http import HttpRequest

from saath.programs.grants import Grant
from saath.tenancy.actor import Actor
from saath.tenancy.models import Store


class ApiRequest(HttpRequest):
    """A request with a token that is good in this shop; `sent` is its body, `included` what `?include=` asks for."""

    store: Store
    grant: Grant
    actor: Actor
    sent: Any
    included: frozenset[str]
