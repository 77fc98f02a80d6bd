"""What is decided of a grievance, told to the customer in a letter. Some refusals need a second person."""

from __future__ import annotations

from dataclasses import dataclass

from django.utils.translation import gettext as _

from saath.conversations.actions.reply import reply
from saath.conversations.models import Message
from saath.core.clock import now
from saath.core.errors import BadInput, Conflict, Forbidden
from saath.core.faults import fault_point
from saath.core.text import storable
from saath.promises.grievances.actions._keeping import held, save_standing
from saath.promises.grievances.actions._undeciding import undecide
from saath.promises.grievances.events import GRIEVANCE_PROPOSED, GRIEVANCE_REDRESSED
from saath.promises.grievances.queries.deciding import second_people, standing_decision
from saath.promises.grievances.rules import is_warned_refusal
from saath.promises.models import Grievance, GrievanceDecision
from saath.tenancy.actor import Actor
from saath.tenancy.transactions import action
from saath.timeline.emit import emit
from saath.timeline.kinds import EventKind

Outcome = Grievance.Outcome
DECIDE = "grievance.decide"


@dataclass(frozen=True, slots=True)
class Decision:
    """What is decided. `words` is the letter, '' where the customer was told in another way; then `why` says how.

    `has_seen_warning` says that whoever refuses has read what the rules say against it.
    """

    outcome: str
    refusal: str = ""
    why: str = ""
    words: str = ""
    has_seen_warning: bool = False


@action
def decide_grievance(
    actor: Actor, grievance: Grievance, *, decision: Decision, client_key: str
) -> GrievanceDecision:
    """Decide on a grievance and send the letter; a refusal that the rules speak against is only proposed where there is a
    second person who may agree.

    Raises `Forbidden`, `BadInput`, `Conflict` where it was decided already.
    """
    actor.require(DECIDE)
    fresh = held(grievance)
    _check_open(fresh)
    _check(fresh, decision)
    if not decision.words.strip():
        _check_told(decision)
    made = GrievanceDecision(
        grievance=fresh,
        outcome=decision.outcome,
        refusal=decision.refusal if decision.outcome == Outcome.REFUSED else "",
        why=_text(decision.why),
        words=_text(decision.words),
        language=fresh.language,
        decided_by_id=actor.member_id,
        decided_at=now(),
    )
    is_warned = is_warned_refusal(decision.outcome, fresh.cause, decision.refusal)
    if is_warned and second_people(actor):
        made.save(force_insert=True)
        _tell(actor, GRIEVANCE_PROPOSED, fresh)
        return made
    made.agreed_by_id, made.agreed_at = actor.member_id, made.decided_at
    made.save(force_insert=True)
    _redress(actor, fresh, made, client_key)
    return made


@action
def agree_to_refusal(actor: Actor, grievance: Grievance, *, client_key: str) -> GrievanceDecision:
    """Agree to a refusal that a colleague proposed, which sends its letter.

    Raises `Forbidden` for who proposed it, `Conflict`.
    """
    actor.require(DECIDE)
    fresh = held(grievance)
    decision = _proposed(fresh)
    if actor.member_id is None or decision.decided_by_id == actor.member_id:
        raise Forbidden(_("Whoever proposed it cannot agree to it."), what_to_do=_("Ask another colleague."))
    decision.agreed_by_id, decision.agreed_at = actor.member_id, now()
    decision.save(update_fields=["agreed_by", "agreed_at"])
    _redress(actor, fresh, decision, client_key)
    return decision


@action
def decline_refusal(actor: Actor, grievance: Grievance) -> Grievance:
    """Say no to a refusal that was proposed, or take one's own proposal back. Raises `Forbidden`, `Conflict`."""
    actor.require(DECIDE)
    fresh = held(grievance)
    undecide(actor, fresh, _proposed(fresh))
    return fresh


@action
def reconsider_grievance(actor: Actor, grievance: Grievance) -> Grievance:
    """Take a decision back: the grievance waits for redress again, by the limit that it always had.

    Raises `Forbidden`, `Conflict`.
    """
    actor.require(DECIDE)
    fresh = held(grievance)
    decision = standing_decision(fresh)
    if decision is None or fresh.redressed_at is None:
        raise Conflict(_("Nothing is decided yet."))
    undecide(actor, fresh, decision)
    return fresh


def _redress(actor: Actor, grievance: Grievance, decision: GrievanceDecision, client_key: str) -> None:
    if decision.words:
        decision.letter = _letter(actor, grievance, decision.words, client_key)
        decision.language = decision.letter.language
        decision.save(update_fields=["letter", "language"])
    elif grievance.acknowledged_at is None:  # who was told what is decided knows that it is here
        grievance.acknowledged_at, grievance.acknowledged_how = decision.agreed_at, Grievance.How.TOLD
    grievance.redressed_at, grievance.outcome = decision.agreed_at, decision.outcome
    save_standing(grievance)
    _tell(actor, GRIEVANCE_REDRESSED, grievance)
    fault_point("decision_before_commit")


def _letter(actor: Actor, grievance: Grievance, words: str, client_key: str) -> Message:
    if grievance.conversation is None:
        raise Conflict(_("Its conversation is gone: nobody can be written to."))
    return reply(actor, grievance.conversation, text=words, client_key=client_key, is_drafted=False)


def _proposed(grievance: Grievance) -> GrievanceDecision:
    decision = standing_decision(grievance)
    if decision is None or decision.agreed_at is not None:
        raise Conflict(_("No refusal waits for a second person."), what_to_do=_("Look again how it stands."))
    return decision


def _check_open(grievance: Grievance) -> None:
    if grievance.redressed_at is not None or standing_decision(grievance) is not None:
        raise Conflict(
            _("This grievance was decided, or a refusal waits for a second person."),
            what_to_do=_("Look again how it stands."),
        )


def _check(grievance: Grievance, decision: Decision) -> None:
    if decision.outcome not in Outcome.values:
        raise BadInput(_("Choose what was decided."), field="outcome")
    if decision.outcome in (Outcome.REFUSED, Outcome.DISMISSED) and not decision.why.strip():
        raise BadInput(_("Say why, for the register."), field="why")
    if decision.outcome != Outcome.REFUSED:
        return
    if decision.refusal not in GrievanceDecision.Refusal.values:
        raise BadInput(_("Choose why it is refused."), field="refusal")
    is_warned = is_warned_refusal(decision.outcome, grievance.cause, decision.refusal)
    if is_warned and not decision.has_seen_warning:
        raise BadInput(
            _("Read what the rules say of such goods, and tick that you have."), field="has_seen_warning"
        )


def _check_told(decision: Decision) -> None:
    if not decision.why.strip():
        raise BadInput(_("Write the letter, or say how the customer was told."), field="words")


def _tell(actor: Actor, kind: EventKind, grievance: Grievance) -> None:
    emit(actor, kind, subject=grievance.conversation or grievance, refs={"grievance": grievance})


def _text(said: str) -> str:
    return storable(said).replace("\r\n", "\n").strip()
