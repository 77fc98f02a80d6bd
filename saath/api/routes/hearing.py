"""Of what the colleague whose token it is hears."""

from __future__ import annotations

from datetime import time

from ninja import Router

from saath.api.operations import reads, writes
from saath.api.request import ApiRequest
from saath.api.shapes.hearing import Hearing, NewHearing, hearing_shape
from saath.team.actions import hearing
from saath.team.queries import get_hearing
from saath.team.rules import Digest, Kind, Quiet, Wish

router = Router(tags=["team"])


@reads(router, "/me/hearing", Hearing, scope="conversations:write")
def get_own_hearing(request: ApiRequest) -> Hearing:
    """Get of what one hears, and how."""
    return hearing_shape(get_hearing(request.actor).wish)


@writes(router, "PUT", "/me/hearing", Hearing, scope="conversations:write")
def choose_hearing(request: ApiRequest, body: NewHearing) -> Hearing:
    """Choose of what one hears, and how."""
    wish = Wish(
        kinds={kind.value: () for kind in Kind} | {str(kind): ways for kind, ways in body.kinds.items()},
        quiet=Quiet(body.quiet),
        quiet_from=_time(body.quiet_from),
        quiet_to=_time(body.quiet_to),
        digest=Digest(body.digest),
        shows_words=body.shows_words,
    )
    hearing.choose_hearing(request.actor, wish=wish)
    return get_own_hearing(request)


def _time(said: str | None) -> time | None:
    return None if said is None else time.fromisoformat(said)
