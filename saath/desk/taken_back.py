"""Words that were taken back while no conversation is there to hold them: they wait for their form."""

from __future__ import annotations

from saath.desk.request import StaffRequest

KEY = "desk.taken_back"


def keep_taken_back(request: StaffRequest, form: str, words: dict[str, str]) -> None:
    """Keep the words of a form until it is shown again; never in an address, where they would be logged."""
    request.session[KEY] = {"form": form, "words": words}


def words_taken_back(request: StaffRequest, form: str) -> dict[str, str]:
    """Return the words that wait for a form, once."""
    kept = request.session.get(KEY)
    if not kept or kept["form"] != form:
        return {}
    del request.session[KEY]
    return dict(kept["words"])
