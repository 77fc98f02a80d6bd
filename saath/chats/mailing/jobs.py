"""Sending what was put on its way. Safe to repeat."""

from __future__ import annotations

from django_tasks import task

from saath.chats.mailing import leaving


@task()
def send_chat_mail(mail_id: int) -> None:
    """Send one mail out of the chat."""
    leaving.leave(mail_id)
