"""Bodies and parameters as they come: JSON that a database can keep, and no parameter that nobody knows."""

from __future__ import annotations

import hashlib
import json
import re
from collections.abc import Collection, Iterator
from typing import Any, BinaryIO, cast

from django.conf import settings
from django.core.exceptions import SuspiciousOperation
from django.core.files.uploadedfile import UploadedFile
from django.core.files.uploadhandler import FileUploadHandler, StopUpload, TemporaryFileUploadHandler
from django.http.multipartparser import MultiPartParserError
from django.utils.translation import gettext as _
from ninja.parser import Parser

from saath.api.problems import BrokenBody, BrokenForm, NotJson, NotOctets
from saath.api.request import ApiRequest
from saath.conversations.parts import save_uploads
from saath.core.errors import BadInput
from saath.core.text import is_storable
from saath.files.errors import DiskFull, FileTooLarge
from saath.files.storage import NO_ROOM

JSON, OCTETS, FORM = "application/json", "application/octet-stream", "multipart/form-data"
LONGEST_NAME = 200
# Only so can a text in UTF-8 say what cannot be kept: U+0000 or half a pair, escaped. Octets of 0 are of another encoding.
MAY_BE_UNKEPT = re.compile(rb"\\u(?:0000|[dD][89a-fA-F])|\x00")


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
    request.sent = checked_json(request.body)


def checked_json(text: bytes) -> Any:
    """Return what a text says in JSON; raises `BrokenBody`, `BadInput` for what no database keeps, with its place."""
    try:
        value = json.loads(text, parse_constant=_no_number)
    except (ValueError, RecursionError) as error:
        raise BrokenBody() from error
    if not MAY_BE_UNKEPT.search(text):
        return value
    for place in _unkept(value):
        raise BadInput(_("There is a character in it that cannot be kept."), field=place)
    return value


def read_file(request: ApiRequest) -> None:
    """Put a body that is a file, or a form with one, on disk before any transaction.

    Raises `NotOctets`, `BrokenBody`, `BadInput`, `FileTooLarge`, `DiskFull`.
    """
    if request.content_type == FORM:
        sent = _file_of_form(request)
        name, source = request.GET.get("name") or sent.name or "", cast(BinaryIO, sent)
    elif request.content_type == OCTETS:
        name, source = request.GET.get("name", ""), cast(BinaryIO, request)
    else:
        raise NotOctets()
    name = name.strip()
    if not 1 <= len(name) <= LONGEST_NAME or not is_storable(name):
        raise BadInput(_("The file needs a name."), field="name")
    (request.upload,) = save_uploads([(name, source)])
    request.digest = hashlib.sha256(f"{request.upload.saved.sha256} {name}".encode()).hexdigest()


class LimitedFile(FileUploadHandler):
    """Stops reading a form as soon as what is in it is larger than any file may be."""

    def __init__(self, request: ApiRequest) -> None:
        super().__init__(request)
        self.room = settings.MAX_FILE_BYTES

    def receive_data_chunk(self, raw_data: bytes, start: int) -> bytes:
        """Hand a part of a file on; raises `StopUpload`, at which what was read is closed."""
        self.room -= len(raw_data)
        if self.room < 0:
            raise StopUpload(connection_reset=True)
        return raw_data

    def file_complete(self, file_size: int) -> None:
        """Leave the file to those who keep it."""


def _file_of_form(request: ApiRequest) -> UploadedFile[Any]:
    """Return the one file of a form (RFC 7578), read piece by piece; its part is named `file`."""
    limit = LimitedFile(request)
    request.upload_handlers = [limit, TemporaryFileUploadHandler(request)]
    try:
        names, sent = [*request.POST, *request.FILES], request.FILES.getlist("file")
    except (MultiPartParserError, SuspiciousOperation) as error:
        raise BrokenForm() from error
    except OSError as error:
        if error.errno in NO_ROOM:
            raise DiskFull() from error
        raise
    if limit.room < 0:
        raise FileTooLarge(settings.MAX_FILE_BYTES)
    if names != ["file"] or len(sent) != 1:
        raise BadInput(_("The form is to have one part, a file, with the name “file”."), field="file")
    return sent[0]


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
