"""Many things in one request: a list of JSON, or a line for each, read as they come; all or none, or all that are right."""

from __future__ import annotations

import hashlib
import json
from collections.abc import Callable, Iterable, Iterator, Sequence
from dataclasses import dataclass, field
from itertools import islice
from tempfile import SpooledTemporaryFile
from typing import IO, Any

from django.http import HttpResponse
from django.utils.translation import gettext as _
from pydantic import ValidationError

from saath.api.parsing import checked_json, read_body
from saath.api.request import ApiRequest
from saath.api.shapes import Input
from saath.api.writing import check_state, write_once, write_outward
from saath.api.wrong_input import BODY, told_of
from saath.core.collecting import uncollected
from saath.core.errors import BadInput, SaathError
from saath.files.errors import FileTooLarge
from saath.tenancy.transactions import write_transaction

NDJSON = "application/x-ndjson"
PARTIAL = "partial"
AT_ONCE, MOST_LINES = 1_000, 10_000
LONGEST_LINE_BYTES, MOST_BYTES = 256 * 1024, 64 * 1024 * 1024
KEPT_IN_MEMORY_BYTES = 512 * 1024
Fault = dict[str, Any]
Serve = Callable[[], HttpResponse]


@dataclass(frozen=True, slots=True)
class Many:
    """What an operation takes many of: the name of the list in its body, how each looks, and what else the body may say.

    Whatever else it says is true or false, and a parameter where each thing has a line.
    """

    name: str
    item: type[Input]
    switches: tuple[str, ...] = ()

    @property
    def parameters(self) -> frozenset[str]:
        """Return what the address may say."""
        return frozenset({PARTIAL, *self.switches})


@dataclass(frozen=True, slots=True)
class Placed:
    """A thing that was sent and where, and what is wrong with it."""

    value: Any
    place: Fault
    faults: list[Fault] = field(default_factory=list)


def serve_many(request: ApiRequest, many: Many, serve: Serve) -> HttpResponse:
    """Take what was sent; with `?partial=true` what is wrong is told beside what became of the others.

    Lines are read again and again from the disk, a thousand of them at once in memory.
    """
    switches, is_partial = _switches(request, many), _is_true(request, PARTIAL)
    if request.content_type != NDJSON:
        if switches:
            raise BadInput(_("There is no such parameter."), field=next(iter(switches)))
        with uncollected():
            return _serve_list(request, many, serve, is_partial=is_partial)
    with SpooledTemporaryFile(max_size=KEPT_IN_MEMORY_BYTES) as body:
        _keep(request, body)
        if is_partial:
            check_state(request, None, None)
            return write_outward(request, lambda: _batches(request, many, switches, body, serve))
        found = [*_values(body)]
        request.lines = [number for number, _value in found]
        request.sent = {many.name: [value for _number, value in found], **switches}
        with uncollected():
            return write_once(request, serve, single=None, thing=None)


def _serve_list(request: ApiRequest, many: Many, serve: Serve, *, is_partial: bool) -> HttpResponse:
    read_body(request)
    if not is_partial or not isinstance(getattr(request, "sent", None), dict):
        return write_once(request, serve, single=None, thing=None)
    return write_once(request, lambda: _list(request, many, serve), single=None, thing=None)


def _list(request: ApiRequest, many: Many, serve: Serve) -> HttpResponse:
    """Take what is right of a list. One that is too long or no list is refused as ever."""
    sent = request.sent.get(many.name)
    if not isinstance(sent, list) or not 1 <= len(sent) <= AT_ONCE:
        return serve()
    things = [
        _checked(value, many, Placed(value, {"pointer": f"#/{many.name}/{place}"}))
        for place, value in enumerate(sent)
    ]
    return _take(request, many, request.sent, things, serve)


def _batches(request: ApiRequest, many: Many, switches: Fault, body: IO[bytes], serve: Serve) -> HttpResponse:
    """Take what is right of all lines, a thousand at once in a transaction of their own."""
    told: dict[str, list[Any]] = {"results": [], "errors": []}
    lines = (_read(line, number, many) for number, line in _lines(body))
    while batch := [*islice(lines, AT_ONCE)]:
        with uncollected(), write_transaction():
            answered = _take(request, many, switches, batch, serve)
        if answered.status_code >= 400:
            return answered
        for name, found in json.loads(answered.content).items():
            told[name] += found
    return _answer(told)


def _take(
    request: ApiRequest, many: Many, around: Fault, things: Sequence[Placed], serve: Serve
) -> HttpResponse:
    good = [each.value for each in things if not each.faults]
    told: dict[str, list[Any]] = {"results": []}
    if good:
        request.sent = {**around, many.name: good}
        answered = serve()
        if answered.status_code >= 400:
            return answered
        told = json.loads(answered.content)
    return _answer({**told, "errors": [fault for each in things for fault in each.faults]})


def _answer(told: dict[str, list[Any]]) -> HttpResponse:
    body = json.dumps(told, ensure_ascii=False, separators=(",", ":"))
    return HttpResponse(body, content_type="application/json")


def _checked(value: Any, many: Many, at: Placed) -> Placed:
    """Return a thing with all that does not fit its schema."""
    try:
        many.item.model_validate(value)
    except ValidationError as error:
        found = told_of({**each, "loc": (BODY, many.name, *each["loc"])} for each in error.errors())
        start = at.place.get("pointer", "#")
        return Placed(
            None, at.place, [{**at.place, **each, "pointer": start + each["pointer"][1:]} for each in found]
        )
    return at


def _read(line: bytes, number: int, many: Many) -> Placed:
    """Return what is in a line, or why nothing is."""
    at = Placed(None, {"line": number})
    try:
        value = checked_json(line)
    except SaathError as error:
        pointer = f"#/{place}" if (place := getattr(error, "field", "")) else "#"
        return Placed(None, at.place, [{**at.place, "pointer": pointer, "detail": str(error.message)}])
    return _checked(value, many, Placed(value, at.place))


def _values(body: IO[bytes]) -> Iterator[tuple[int, Any]]:
    """Yield the lines of one transaction and what is in them; raises `BadInput` at the first that is broken, or too many."""
    for count, (number, line) in enumerate(_lines(body), start=1):
        if count > AT_ONCE:
            raise BadInput(
                _("At most %(number)s fit here.") % {"number": AT_ONCE},
                what_to_do=_("Send fewer lines, or let each stand by itself with “?partial=true”."),
            )
        try:
            yield number, checked_json(line)
        except SaathError as error:
            raise BadInput(
                _("Line %(number)s cannot be read: %(why)s") % {"number": number, "why": error.message}
            ) from error


def _keep(request: ApiRequest, body: IO[bytes]) -> None:
    """Put the body on disk, with its digest; raises `FileTooLarge`."""
    digest, size = hashlib.sha256(), 0
    while chunk := request.read(1 << 16):
        size += len(chunk)
        if size > MOST_BYTES:
            raise FileTooLarge(MOST_BYTES)
        digest.update(chunk)
        body.write(chunk)
    request.digest = digest.hexdigest()
    request._body = b"{}"  # the schema only looks whether there is one before it asks for what was sent


def _lines(body: IO[bytes]) -> Iterator[tuple[int, bytes]]:
    """Yield each line that holds something, with its number; raises `BadInput` for too many, or one that is too long."""
    body.seek(0)
    for number in range(1, MOST_LINES + 2):
        line = body.readline(LONGEST_LINE_BYTES + 1)
        if not line:
            return
        if number > MOST_LINES:
            raise BadInput(_("At most %(number)s fit here.") % {"number": MOST_LINES})
        if len(line) > LONGEST_LINE_BYTES:
            raise BadInput(_("Line %(number)s is too long.") % {"number": number})
        if line.strip():
            yield number, line


def _switches(request: ApiRequest, many: Many) -> dict[str, bool]:
    return {name: _is_true(request, name) for name in many.switches if name in request.GET}


def _is_true(request: ApiRequest, name: str) -> bool:
    told = request.GET.get(name, "false")
    if told not in ("true", "false"):
        raise BadInput(_("It is true or false."), field=name)
    return told == "true"


def parts_of_many(many: Many) -> dict[str, Any]:
    """Return what the schema tells of it beside its list."""
    lines = {"type": "string", "description": f"{many.item.__name__} as JSON on each line"}
    return {"content": {NDJSON: {"schema": lines}}}


def parameters_of_many(many: Many) -> Iterable[dict[str, Any]]:
    """Yield the parameters of the schema."""
    words = {
        PARTIAL: "Take what is right, and tell in `errors` what is wrong. Otherwise one that is wrong stops all.",
        **{name: f"With lines: `{name}` of the body." for name in many.switches},
    }
    for name, told in words.items():
        yield {
            "name": name,
            "in": "query",
            "description": told,
            "schema": {"type": "boolean", "default": False},
        }
