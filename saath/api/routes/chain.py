"""Whom a shop asks as the time of a promise runs out."""

from __future__ import annotations

from typing import Annotated

from ninja import Query, Router
from pydantic import Field

from saath.api.operations import reads, writes
from saath.api.request import ApiRequest
from saath.api.shapes import Input, Page
from saath.api.shapes.chain import Chain, NewChain, ReachedStep, reached_shape, step_of, step_shape
from saath.promises.chain.actions.chain import reset_chain, set_chain
from saath.promises.chain.content import steps_from
from saath.promises.chain.forms import MOST_PREVIEWED
from saath.promises.chain.queries import get_chain, preview_chain

router = Router(tags=["chain"])
READ, WRITE = "settings:read", "settings:write"


class Previewed(Input):
    """A promise that begins now."""

    channel: Annotated[str, Field(max_length=20)] = "email"
    minutes: Annotated[int, Field(ge=1, le=MOST_PREVIEWED)] = 5


@reads(router, "/chain", Chain, scope=READ)
def get_chain_of_shop(request: ApiRequest) -> Chain:
    """Get whom the shop asks as the time of a promise runs out."""
    return Chain(steps=[step_shape(each) for each in get_chain(request.actor)])


@writes(router, "PUT", "/chain", Chain, scope=WRITE)
def set_chain_of_shop(request: ApiRequest, body: NewChain) -> Chain:
    """Write the whole chain; conversations that wait follow it from their next step on.

    The last step is one in which everybody hears, when the time is missed or later.
    """
    kept = set_chain(request.actor, steps=[step_of(each) for each in body.steps])
    return Chain(steps=[step_shape(each) for each in steps_from(kept.steps)])


@writes(router, "POST", "/chain/reset", Chain, scope=WRITE)
def reset_chain_of_shop(request: ApiRequest) -> Chain:
    """Go back to the steps with which every shop begins."""
    return Chain(steps=[step_shape(each) for each in steps_from(reset_chain(request.actor).steps)])


@reads(router, "/chain/preview", Page[ReachedStep], scope=READ)
def preview_chain_of_shop(request: ApiRequest, asked: Query[Previewed]) -> Page[ReachedStep]:
    """List when each step would be taken for a promise that begins now, and whom it would reach."""
    steps = get_chain(request.actor)
    found = preview_chain(request.actor, steps, channel=asked.channel, target_seconds=asked.minutes * 60)
    return Page(items=[reached_shape(each) for each in found], next_cursor=None)
