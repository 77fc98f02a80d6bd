"""The clock of a question to somebody outside. Each job is safe to repeat."""

from __future__ import annotations

from django_tasks import task

from saath.conversations.actions.aside_clock import keep_time
from saath.conversations.aside.rules import reminds_at
from saath.conversations.models import SideQuestion
from saath.core.clock import now
from saath.jobs import enqueue
from saath.tenancy.actor import Actor

CLOCK = Actor.system("its time has come")


def watch_question(question: SideQuestion) -> None:
    """Look at a question when its outsider is to be reminded, when it is due, and when its link ends."""
    times = (reminds_at(question.created_at, question.due_at), question.due_at, question.expires_at)
    for at in times:
        if at is not None and at > now():
            enqueue(look_at_question, question.pk, run_at=at)


@task()
def look_at_question(question_id: int) -> None:
    """Do what the clock of a question asks for."""
    question = SideQuestion.objects.select_related("message__conversation").filter(pk=question_id).first()
    if question is not None:
        keep_time(CLOCK, question)
