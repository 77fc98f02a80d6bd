"""What a person can do at the desk and a program cannot, or the reverse: one file for each noun, every line with its reason.

`NOT_FOR_PROGRAMS` names actions by module and function; `ONLY_FOR_PROGRAMS` those that no staff page offers.
"""

from __future__ import annotations

import importlib
import pkgutil


def listed(name: str) -> dict[str, str]:
    """Return what all files say under a name; an action stands in one of them."""
    found: dict[str, str] = {}
    for info in pkgutil.iter_modules(__path__, f"{__name__}."):
        part: dict[str, str] = getattr(importlib.import_module(info.name), name, {})
        assert not found.keys() & part.keys(), f"{info.name} repeats {sorted(found.keys() & part.keys())}"
        found |= part
    return found
