"""Choosing whom the shop asks as the time of a promise runs out."""

from __future__ import annotations

from collections.abc import Sequence

from saath.promises.chain.content import as_kept, checked_steps
from saath.promises.chain.events import CHAIN_CHANGED
from saath.promises.chain.queries import those_who_may
from saath.promises.chain.rules import STARTING, Step
from saath.promises.models import Chain
from saath.tenancy.actor import Actor
from saath.tenancy.transactions import action
from saath.timeline.emit import emit

VERB = "store.settings"


@action
def set_chain(actor: Actor, *, steps: Sequence[Step]) -> Chain:
    """Write the shop's steps anew, in the order of their time; clocks that run follow them from their next step on.

    Raises `Forbidden`, `BadInput` where a step names nobody, or the last is not one in which everybody hears.
    """
    actor.require(VERB)
    may = those_who_may()
    kept = as_kept(checked_steps(steps, members=may.members, skills=may.skills))
    chain = Chain.objects.select_for_update(of=("self",)).first() or Chain.objects.create()
    if chain.steps == kept:
        return chain
    chain.steps = kept
    chain.version += 1
    chain.save(update_fields=["steps", "version"])
    emit(actor, CHAIN_CHANGED, subject=chain, changed=["steps"])
    return chain


@action
def reset_chain(actor: Actor) -> Chain:
    """Go back to the steps with which every shop begins. Raises `Forbidden`."""
    return set_chain(actor, steps=STARTING)
