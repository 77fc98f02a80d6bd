"""A job is told ids only: what it works on is read when it runs, in the store's scope that the worker opens."""

from __future__ import annotations

import inspect
from collections.abc import Callable, Iterator
from typing import Any

from django_tasks.base import Task

from tests.guards.source import modules
from tests.guards.verdict import verdict

OUR_HOST = "the host of ours that the person uses, for the link in the letter"
ALLOWED = {
    "saath.accounts.jobs.mail_reset_link: is told origin: str, which is no id": OUR_HOST,
    "saath.accounts.jobs.mail_security_notice: is told origin: str, which is no id": OUR_HOST,
    "saath.accounts.jobs.mail_security_notice: is told kind: str, which is no id": "one of the kinds of the audit",
    "saath.conversations.jobs.deliver: is told turns: Sequence[Turn], which is no id": "each turn holds the id of a delivery",
    "saath.conversations.jobs.read_intake_item: is told turns: Sequence[Turn], which is no id": "each turn holds the id of a row",
    "saath.team.push.jobs.push_to_device: is told kind: str, which is no id": "one of the kinds of team.rules",
    "saath.team.push.jobs.push_to_device: is told goes_along: bool, which is no id": "whether somebody hears of it as who has it",
}
ID_TYPES = {"int", "int | None", "UUID", "str"}


def faults(function: Callable[..., Any]) -> Iterator[str]:
    """Yield what is wrong with the function of a task."""
    if "jobs" not in function.__module__.split("."):
        yield "does not live in a jobs module"
    for parameter in inspect.signature(function).parameters.values():
        annotation = parameter.annotation
        text = annotation if isinstance(annotation, str) else getattr(annotation, "__name__", str(annotation))
        if text not in ID_TYPES or not parameter.name.endswith(("_id", "_key")):
            yield f"is told {parameter.name}: {text}, which is no id"


def all_tasks() -> Iterator[Task[Any, Any]]:
    """Yield every task that any module defines, once."""
    seen: set[str] = set()
    for module in modules():
        for value in vars(module).values():
            if isinstance(value, Task) and value.module_path not in seen:
                seen.add(value.module_path)
                yield value


def test_every_task_is_in_order() -> None:
    found = [f"{task.module_path}: {fault}" for task in all_tasks() for fault in faults(task.func)]
    assert verdict(found, ALLOWED) == []


def test_catches_a_task_that_is_told_text() -> None:
    def thank(customer: dict[str, str], message_id: int) -> None:
        """Carries a customer's words through the queue."""

    thank.__module__ = "saath.conversations.views"
    assert list(faults(thank)) == [
        "does not live in a jobs module",
        "is told customer: dict[str, str], which is no id",
    ]
