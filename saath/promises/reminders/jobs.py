"""Looking for whom a word is due. Safe to repeat: what was said once for a wait is not said again."""

from __future__ import annotations

from datetime import datetime
from itertools import takewhile

from django_tasks import task

from saath.conversations.models import Conversation, Solution
from saath.core.clock import now
from saath.core.faults import fault_point
from saath.jobs import enqueue
from saath.jobs.errors import RetryLater
from saath.promises.models import OwnWord, OwnWordMark
from saath.promises.reminders.actions.marking import keep_mark
from saath.promises.reminders.actions.silent import close_silent, remind_customer
from saath.promises.reminders.actions.thank import thank_customer
from saath.promises.reminders.due import BATCH, silent_between, solved_after
from saath.promises.reminders.settings import own_word_settings
from saath.promises.reminders.stages import Stage, stages_of
from saath.tenancy.actor import Actor
from saath.tenancy.models import Store
from saath.tenancy.scope import store_scope

SAATH = Actor.system("own words")
Kind = OwnWord.Kind


@task()
def look_in_every_store() -> None:
    """Let every store be looked through that lets Saath say something by itself."""
    for store_id in Store.objects.values_list("pk", flat=True):
        with store_scope(store_id):
            settings = own_word_settings()
            if settings.reminds or settings.closes or settings.thanks:
                enqueue(look_for_due, key="own words")


@task()
def look_for_due() -> None:
    """Say in one store what is due, a batch of each kind; where there is more, look again at once."""
    settings = own_word_settings()
    is_more = [_look_at_silent(stage) for stage in stages_of(settings)]
    if settings.thanks:
        is_more.append(_look_at_solved())
    if any(is_more):
        enqueue(look_for_due, key="own words")


@task()
def remind_later(conversation_id: int) -> None:
    """Remind whoever could not be reminded before, unless they said something meanwhile."""
    conversation = Conversation.objects.filter(pk=conversation_id).first()
    if conversation is not None:
        _come_back(remind_customer(SAATH, conversation))


@task()
def close_later(conversation_id: int) -> None:
    """Close what could not be closed before, unless something was said meanwhile."""
    conversation = Conversation.objects.filter(pk=conversation_id).first()
    if conversation is not None:
        _come_back(close_silent(SAATH, conversation))


@task()
def thank_later(solution_id: int) -> None:
    """Thank for a solution what had to wait."""
    solution = Solution.objects.select_related("conversation").filter(pk=solution_id).first()
    if solution is not None:
        _come_back(thank_customer(SAATH, solution))


def _look_at_silent(stage: Stage) -> bool:
    """Take one batch of those for whom a step is due; tell whether there may be more."""
    until = now() - stage.after
    mark = OwnWordMark.objects.filter(kind=stage.kind, number=stage.number).first()
    if mark is None or mark.up_to is None:
        keep_mark(SAATH, kind=stage.kind, number=stage.number, up_to=until)
        return False
    batch = silent_between(mark.up_to, mark.after_id, until)
    for conversation in batch:
        _do_or_do_later(stage.kind, conversation)
        fault_point("own_word_before_mark")
    if batch:
        last = batch[-1]
        keep_mark(SAATH, kind=stage.kind, number=stage.number, up_to=last.last_message_at, after_id=last.pk)
    return len(batch) == BATCH


def _look_at_solved() -> bool:
    """Take one batch of what was solved long enough ago; tell whether there may be more."""
    mark = OwnWordMark.objects.filter(kind=Kind.THANKS).first()
    if mark is None:
        newest = Solution.objects.order_by("-event_id").values_list("event_id", flat=True).first()
        keep_mark(SAATH, kind=Kind.THANKS, after_id=newest or 0)
        return False
    until = now() - own_word_settings().thank_after
    batch = list(takewhile(lambda solved: solved.solved_at <= until, solved_after(mark.after_id)))
    for solution in batch:
        again_at = thank_customer(SAATH, solution)
        if again_at is not None:
            enqueue(thank_later, solution.pk, key=f"thank {solution.pk}", run_at=again_at)
    if batch:
        keep_mark(SAATH, kind=Kind.THANKS, after_id=batch[-1].event_id)
    return len(batch) == BATCH


def _do_or_do_later(kind: str, conversation: Conversation) -> None:
    say, later = (close_silent, close_later) if kind == Kind.CLOSING else (remind_customer, remind_later)
    again_at = say(SAATH, conversation)
    if again_at is not None:
        enqueue(later, conversation.pk, key=f"own word {kind} {conversation.pk}", run_at=again_at)


def _come_back(again_at: datetime | None) -> None:
    if again_at is not None:
        raise RetryLater(max(1.0, (again_at - now()).total_seconds()))
