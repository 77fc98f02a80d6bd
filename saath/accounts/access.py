"""Who may open a view of the staff host: marks on views, read by the middleware that checks membership.

Without a mark a view is for colleagues of the shop: the gate is shut for a page that somebody forgot.
"""

from collections.abc import Callable
from functools import wraps
from typing import Any

from django.http.response import HttpResponseBase

View = Callable[..., HttpResponseBase]
MARK = "saath_open_to"
ANYONE = "anyone"
ANY_PERSON = "any_person"


def for_anyone(view: View) -> View:
    """Open a view to people who are not signed in."""
    return _marked(view, ANYONE)


def for_any_person(view: View) -> View:
    """Open a view to whoever is signed in, colleague of this shop or not."""
    return _marked(view, ANY_PERSON)


def open_to(view: Any) -> str:
    """The mark of a view; empty for one that is for colleagues only."""
    return str(getattr(view, MARK, ""))


def _marked(view: View, mark: str) -> View:
    @wraps(view)
    def run(*args: Any, **kwargs: Any) -> HttpResponseBase:
        return view(*args, **kwargs)

    setattr(run, MARK, mark)
    return run
