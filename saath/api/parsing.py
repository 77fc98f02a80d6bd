"""Bodies and parameters as they come: JSON that a database can keep, and no parameter that nobody knows."""

from __future__ import annotations

import hashlib
import json
from collections.abc import Collection, Iterator
from typing import Any, BinaryIO, cast

from django.utils.translation import gettext as _
from ninja.parser import Parser

from saath.api.problems import BrokenBody, NotJson, NotOctets
from saath.api.request import ApiRequest
from saath.conversations.parts import save_uploads
from saath.core.errors import BadInput
from saath.core.text import is_storable

JSON, OCTETS = "application/json", "application/octet-stream"
LONGEST_NAME = 200


class ReadBody(Parser):
    """Gives the schema what the gate has read."""

    def parse_body(self, request: Any) -> dict[str, Any]:
        """Return the body."""
        return cast("dict[str, Any]", request.sent)


def read_body(request: ApiRequest) -> None:
    """Read a body of JSON; raises `NotJson`, `BrokenBody`, `BadInput` for what no database keeps (U+0000, half characters)."""
    request.digest = hashlib.sha256(request.body).hexdigest()
    if not request.body:
        return
    if request.content_type != JSON:
        raise NotJson()
    try:
        request.sent = json.loads(request.body, parse_constant=_no_number)
    except (ValueError, RecursionError) as error:
        raise BrokenBody() from error
    for place in _unkept(request.sent):
        raise BadInput(_("There is a character in it that cannot be kept."), field=place)


def read_file(request: ApiRequest) -> None:
    """Put a body that is a file on disk, before any transaction. Raises `NotOctets`, `BadInput`, `FileTooLarge`, `DiskFull`."""
    if request.content_type != OCTETS:
        raise NotOctets()
    name = request.GET.get("name", "").strip()
    if not 1 <= len(name) <= LONGEST_NAME:
        raise BadInput(_("The file needs a name."), field="name")
    (request.upload,) = save_uploads([(name, cast(BinaryIO, request))])
    request.digest = request.upload.saved.sha256


def check_parameters(request: ApiRequest, known: Collection[str], prefix: str) -> None:
    """Refuse a parameter that is not known and does not begin with `prefix`: misspelt, a filter would leave nothing out."""
    for name, value in request.GET.items():
        if name not in known and not (prefix and name.startswith(prefix)):
            raise BadInput(_("There is no such parameter."), field=name)
        if not is_storable(str(value)):
            raise BadInput(_("There is a character in it that cannot be kept."), field=name)


def _unkept(value: Any, place: str = "") -> Iterator[str]:
    """Yield the places of texts and names that cannot be kept, as the ends of their pointers (RFC 6901)."""
    if isinstance(value, str):
        if not is_storable(value):
            yield place
    elif isinstance(value, list):
        for number, each in enumerate(value):
            yield from _unkept(each, f"{place}/{number}" if place else str(number))
    elif isinstance(value, dict):
        for name, each in value.items():
            if not is_storable(name):
                yield place
                return
            part = name.replace("~", "~0").replace("/", "~1")
            yield from _unkept(each, f"{place}/{part}" if place else part)


def _no_number(name: str) -> float:
    """JSON knows neither NaN nor infinity (RFC 8259, 6), though Python reads them."""
    raise ValueError(name)
