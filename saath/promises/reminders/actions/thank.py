"""A customer was helped: they are thanked once, by name of who helped."""

from __future__ import annotations

from datetime import datetime

from saath.conversations.acknowledging.said import hold_customer
from saath.conversations.actions.triage import locked
from saath.conversations.models import Solution
from saath.core.clock import now
from saath.promises.models import OwnWord
from saath.promises.reminders.actions._saying import tell
from saath.promises.reminders.events import CUSTOMER_THANKED
from saath.promises.reminders.facts import opens_at, solved_of, waited_for, waits_until
from saath.promises.reminders.rules import STALE, why_not_thanked, why_not_told
from saath.promises.reminders.settings import own_word_settings
from saath.promises.reminders.wording import words_of_thanks
from saath.tenancy.actor import Actor
from saath.tenancy.rows import insert_row
from saath.tenancy.transactions import action
from saath.timeline.emit import emit


@action
def thank_customer(actor: Actor, solution: Solution) -> datetime | None:
    """Thank the customer of a solution, signed by who solved it; never after a bad rating, never often.

    Returns when to look again, None where they were thanked or never are.
    """
    settings = own_word_settings()
    conversation = solution.conversation
    hold_customer(conversation)
    fresh = locked(conversation)
    found = Solution.objects.select_related("asked_in", "solved_by").get(pk=solution.pk)
    at, due_at = now(), found.solved_at + settings.thank_after
    if not settings.thanks or at - due_at > STALE:
        return None
    if at < due_at:
        return due_at
    again_after = settings.thank_again_after
    waited = waited_for(fresh)
    if waited.silence.is_here or why_not_told(waited.silence, at) or opens_at(waited.way) is None:
        return None
    if why_not_thanked(solved_of(found, fresh, again_after=again_after), at, again_after=again_after):
        return None
    if OwnWord.objects.filter(solution=found, kind=OwnWord.Kind.THANKS).exists():
        return None
    again_at = waits_until(waited.way)
    if again_at is not None:
        return again_at
    word = OwnWord(kind=OwnWord.Kind.THANKS, conversation=fresh, identity=waited.way.identity, solution=found)
    tell(fresh, words_of_thanks(fresh, found), word, waited.way, author_id=found.solved_by_id)
    insert_row(word)
    emit(actor, CUSTOMER_THANKED, subject=fresh, refs={"word": word})
    return None
