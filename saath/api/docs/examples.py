"""Examples of requests and answers, made from the schema."""

from __future__ import annotations

import json
from collections.abc import Mapping
from typing import Any

AN_ID = "01939e5d-ac96-774b-bcce-b302099a8057"
TEXTS = {"uuid": AN_ID, "date-time": "2026-11-23T09:30:00Z", "date": "2026-11-23"}
DEEPEST = 6
Schema = Mapping[str, Any]


def resolved(told: Schema, kinds: Schema) -> Schema:
    """Return what a part of the schema is, where it is told by reference."""
    reference = told.get("$ref")
    return resolved(kinds[reference.rpartition("/")[2]], kinds) if reference else told


def example(told: Schema, kinds: Schema, *, name: str = "", is_full: bool = True, depth: int = 0) -> Any:
    """Return a value that fits a part of the schema; without `is_full` only what has to be there."""
    told = resolved(told, kinds)
    if choices := told.get("anyOf") or told.get("oneOf"):
        return example(choices[0], kinds, name=name, is_full=is_full, depth=depth)
    if "examples" in told:
        return told["examples"][0]
    if "const" in told or "enum" in told:
        return told.get("const", told.get("enum", [None])[0])
    kind = told.get("type")
    if kind == "object":
        return _object(told, kinds, is_full, depth)
    if kind == "array":
        inside = example(told.get("items", {}), kinds, is_full=is_full, depth=depth + 1)
        return [] if depth >= DEEPEST else [inside]
    if kind == "string":
        return TEXTS.get(told.get("format", ""), name.replace("_", " ") or "text")
    return {"integer": told.get("minimum", 1), "number": 1, "boolean": True}.get(str(kind))


def as_json(value: Any) -> str:
    """Return a value as it is shown."""
    return json.dumps(value, ensure_ascii=False, indent=2)


def as_curl(method: str, path: str, body: Any, *, takes_file: bool = False) -> str:
    """Return a request as it is typed; `$SHOP` is the address of the desk, `$TOKEN` the token."""
    lines = [f'curl -X {method} "$SHOP{path}"', '-H "Authorization: Bearer $TOKEN"']
    if method != "GET":
        lines.append('-H "Idempotency-Key: $(uuidgen)"')
    if takes_file:
        lines.append('-F "file=@invoice.pdf"')
    if body is not None:
        lines += ['-H "Content-Type: application/json"', "-d '" + as_json(body).replace("'", "'\\''") + "'"]
    return " \\\n  ".join(lines)


def as_python(name: str, path_names: list[str], body: Any, *, takes_file: bool = False) -> str:
    """Return a request in the words of the Python client."""
    given = [f'"{AN_ID}"' for _each in path_names]
    given += [f"{field}={value!r}" for field, value in body.items()] if isinstance(body, dict) else []
    given += ['name="invoice.pdf"', 'content=open("invoice.pdf", "rb")'] if takes_file else []
    one_line = f"shop.{name}({', '.join(given)})"
    if len(one_line) <= 80:
        return one_line
    return f"shop.{name}(\n" + "".join(f"    {each},\n" for each in given) + ")"


def _object(told: Schema, kinds: Schema, is_full: bool, depth: int) -> dict[str, Any]:
    named = told.get("properties", {})
    needed = named if is_full else told.get("required", [])
    if not named and isinstance(told.get("additionalProperties"), Mapping):
        keys = told.get("propertyNames", {}).get("enum", ["name"])
        return {keys[0]: example(told["additionalProperties"], kinds, is_full=is_full, depth=depth + 1)}
    if depth >= DEEPEST:
        return {}
    return {each: example(named[each], kinds, name=each, is_full=is_full, depth=depth + 1) for each in needed}
