"""What happens is a function of an `actions` module: one transaction, an actor first, the rest by keyword."""

from __future__ import annotations

import inspect
from collections.abc import Callable, Iterator
from types import ModuleType
from typing import Any

from saath.tenancy.actor import Actor
from saath.tenancy.transactions import action
from tests.guards.source import modules
from tests.guards.verdict import verdict

PART = "a part of several actions, called inside their transaction with the actor already asked"
ALLOWED = {
    "saath.conversations.actions.automatic.say_automatically: is no action": PART,
    "saath.conversations.actions.history.add_history: is no action": PART,
    "saath.conversations.actions.history.hold_history: is no action": PART,
    "saath.conversations.actions.history.joined: is no action": PART,
    "saath.conversations.actions.owed.end_owed: is no action": PART,
    "saath.conversations.actions.owed.keep_by_writing: is no action": PART,
    "saath.conversations.actions.owed.keep_owed: is no action": PART,
    "saath.conversations.actions.owed.owed_update: is no action": PART,
    "saath.conversations.actions.owed.show_owed: is no action": PART,
    "saath.conversations.actions.owed.unsay: is no action": PART,
    "saath.conversations.actions.owed.withdraw_owed: is no action": PART,
    "saath.conversations.actions.promising.check_promise: is no action": PART,
    "saath.conversations.actions.promising.make_promise: is no action": PART,
    "saath.conversations.actions.said.index_message: is no action": PART,
    "saath.conversations.actions.said.keep_draft_files: is no action": PART,
    "saath.conversations.actions.said.keep_files: is no action": PART,
    "saath.conversations.actions.said.keep_html: is no action": PART,
    "saath.conversations.actions.said.show_last: is no action": PART,
    "saath.conversations.actions.said.touch: is no action": PART,
    "saath.conversations.actions.snooze.check_until: is no action": PART,
    "saath.conversations.actions.tags.checked_tag: is no action": PART,
    "saath.conversations.actions.triage.locked: is no action": PART,
    "saath.conversations.actions.turns.due_for: is no action": PART,
    "saath.conversations.actions.turns.nobodys_turn: is no action": PART,
    "saath.conversations.actions.turns.our_turn: is no action": PART,
    "saath.conversations.actions.turns.save_turn: is no action": PART,
    "saath.conversations.actions.turns.their_turn: is no action": PART,
    "saath.conversations.actions.turns.waiting_since: is no action": PART,
}


def public_functions(module: ModuleType) -> Iterator[Callable[..., Any]]:
    """Yield the public functions that a module itself defines."""
    for name, value in vars(module).items():
        if inspect.isfunction(value) and value.__module__ == module.__name__ and not name.startswith("_"):
            yield value


def faults(function: Callable[..., Any]) -> Iterator[str]:
    """Yield what is wrong with a public function of an actions module."""
    if not getattr(function, "is_action", False):
        yield "is no action"
        return
    parameters = list(inspect.signature(function).parameters.values())
    if not parameters or parameters[0].name != "actor" or parameters[0].annotation not in ("Actor", Actor):
        yield "does not take an actor first"
    loose = [p.name for p in parameters[2:] if p.kind is not inspect.Parameter.KEYWORD_ONLY]
    if loose:
        yield f"takes {', '.join(loose)} by position"


def actions_modules() -> Iterator[ModuleType]:
    """Yield every module of every `actions` package. A module named `_x` holds parts of actions, not actions."""
    for module in modules():
        parts = module.__name__.split(".")
        if "actions" in parts and not parts[-1].startswith("_"):
            yield module


def test_every_action_is_in_order() -> None:
    found = [
        f"{module.__name__}.{function.__name__}: {fault}"
        for module in actions_modules()
        for function in public_functions(module)
        for fault in faults(function)
    ]
    assert verdict(found, ALLOWED) == []


def test_catches_a_function_that_is_no_action() -> None:
    def pause(conversation: object) -> None:
        """Writes without an actor."""

    assert list(faults(pause)) == ["is no action"]


def test_catches_arguments_by_position_and_a_missing_actor() -> None:
    @action
    def assign(who: Actor, conversation: object, to: object) -> None:
        """Takes them in any order."""

    assert list(faults(assign)) == ["does not take an actor first", "takes to by position"]
