"""Where answers reach a visitor who has gone, and what was said, mailed to them."""

from __future__ import annotations

from http import HTTPStatus

from django.http import HttpResponse

from saath.chat_widget.api import address_of, answer_json, count, fields_of, text_in, visitor_api
from saath.chat_widget.requests import VisitorRequest
from saath.chats.actions.contact import give_contact
from saath.chats.actions.mails import mail_transcript
from saath.chats.queries.visitors import actor_of
from saath.core.mail_addresses import BadAddress, mailbox_key

# Whoever types addresses of others gets few letters sent to them.
OF_VISITOR_AN_HOUR, OF_NETWORK_AN_HOUR, OF_SHOP_AN_HOUR = 5, 30, 120
TO_MAILBOX_A_DAY, TRANSCRIPTS_AN_HOUR = 3, 3
HOUR, DAY = 3600, 86_400


@visitor_api("POST")
def give(request: VisitorRequest) -> HttpResponse:
    """Take an address, and send the link there that confirms it."""
    address = text_in(fields_of(request), "email")
    _count(request, f"contact:{request.visitor.public_id}", OF_VISITOR_AN_HOUR, HOUR)
    _count(request, f"contact from:{address_of(request)}", OF_NETWORK_AN_HOUR, HOUR)
    _count(request, f"contact to:{_mailbox(address)}", TO_MAILBOX_A_DAY, DAY)
    _count(request, "contact", OF_SHOP_AN_HOUR, HOUR)
    contact = give_contact(actor_of(request.visitor), request.visitor, address=address)
    data = {"email": contact.address, "is_confirmed": contact.confirmed_at is not None}
    return answer_json(data, HTTPStatus.ACCEPTED)


@visitor_api("POST")
def transcript(request: VisitorRequest) -> HttpResponse:
    """Mail what was said to an address that is surely the visitor's."""
    _count(request, f"transcript:{request.visitor.public_id}", TRANSCRIPTS_AN_HOUR, HOUR)
    mail = mail_transcript(actor_of(request.visitor), request.visitor)
    return answer_json({"email": mail.address}, HTTPStatus.ACCEPTED)


def _count(request: VisitorRequest, who: str, limit: int, seconds: int) -> None:
    count(request, who, limit, seconds=seconds, is_of_process=False)


def _mailbox(address: str) -> str:
    try:
        return mailbox_key(address)
    except BadAddress:
        return address[:320]
