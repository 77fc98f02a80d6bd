"""The operations of the API, read from its schema: a new one is met without a line."""

from __future__ import annotations

import json
from collections.abc import Iterator, Mapping
from dataclasses import dataclass
from typing import Any

from saath.api.openapi import SECURITY, document
from saath.api.parsing import JSON, OCTETS
from saath.api.service import api

METHODS = ("get", "post", "put", "patch", "delete")
SCHEMA: dict[str, Any] = json.loads(document(api))


@dataclass(frozen=True)
class Found:
    """One operation: `told` is its part of the schema, `body` the schema of what it takes, None for nothing."""

    method: str
    path: str
    told: Mapping[str, Any]

    def __str__(self) -> str:
        return f"{self.method} {self.path}"

    @property
    def is_write(self) -> bool:
        """Whether it changes something."""
        return self.method != "GET"

    @property
    def scopes(self) -> list[str]:
        """Return the scopes that it asks for."""
        return [scope for each in self.told.get("security", []) for scope in each.get(SECURITY, [])]

    @property
    def body(self) -> Mapping[str, Any] | None:
        """Return the schema of its body."""
        content = self.told.get("requestBody", {}).get("content", {})
        return content[JSON]["schema"] if JSON in content else None

    @property
    def parameters(self) -> list[Mapping[str, Any]]:
        """Return its parameters, those that are told elsewhere too."""
        return [_at(each) for each in self.told.get("parameters", [])]

    def address(self, public_id: object) -> str:
        """Return its address with this id in each place of one, below /api/v1."""
        path = self.path.removeprefix("/api/v1")
        for each in self.parameters:
            if each["in"] == "path":
                path = path.replace("{" + each["name"] + "}", str(public_id))
        needed = [each for each in self.parameters if each["in"] == "query" and each.get("required")]
        asked = "&".join(
            f"{each['name']}={_example(each['schema'], str(public_id), False)}" for each in needed
        )
        return f"{path}?{asked}" if asked else path

    def example(self, public_id: object, *, is_full: bool = False) -> Any:
        """Return a body that it takes, with this id in each place of one; `is_full` fills what may be left out too."""
        if OCTETS in self.told.get("requestBody", {}).get("content", {}):
            return b"a file"
        return None if self.body is None else _example(self.body, str(public_id), is_full)


def operations() -> Iterator[Found]:
    """Yield every operation."""
    for path, methods in SCHEMA["paths"].items():
        for method, told in methods.items():
            if method in METHODS:
                yield Found(method.upper(), path, told)


def _at(told: Mapping[str, Any]) -> Mapping[str, Any]:
    """Return what a part of the schema is, where it is told by reference."""
    reference = told.get("$ref")
    if reference is None:
        return told
    found: Any = SCHEMA
    for part in reference.removeprefix("#/").split("/"):
        found = found[part]
    return _at(found)


def _example(told: Mapping[str, Any], public_id: str, is_full: bool) -> Any:
    told = _at(told)
    if choices := told.get("anyOf") or told.get("oneOf") or told.get("allOf"):
        kinds = [each for each in choices if each.get("type") != "null"]
        return _example(kinds[0], public_id, is_full)
    if "const" in told or "enum" in told:
        return told.get("const", told.get("enum", [None])[-1])
    kind = told.get("type")
    if kind == "object":
        named = told.get("properties", {})
        needed = named if is_full else told.get("required", [])
        return {name: _example(named[name], public_id, is_full) for name in needed}
    if kind == "array":
        count = 1 if is_full else told.get("minItems", 0)
        return [_example(told.get("items", {}), public_id, is_full)] * count
    if kind == "string":
        return _text(told, public_id)
    return {"integer": max(1, told.get("minimum", 1)), "number": 1, "boolean": True}.get(str(kind))


def _text(told: Mapping[str, Any], public_id: str) -> str:
    if "examples" in told:
        return str(told["examples"][0])
    by_format = {"uuid": public_id, "date-time": "2037-06-01T09:00:00Z", "date": "2037-06-01"}
    written = by_format.get(told.get("format", ""), "example@example.in")
    return written[: told.get("maxLength", len(written))]
