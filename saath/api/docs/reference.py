"""The reference: every operation of the schema as its page shows it."""

from __future__ import annotations

import json
from collections.abc import Iterator, Mapping
from dataclasses import dataclass
from functools import cache
from typing import Any

from django.utils.text import slugify

from saath.api.docs.examples import as_curl, as_json, as_python, example, resolved
from saath.api.docs.markdown import rendered, rendered_line
from saath.api.openapi import SECURITY, document
from saath.api.parsing import OCTETS
from saath.api.service import api

JSON = "application/json"
Schema = Mapping[str, Any]


@dataclass(frozen=True, slots=True)
class Part:
    """A parameter, or a field of a body; its words are HTML that is safe."""

    name: str
    kind: str
    is_needed: bool
    words: str


@dataclass(frozen=True, slots=True)
class Operation:
    """One thing that can be asked, with all that its entry shows; texts are HTML that is safe, examples are plain."""

    name: str
    method: str
    path: str
    summary: str
    words: str
    scope: str
    parameters: tuple[Part, ...]
    body: tuple[Part, ...]
    curl: str
    python: str
    answer: str
    status: str


@dataclass(frozen=True, slots=True)
class Resource:
    """The operations about one noun."""

    slug: str
    name: str
    operations: tuple[Operation, ...]


@cache
def resources() -> tuple[Resource, ...]:
    """Return all nouns in the order of the schema."""
    schema: Schema = json.loads(document(api))
    found: dict[str, list[Operation]] = {}
    for path, methods in schema["paths"].items():
        for method, told in methods.items():
            found.setdefault(told["tags"][0], []).append(_operation(schema, method.upper(), path, told))
    return tuple(
        Resource(slugify(name), name.capitalize(), tuple(operations)) for name, operations in found.items()
    )


def get_resource(slug: str) -> Resource | None:
    """Return a noun by the name in its address, None for one that there is not."""
    return next((each for each in resources() if each.slug == slug), None)


def _operation(schema: Schema, method: str, path: str, told: Schema) -> Operation:
    kinds = schema["components"]["schemas"]
    parameters = [_known(schema, each) for each in told.get("parameters", [])]
    content = told.get("requestBody", {}).get("content", {})
    body, takes_file = content.get(JSON, {}).get("schema"), OCTETS in content
    sent = None if body is None else example(body, kinds, is_full=False)
    status, answer = _answer(told, kinds)
    return Operation(
        name=told["operationId"],
        method=method,
        path=path,
        summary=told["summary"],
        words=rendered(told.get("description", "")),
        scope=next((scope for each in told["security"] for scope in each.get(SECURITY, ())), ""),
        parameters=tuple(
            _part(
                each["name"], each["schema"], kinds, each.get("required", False), each.get("description", "")
            )
            for each in parameters
        ),
        body=tuple(_fields(body, kinds)) if body else (),
        curl=as_curl(method, path, sent, takes_file=takes_file),
        python=as_python(
            told["operationId"],
            [each["name"] for each in parameters if each["in"] == "path"],
            sent,
            takes_file=takes_file,
        ),
        answer=answer,
        status=status,
    )


def _known(schema: Schema, told: Schema) -> Schema:
    reference = told.get("$ref", "")
    found: Schema = schema["components"]["parameters"][reference.rpartition("/")[2]] if reference else told
    return found


def _answer(told: Schema, kinds: Schema) -> tuple[str, str]:
    """Return the status of what went well, and an example of what is answered, '' for nothing."""
    for status, each in told["responses"].items():
        if status.startswith("2"):
            content = each.get("content", {}).get(JSON)
            return status, as_json(example(content["schema"], kinds)) if content else ""
    return "", ""


def _fields(body: Schema, kinds: Schema) -> Iterator[Part]:
    told = resolved(body, kinds)
    needed = told.get("required", ())
    for name, each in told.get("properties", {}).items():
        yield _part(name, each, kinds, name in needed, each.get("description", ""))


def _part(name: str, told: Schema, kinds: Schema, is_needed: bool, words: str) -> Part:
    return Part(name, _kind(told, kinds), is_needed, rendered_line(words))


def _kind(told: Schema, kinds: Schema) -> str:
    """Return what fits in words: “text”, “one of a, b”, “list of …”."""
    if "$ref" in told:
        return str(told["$ref"]).rpartition("/")[2]
    if choices := told.get("anyOf") or told.get("oneOf"):
        return " or ".join(dict.fromkeys(_kind(each, kinds) for each in choices))
    if "enum" in told or "const" in told:
        return "one of " + ", ".join(repr(each) for each in told.get("enum", [told.get("const")]))
    if told.get("type") == "array":
        return f"list of {_kind(told.get('items', {}), kinds)}"
    if told.get("type") == "string":
        return {"uuid": "id", "date-time": "time", "date": "day"}.get(told.get("format", ""), "text")
    names = {"integer": "whole number", "boolean": "true or false", "object": "object", "null": "null"}
    return names.get(str(told.get("type")), "anything")
