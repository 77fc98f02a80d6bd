"""Where something is wrong, by the names of the API: actions name the fields of their forms."""

from __future__ import annotations

from collections.abc import Iterator, Mapping
from contextlib import contextmanager

from saath.core.errors import BadInput


@contextmanager
def places(names: Mapping[str, str]) -> Iterator[None]:
    """Let what an action refuses name the field of the body that stands here for that of the form."""
    try:
        yield
    except BadInput as error:
        error.field = names.get(error.field, error.field)
        raise
