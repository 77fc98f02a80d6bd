"""Playing the customer: answers and new mails go in at the door that every mail takes."""

from __future__ import annotations

from email.message import EmailMessage

from django.contrib import messages
from django.http import HttpResponse
from django.shortcuts import redirect, render
from django.utils.translation import gettext as _
from django.views.decorators.http import require_http_methods, require_POST

from saath.channels.base import Participant
from saath.conversations.models import ChannelAccount
from saath.core.errors import NotFound
from saath.demo import mailbox
from saath.demo.forms import AnswerForm, NewMailForm
from saath.demo.post import DoorClosed, compose, hand_in
from saath.desk.frame import frame_of
from saath.desk.request import StaffRequest


@require_POST
def answer(request: StaffRequest, key: str) -> HttpResponse:
    """Answer a mail of the shop as the customer whom it went to."""
    answered = mailbox.get_left(request.actor, key)
    form = AnswerForm(request.POST)
    if form.is_valid():
        subject = answered.entry.subject
        mail = compose(
            answered.to,
            to=answered.reply_to,
            subject=subject if subject.lower().startswith("re:") else f"Re: {subject}",
            text=form.cleaned_data["text"],
            answers=(*answered.references, answered.entry.message_id),
        )
        if _is_taken(request, mail, sender=answered.to.address, to=answered.reply_to):
            return redirect("demo:mails")
    page = {"mail": answered, "form": form, "frame": frame_of(request, "mailbox"), "zone": request.store.zone}
    return render(request, "demo/mail.html", page)


@require_http_methods(["GET", "HEAD", "POST"])
def new(request: StaffRequest) -> HttpResponse:
    """Write a first mail to the shop, as anybody."""
    request.actor.require("conversation.read")
    account = ChannelAccount.objects.filter(channel="email", is_active=True).order_by("pk").first()
    if account is None or not mailbox.is_there():
        raise NotFound()
    form = NewMailForm(request.POST or None)
    if form.is_valid():
        sender = Participant(form.cleaned_data["address"], form.cleaned_data["name"])
        mail = compose(
            sender, to=account.address, subject=form.cleaned_data["subject"], text=form.cleaned_data["text"]
        )
        if _is_taken(request, mail, sender=sender.address, to=account.address):
            return redirect("demo:mails")
    page = {"form": form, "account": account, "frame": frame_of(request, "mailbox")}
    return render(request, "demo/new.html", page)


def _is_taken(request: StaffRequest, mail: EmailMessage, *, sender: str, to: str) -> bool:
    """Hand a mail in, and say how that went."""
    try:
        hand_in(mail, sender=sender, to=to)
    except DoorClosed as error:
        messages.error(request, f"{error.message} {error.what_is_safe} {error.what_to_do}")
        return False
    messages.success(request, _("The mail was handed in. It is on the desk in a moment."))
    return True
