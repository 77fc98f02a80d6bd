"""A tool at work: its form as it was sent, else filled from the conversation, and what comes of it at once where it is full."""

from __future__ import annotations

from dataclasses import dataclass
from typing import Any

from django.utils.translation import override

from saath.conversations.models import Conversation
from saath.conversations.queries.about import order_about
from saath.conversations.queries.proved import may_be_told
from saath.core.clock import now
from saath.desk.request import StaffRequest
from saath.desk.staff_tools.contract import Answer, Beside, StaffTool, ToolForm
from saath.orders.queries import shown_order

# What a form that was sent says of itself.
ASKED = "go"


@dataclass(frozen=True, slots=True)
class Worked:
    """A form, what comes of it, None where something is missing, and the words for the customer in `language`."""

    form: ToolForm
    answer: Answer | None
    words: str
    language: str


def beside_of(request: StaffRequest, conversation: Conversation) -> Beside:
    """Return what a tool is opened beside; raises `Forbidden`."""
    request.actor.require("conversation.read")
    order, _reason = order_about(request.actor, conversation)
    about = shown_order(request.actor, order) if order is not None else None
    zone = request.store.zone
    today = now().astimezone(zone).date()
    return Beside(request.actor, conversation, about, today, zone, may_be_told(conversation, of=order))


def worked(request: StaffRequest, tool: StaffTool, beside: Beside) -> Worked:
    """Return what a tool makes of a request."""
    language = beside.conversation.customer.language or request.store.language
    form = _form(tool, beside, request.GET if ASKED in request.GET else None)
    answer = tool.work(beside, form.cleaned_data) if form.is_bound and form.is_valid() else None
    with override(language):
        words = answer.says() if answer and answer.says else ""
    return Worked(form, answer, words, language)


def _form(tool: StaffTool, beside: Beside, sent: Any) -> ToolForm:
    if sent is not None:
        return tool.form(beside, sent)
    likely = tool.form.likely(beside)
    filled = tool.form(beside, likely)
    return filled if likely and filled.is_valid() else tool.form(beside, initial=likely)
