"""A customer says how they found our help."""

from __future__ import annotations

from django.utils.translation import gettext_lazy as _

from saath.conversations.actions.triage import locked
from saath.conversations.events import SOLUTION_RATED
from saath.conversations.models import Rating, Solution
from saath.conversations.models.rating import LEAST, MOST
from saath.conversations.solving.rules import is_link_over
from saath.conversations.solving.standing import stands
from saath.core.clock import now
from saath.core.errors import BadInput, Conflict
from saath.core.text import storable
from saath.language.detect import detect_language
from saath.tenancy.actor import Actor
from saath.tenancy.rows import insert_row
from saath.tenancy.transactions import action
from saath.timeline.emit import emit_row

LONGEST_WORDS = 1_000


class NotToBeRated(Conflict):
    """It is not solved, or was so long ago that nobody remembers how it was."""

    message = _("This cannot be rated any more.")
    what_is_safe = _("What you wrote before is with us.")
    what_to_do = _("If you want to tell us something, just write to us.")


@action
def rate_solution(actor: Actor, solution: Solution, *, stars: int, words: str = "") -> Rating:
    """Take what a customer says of a solution: one rating for each, the last word counts, the same again says nothing new.

    Raises `BadInput` for what is none of 1 to 5 or too long, `NotToBeRated`.
    """
    words = _checked(stars, words)
    conversation = locked(solution.conversation)
    fresh = Solution.objects.get(pk=solution.pk)
    if not stands(fresh, conversation) or is_link_over(fresh.solved_at, now()):
        raise NotToBeRated()
    rating = Rating.objects.filter(solution=fresh).first()
    if rating is not None and (rating.stars, rating.words) == (stars, words):
        return rating
    event = emit_row(actor, SOLUTION_RATED, subject=conversation, changed=["rating"])
    if rating is None:
        said = Rating(solution=fresh, stars=stars, words=words, event_id=event.pk)
        said.language = detect_language(words).language or conversation.language
        return insert_row(said)
    rating.stars, rating.words, rating.event_id, rating.changed_at = stars, words, event.pk, now()
    rating.language = detect_language(words).language or conversation.language
    rating.save(update_fields=["stars", "words", "language", "event_id", "changed_at"])
    return rating


def _checked(stars: int, words: str) -> str:
    if not LEAST <= stars <= MOST:
        raise BadInput(_("Choose one of the five."), field="stars")
    words = storable(words).replace("\r\n", "\n").strip()
    if len(words) > LONGEST_WORDS:
        raise BadInput(
            _("That is too long for a rating."), what_to_do=_("Say it in fewer words."), field="words"
        )
    return words
