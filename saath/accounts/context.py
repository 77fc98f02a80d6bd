"""The frame around every staff page (context processor); a view that knows more gives its own."""

from typing import Any, cast

from django.http import HttpRequest
from django.utils.functional import SimpleLazyObject

from saath.accounts.requests import actor_or_none
from saath.ui import navigation
from saath.ui.frame import StaffFrame


def staff_frame(request: HttpRequest) -> dict[str, Any]:
    """Give `frame` to the pages of somebody who is signed in on a staff host."""
    if getattr(request, "purpose", "") != "staff" or not request.user.is_authenticated:
        return {}
    actor, current = actor_or_none(request), _current(request.path)
    store = getattr(request, "store", None)
    if actor is None or store is None:
        return {"frame": StaffFrame(current=current)}
    # Counted where it is shown: not on a page whose view gives its own frame.
    counts = cast(navigation.Counts, SimpleLazyObject(lambda: navigation.counts(actor, store.zone)))
    return {"frame": StaffFrame(store.name, current, counts, actor.may)}


def _current(path: str) -> str:
    """The name of the page in the navigation: `/answers/…` is `answers`, `/settings/team/…` is `settings-team`."""
    _root, section, page, *_rest = [*path.split("/"), "", ""]
    if section == "confirm":  # asked on the way to one's own settings
        return "settings-you"
    return f"settings-{page}" if section == "settings" else section
