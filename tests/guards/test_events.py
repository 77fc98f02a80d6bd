"""An event says that something happened, to whom it may be shown, and nothing that a person wrote."""

from __future__ import annotations

import ast
import re
from collections.abc import Iterator
from typing import get_args

from saath.timeline.kinds import Audience, EventKind
from saath.timeline.models import Event
from tests.guards.source import called_name, modules, python_files, tree_of
from tests.guards.verdict import verdict

COLUMNS = {
    "id", "store", "public_id", "kind", "audience", "subject_type", "subject", "refs", "changed",
    "actor_kind", "actor_person_id", "actor_label", "created_at",
}  # fmt: skip
NAME = re.compile(r"[a-z]+\.[a-z_]+")


def kind_faults(kind: EventKind) -> Iterator[str]:
    """Yield what is wrong with a declared kind."""
    if not NAME.fullmatch(kind.name):
        yield f"{kind.name}: is not written thing.happened"
    if kind.audience not in get_args(Audience):
        yield f"{kind.name}: is shown to {kind.audience}, whom nobody knows"


def emit_faults(tree: ast.Module) -> Iterator[str]:
    """Yield each `emit` whose kind or payload is made up on the spot instead of declared."""
    for node in ast.walk(tree):
        if isinstance(node, ast.Call) and called_name(node) == "emit":
            kind = node.args[1] if len(node.args) > 1 else None
            if isinstance(kind, ast.Constant | ast.JoinedStr | ast.Call):
                yield f"line {node.lineno} emits a kind that is not declared"
            for given in node.keywords:
                if given.arg not in ("subject", "refs", "changed"):
                    yield f"line {node.lineno} emits {given.arg}"


def declarations(tree: ast.Module) -> Iterator[int]:
    """Yield the lines on which a file declares a kind."""
    return (
        node.lineno
        for node in ast.walk(tree)
        if isinstance(node, ast.Call) and called_name(node) == "EventKind"
    )


def test_every_kind_is_declared_in_an_events_module_with_an_audience() -> None:
    places = [path for path in python_files() if path.name != "events.py"]
    found = [f"{path} line {line} declares a kind" for path in places for line in declarations(tree_of(path))]
    found += [fault for kind in kinds() for fault in kind_faults(kind)]
    assert verdict(found) == []


def kinds() -> Iterator[EventKind]:
    """Yield every kind that an events module declares."""
    for module in modules():
        if module.__name__.endswith(".events"):
            yield from (value for value in vars(module).values() if isinstance(value, EventKind))


def test_every_emit_names_a_declared_kind_and_ids_only() -> None:
    found = [f"{path} {fault}" for path in python_files() for fault in emit_faults(tree_of(path))]
    assert verdict(found) == []


def test_an_event_row_has_no_place_for_text() -> None:
    assert {field.name for field in Event._meta.local_fields} == COLUMNS


def test_catches_a_kind_that_is_shown_to_nobody_known() -> None:
    class Unchecked:
        """Looks like a kind, without the declaration."""

        name, audience = "Customer wrote", "everybody"

    assert len(list(kind_faults(Unchecked()))) == 2  # type: ignore[arg-type]


def test_catches_an_emit_that_carries_text() -> None:
    bad = 'emit(actor, EventKind("a.b"), subject=row, text=message.text)'
    assert list(emit_faults(ast.parse(bad))) == [
        "line 1 emits a kind that is not declared",
        "line 1 emits text",
    ]
