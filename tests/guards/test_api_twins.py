"""What a person can do, a program can: an action that a staff page asks for is asked for by an operation, and the reverse."""

from __future__ import annotations

import ast
from collections.abc import Iterator
from importlib import import_module
from pathlib import Path
from types import ModuleType
from typing import Any

from tests.guards.source import python_files, tree_of
from tests.guards.twins import listed
from tests.guards.verdict import verdict

# Surfaces of others than the staff, and what is no page.
OTHERS = {"chat_widget", "portal", "demo", "api", "cli", "operations"}


def is_staff_page(path: Path) -> bool:
    """Tell whether a file is a part of the staff's pages."""
    return path.parts[1] not in OTHERS and bool({"views", "desk"} & {*path.parts})


def is_operation(path: Path) -> bool:
    """Tell whether a file is a part of the API."""
    return path.parts[:2] == ("saath", "api")


def actions_of(tree: ast.Module) -> Iterator[str]:
    """Yield the actions that a file imports, by themselves or with their module, by the modules that define them."""
    modules: dict[str, ModuleType] = {}
    for node in ast.walk(tree):
        if isinstance(node, ast.ImportFrom) and "actions" in (node.module or "").split("."):
            for alias in node.names:
                module = import_module(str(node.module))
                found = getattr(module, alias.name, None) or import_module(f"{node.module}.{alias.name}")
                if isinstance(found, ModuleType):
                    modules[alias.asname or alias.name] = found
                else:
                    yield from _if_action(found)
    for node in ast.walk(tree):
        if isinstance(node, ast.Attribute) and isinstance(node.value, ast.Name) and node.value.id in modules:
            yield from _if_action(getattr(modules[node.value.id], node.attr, None))


def _if_action(found: Any) -> Iterator[str]:
    if getattr(found, "is_action", False):
        yield f"{found.__module__}.{found.__name__}"


def used_by_pages() -> set[str]:
    """Return the actions that the staff's pages ask for."""
    return {action for path in python_files() if is_staff_page(path) for action in actions_of(tree_of(path))}


def used_by_operations() -> set[str]:
    """Return the actions that the API asks for."""
    return {action for path in python_files() if is_operation(path) for action in actions_of(tree_of(path))}


def test_what_a_person_can_do_a_program_can() -> None:
    missing = used_by_pages() - used_by_operations()
    assert verdict(missing, listed("NOT_FOR_PROGRAMS")) == []


def test_what_a_program_can_do_a_person_can() -> None:
    missing = used_by_operations() - used_by_pages()
    assert verdict(missing, listed("ONLY_FOR_PROGRAMS")) == []


def test_knows_the_doors_of_both() -> None:
    assert "saath.conversations.actions.triage.solve_conversation" in used_by_pages() & used_by_operations()


def test_catches_an_action_by_any_name() -> None:
    tree = ast.parse("from saath.conversations.actions.reply import reply as send, add_note")
    assert {*actions_of(tree)} == {
        "saath.conversations.actions.reply.reply",
        "saath.conversations.actions.reply.add_note",
    }
    tree = ast.parse(
        "from saath.conversations.actions import spam as junk\njunk.call_spam(1); junk.Nothing()"
    )
    assert {*actions_of(tree)} == {"saath.conversations.actions.spam.call_spam"}
