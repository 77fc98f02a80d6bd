"""As much of GraphQL as a stand-in needs: what is asked for is read, priced and cut out of plain objects.

An object is a dict, with its type under "__typename" where fragments ask for it. A list that is paged is a `Connection`.
"""

from __future__ import annotations

import json
import re
from collections.abc import Callable, Mapping, Sequence
from dataclasses import dataclass, field
from typing import Any

_TOKEN = re.compile(r'"(?:[^"\\]|\\.)*"|\.\.\.|-?\d+(?:\.\d+)?|\$?\w+|[{}()\[\]:!=@]|#[^\n]*')
_WORDS = {"true": True, "false": False, "null": None}
MUTATION_COST = 10


class GraphQLFault(Exception):
    """What a query asks for is not there."""


@dataclass(frozen=True, slots=True)
class Connection:
    """A list that is given out in pages; `key` says after which place a page goes on, growing along the list."""

    things: Sequence[Any]
    key: Callable[[Any], str]


@dataclass(frozen=True, slots=True)
class Field:
    """A field that is asked for; a fragment has the name "..." and its type in `alias`."""

    name: str
    alias: str
    arguments: Mapping[str, Any] = field(default_factory=dict)
    fields: tuple[Field, ...] = ()


@dataclass(frozen=True, slots=True)
class Operation:
    """What one request asks for."""

    is_mutation: bool
    fields: tuple[Field, ...]

    @property
    def cost(self) -> int:
        """What it costs at most: one for an object, of a paged list as many as are asked for."""
        return sum(_cost(each) for each in self.fields) + MUTATION_COST * self.is_mutation


def read_operation(query: str, variables: Mapping[str, Any]) -> Operation:
    """Read a request with its variables. Raises GraphQLFault."""
    return _Reader([token for token in _TOKEN.findall(query) if token[0] != "#"], variables).operation()


def cut_out(thing: Any, fields: Sequence[Field]) -> Any:
    """Return of a thing what is asked for. Raises GraphQLFault for a field that it does not have."""
    if isinstance(thing, list | tuple):
        return [cut_out(each, fields) for each in thing]
    if not fields or thing is None:
        return thing
    if not isinstance(thing, dict):
        raise GraphQLFault("Selections can't be made on scalars")
    out: dict[str, Any] = {}
    for each in fields:
        if each.name == "...":
            out |= cut_out(thing, each.fields) if thing.get("__typename") == each.alias else {}
        else:
            out[each.alias] = _value(thing, each)
    return out


def page_of(connection: Connection, arguments: Mapping[str, Any]) -> dict[str, Any]:
    """Return a page of a list with what is needed to go on behind it."""
    after = arguments.get("after") or ""
    left = [each for each in connection.things if not after or connection.key(each) > after]
    shown = left[: arguments.get("first") or 0]
    last = connection.key(shown[-1]) if shown else None
    info = {"hasNextPage": len(left) > len(shown), "endCursor": last}
    edges = [{"node": each, "cursor": connection.key(each)} for each in shown]
    return {"nodes": shown, "edges": edges, "pageInfo": info}


def _value(thing: Mapping[str, Any], asked: Field) -> Any:
    if asked.name not in thing:
        raise GraphQLFault(f"Field '{asked.name}' doesn't exist on type '{thing.get('__typename', '?')}'")
    value = thing[asked.name]
    if isinstance(value, Connection):
        return cut_out(page_of(value, asked.arguments), asked.fields)
    if isinstance(value, list) and "first" in asked.arguments:
        value = value[: asked.arguments["first"]]
    if isinstance(value, dict | list) and value and not asked.fields and not _is_plain(value):
        raise GraphQLFault(f"Field '{asked.name}' must have selections")
    return cut_out(value, asked.fields)


def _is_plain(value: Any) -> bool:
    return isinstance(value, list) and not any(isinstance(each, dict) for each in value)


def _cost(asked: Field) -> int:
    own = 1 if asked.fields and asked.name not in ("...", "nodes", "edges", "node", "pageInfo") else 0
    inside = own + sum(_cost(each) for each in asked.fields)
    return inside * int(asked.arguments.get("first", 1)) if asked.fields else 0


class _Reader:
    def __init__(self, tokens: Sequence[str], variables: Mapping[str, Any]) -> None:
        self._tokens = list(tokens)
        self._place = 0
        self._variables = dict(variables)

    def operation(self) -> Operation:
        kind = "query" if self._here() == "{" else self._next()
        if kind not in ("query", "mutation"):
            raise GraphQLFault(f"Unexpected {kind}")
        if self._here() not in ("{", "("):
            self._next()
        if self._here() == "(":
            self._skip_declarations()
        return Operation(kind == "mutation", self._fields())

    def _fields(self) -> tuple[Field, ...]:
        self._expect("{")
        found = []
        while self._here() != "}":
            found.append(self._fragment() if self._here() == "..." else self._field())
        self._expect("}")
        return tuple(found)

    def _fragment(self) -> Field:
        self._expect("...")
        self._expect("on")
        return Field("...", self._next(), fields=self._fields())

    def _field(self) -> Field:
        name = alias = self._next()
        if self._here() == ":":
            self._expect(":")
            name = self._next()
        arguments = self._pairs("(", ")") if self._here() == "(" else {}
        while self._here() == "@":
            arguments |= self._directive()
        return Field(name, alias, arguments, self._fields() if self._here() == "{" else ())

    def _directive(self) -> dict[str, Any]:
        """Return what a directive says, under its name with its sign."""
        self._expect("@")
        return {f"@{self._next()}": self._pairs("(", ")") if self._here() == "(" else {}}

    def _pairs(self, opening: str, closing: str) -> dict[str, Any]:
        self._expect(opening)
        pairs: dict[str, Any] = {}
        while self._here() != closing:
            name = self._next()
            self._expect(":")
            pairs[name] = self._argument()
        self._expect(closing)
        return pairs

    def _argument(self) -> Any:
        if self._here() == "{":
            return self._pairs("{", "}")
        if self._here() == "[":
            return self._list()
        token = self._next()
        if token[0] == "$":
            return self._variables.get(token[1:])
        if token[0] in '"-' or token[0].isdigit():
            return json.loads(token)
        return _WORDS.get(token, token)

    def _list(self) -> list[Any]:
        self._expect("[")
        found = []
        while self._here() != "]":
            found.append(self._argument())
        self._expect("]")
        return found

    def _skip_declarations(self) -> None:
        """Take over what variables stand for where the request gives none."""
        self._expect("(")
        while self._here() != ")":
            name = self._next()
            self._expect(":")
            while self._here() not in ("=", ")") and self._here()[0] != "$":
                self._next()
            if self._here() == "=":
                self._expect("=")
                self._variables.setdefault(name[1:], self._argument())
        self._expect(")")

    def _here(self) -> str:
        if self._place >= len(self._tokens):
            raise GraphQLFault("Unexpected end of document")
        return self._tokens[self._place]

    def _next(self) -> str:
        token = self._here()
        self._place += 1
        return token

    def _expect(self, token: str) -> None:
        if self._next() != token:
            raise GraphQLFault(f"Expected {token}")
