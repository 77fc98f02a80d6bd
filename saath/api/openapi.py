"""The schema of the API (OpenAPI 3.1): what every operation has beside its own parts, and the document itself."""

from __future__ import annotations

import json
from collections.abc import Mapping
from functools import cache
from http import HTTPStatus
from typing import Any

from ninja import NinjaAPI

from saath.api.answers import FIELDS
from saath.api.gate import INCLUDE, Rule
from saath.api.many import parameters_of_many, parts_of_many
from saath.api.parsing import FORM, OCTETS
from saath.api.writing import KEY_PATTERN

SECURITY = "token"
# What the schema calls a thing of which `fields` leaves some, and a page of things.
CHOSEN, PAGE = "_chosen", "Page_"
DESCRIPTION = """\
What a person can do in Saath, a program can.

- **Token.** Every request carries `Authorization: Bearer …` with a token of the shop. It acts for the colleague who made it,
  within its scopes; each operation names the scope that it asks for. No cookie is looked at.
- **Problems** come as `application/problem+json` (RFC 9457) in the language of `Accept-Language` (en, hi, gu): what happened,
  what is safe, what to do, and in `errors` where something is wrong. `type` names the problem for programs.
- **Lists** come in pages: `?limit=` (1 to 100) and `?cursor=`, which `next_cursor` and the `Link` header give.
- **`?fields=id,subject`** leaves out the rest, **`?include=`** brings what else would take a second request.
- **`ETag`** names the state of a thing: `If-None-Match` answers 304 while it is the same, `If-Match` on a write answers 412
  once it is another.
- **`Idempotency-Key`** on a write does it once: for 24 hours the same key gets the first answer again
  (`Idempotency-Replayed: true`), with another body 422. What failed is not kept.
- **Limits**: `RateLimit-Policy` and `RateLimit` say what is left of them, 429 comes with `Retry-After`.
- **Times** are ISO 8601 in UTC, **money** is `{"amount": 124900, "currency": "INR"}` in the smallest unit, `id` never changes.
- A body with a field, and an address with a parameter, that is not known is refused.
"""

_TEXT = {"type": "string"}
PARAMETERS: dict[str, dict[str, Any]] = {
    "AcceptLanguage": {
        "name": "Accept-Language",
        "in": "header",
        "description": "The language of problems and of what people read: en, hi or gu.",
        "schema": _TEXT,
    },
    "IdempotencyKey": {
        "name": "Idempotency-Key",
        "in": "header",
        "description": "Does it once: the same key again gets the first answer.",
        "schema": {"type": "string", "pattern": KEY_PATTERN},
    },
    "IfMatch": {
        "name": "If-Match",
        "in": "header",
        "description": "Only where the thing is still as this ETag says.",
        "schema": _TEXT,
    },
    "IfNoneMatch": {
        "name": "If-None-Match",
        "in": "header",
        "description": "Only where the thing is not as this ETag says.",
        "schema": _TEXT,
    },
    "Fields": {
        "name": FIELDS,
        "in": "query",
        "description": "Names of fields with commas between: the answer has no others.",
        "schema": _TEXT,
    },
}
PROBLEM_SCHEMA: dict[str, Any] = {
    "type": "object",
    "required": ["type", "title", "status", "detail", "what_is_safe", "what_to_do", "errors"],
    "properties": {
        "type": {"type": "string", "format": "uri-reference"},
        "title": _TEXT,
        "status": {"type": "integer"},
        "detail": _TEXT,
        "what_is_safe": _TEXT,
        "what_to_do": _TEXT,
        "errors": {
            "type": "array",
            "items": {
                "type": "object",
                "required": ["detail"],
                "properties": {
                    "pointer": {"type": "string", "description": "A place in the body (RFC 6901)."},
                    "parameter": {"type": "string", "description": "A parameter or header of the request."},
                    "line": {"type": "integer", "description": "The line, where things came a line each."},
                    "detail": _TEXT,
                },
            },
        },
    },
}
PROBLEM = {
    "description": "What happened, what is safe, what to do (RFC 9457)",
    "content": {"application/problem+json": {"schema": {"$ref": "#/components/schemas/ProblemDetails"}}},
}

OF_OCTETS = {"type": "string", "format": "binary"}
IN_A_FORM = {
    "type": "object",
    "required": ["file"],
    "properties": {"file": OF_OCTETS},
    "additionalProperties": False,
}
FILE = {"required": True, "content": {OCTETS: {"schema": OF_OCTETS}, FORM: {"schema": IN_A_FORM}}}


def parts_of(rule: Rule, status: int, *, is_single: bool) -> dict[str, Any]:
    """Return what an operation's part of the schema has beside its own parameters, body and answer."""
    names = ["AcceptLanguage"]
    if rule.is_write:
        names += ["IdempotencyKey", *(["IfMatch"] if rule.single else [])]
    else:
        names += ["Fields", *(["IfNoneMatch"] if is_single else [])]
    parameters = [{"$ref": f"#/components/parameters/{name}"} for name in names]
    if rule.includes:
        parameters.append(_include(rule.includes))
    responses: dict[Any, Any] = {"4XX": {"$ref": "#/components/responses/Problem"}}
    if is_single and not rule.is_write:
        responses[int(HTTPStatus.NOT_MODIFIED)] = {"description": "It is as the asker has it"}
    if status == HTTPStatus.CREATED:
        responses[int(status)] = {
            "headers": {"Location": {"schema": {"type": "string", "format": "uri-reference"}}}
        }
    parts = {
        "parameters": parameters,
        "responses": responses,
        "security": [{SECURITY: [rule.scope] if rule.scope else []}],
    }
    if rule.many is not None:
        parameters += parameters_of_many(rule.many)
        return {**parts, "requestBody": parts_of_many(rule.many)}
    return {**parts, "requestBody": FILE} if rule.takes_file else parts


def _include(scopes: Mapping[str, str]) -> dict[str, Any]:
    one, told = "|".join(scopes), ", ".join(f"{name} (asks for {scope})" for name, scope in scopes.items())
    return {
        "name": INCLUDE,
        "in": "query",
        "description": f"What comes along, with commas between: {told}.",
        "schema": {"type": "string", "pattern": f"^(({one})(,({one}))*)?$"},
    }


def _tell_chosen(methods: Mapping[str, Any], kinds: dict[str, Any]) -> None:
    """Say that a GET answers less than all fields of a thing where `fields` names some."""
    answered = methods.get("get", {}).get("responses", {}).get(str(int(HTTPStatus.OK)), {})
    for content in answered.get("content", {}).values():
        whole = content["schema"]
        if "$ref" in whole:
            content["schema"] = {"anyOf": [whole, _chosen_of(whole, kinds)]}


def _chosen_of(whole: Mapping[str, str], kinds: dict[str, Any]) -> dict[str, str]:
    """Return a reference to a shape of which no field has to be there, or to a page of such things; it is told once."""
    name = whole["$ref"].rpartition("/")[2]
    chosen = f"{name}{CHOSEN}"
    if chosen not in kinds:
        told = dict(kinds[name])
        items = told["properties"].get("items")
        if name.startswith(PAGE) and items:
            items = {**items, "items": _chosen_of(items["items"], kinds)}
            told["properties"] = {**told["properties"], "items": items}
        else:
            told.pop("required", None)
        kinds[chosen] = told
    return {"$ref": f"#/components/schemas/{chosen}"}


@cache
def document(api: NinjaAPI) -> bytes:
    """Return the schema as JSON; it is the same for every shop."""
    schema: dict[str, Any] = json.loads(
        json.dumps(api.get_openapi_schema(path_prefix="api/v1/"), default=str)
    )
    components = schema["components"]
    for methods in schema["paths"].values():
        _tell_chosen(methods, components["schemas"])
    components["schemas"]["ProblemDetails"] = PROBLEM_SCHEMA
    components["parameters"] = PARAMETERS
    components["responses"] = {"Problem": PROBLEM}
    components["securitySchemes"] = {
        SECURITY: {"type": "http", "scheme": "bearer", "description": "A token of the shop, `saath_…`."}
    }
    return json.dumps(schema, ensure_ascii=False, separators=(",", ":")).encode()
