"""Which tools there are, in the order of their list."""

from __future__ import annotations

from typing import Final

from saath.core.errors import NotFound
from saath.desk.staff_tools.contract import StaffTool

_all: Final[dict[str, StaffTool]] = {}


def register(*found: StaffTool) -> None:
    """Add tools, in the order of their list; raises ValueError for a key that is taken by another."""
    for tool in found:
        if _all.setdefault(tool.key, tool) != tool:
            raise ValueError(f"the tool {tool.key} exists")


def registered() -> tuple[StaffTool, ...]:
    """Return all tools in their order."""
    return tuple(_all.values())


def tool_named(key: str) -> StaffTool:
    """Return one tool; raises `NotFound`."""
    if key not in _all:
        raise NotFound
    return _all[key]
