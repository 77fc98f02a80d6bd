"""What a shop may say about messages that show themselves on its pages. Pure."""

from __future__ import annotations

from urllib.parse import unquote, urlsplit

from django.utils.translation import gettext_lazy as _

from saath.core.errors import BadInput
from saath.core.text import storable

MOST_OPENERS = 5
SHORTEST_SECONDS, LONGEST_SECONDS = 5, 900
LONGEST_WORDS = 140
LONGEST_PATH = 200
MOST_STARS = 3


def path_in(written: str) -> str:
    """Return the path of what a person wrote: a path, or a whole address of which the path counts. A star stands for anything.

    Raises `BadInput`.
    """
    text = storable(written).strip()
    path = urlsplit(text).path or "/" if "://" in text else text.partition("?")[0].partition("#")[0]
    path = unquote(path)
    if not path.startswith(("/", "*")):
        path = f"/{path}"
    if not text or len(path) > LONGEST_PATH or path.count("*") > MOST_STARS or len(path.split()) > 1:
        raise BadInput(
            _("%(path)s is no path of a page. Write it like /checkout or /pillows/*.") % {"path": written},
            field="path",
        )
    return path
