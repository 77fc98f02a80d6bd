"""Hints in the composer: shown at a pause, asked about once when an answer is sent."""

from __future__ import annotations

from collections.abc import Collection

from django.utils.translation import ngettext

from saath.conversations.hints import Facts, Hint, Known, hint_for, questions_in
from saath.conversations.models import Conversation
from saath.conversations.queries.known import facts_for
from saath.desk.request import StaffRequest
from saath.desk.ways import posted_way

# What a form says that has been asked about: nothing stops it twice.
ASKED = "all"


def quiet_in(request: StaffRequest) -> list[str]:
    """Return which hints the writer has put away."""
    return request.POST.get("asked", "")[:400].split()


def hint_of(request: StaffRequest, conversation: Conversation, *, asked_only: bool = False) -> Hint | None:
    """Return what there is to say about the answer in a form, None for a note and for nothing.

    `asked_only` leaves out what never stops an answer.
    """
    text = request.POST.get("text", "")
    if request.POST.get("kind") == "note" or not text.strip():
        return None
    has_files = bool(request.FILES.getlist("files") or request.POST.getlist("kept"))
    namespace = posted_way(request, conversation).can.identity_namespace
    facts = facts_for(request.actor, conversation, text, has_files=has_files, namespace=namespace)
    return hint_for(text, facts, quiet=quiet_in(request), asked_only=asked_only)


def hint_to_ask(request: StaffRequest, conversation: Conversation) -> Hint | None:
    """Return what to ask before an answer is sent; None where its writer has been asked, or put it away."""
    quiet = quiet_in(request)
    if ASKED not in quiet and "asked" in request.POST and (hint := _of_items(request, conversation)):
        return hint
    if ASKED in quiet or "asked" not in request.POST or not _may_have_hint(request, conversation, quiet):
        return None
    return hint_of(request, conversation, asked_only=True)


def _of_items(request: StaffRequest, conversation: Conversation) -> Hint | None:
    """Return that something is still to be done, where an answer solves; None for a note."""
    still_open = conversation.items_total - conversation.items_done
    if not request.POST.get("solve") or request.POST.get("kind") == "note" or still_open <= 0:
        return None
    words = ngettext(
        "%(n)d thing on the checklist is still open.",
        "%(n)d things on the checklist are still open.",
        still_open,
    )
    return Hint("items", words % {"n": still_open})


def _may_have_hint(request: StaffRequest, conversation: Conversation, quiet: Collection[str]) -> bool:
    """Tell by the words alone whether anything is to be looked up: most answers cost no statement."""
    text = request.POST.get("text", "")
    has_files = bool(request.FILES.getlist("files") or request.POST.getlist("kept"))
    everything = {question.name: Known("\ufffd") for question in questions_in(text)}
    namespace = posted_way(request, conversation).can.identity_namespace
    facts = Facts(namespace, has_files, known=everything)
    return hint_for(text, facts, quiet=quiet, asked_only=True) is not None
