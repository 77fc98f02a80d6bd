"""Two customers may be one person: saying so, and saying that they are not."""

from __future__ import annotations

from saath.core.clock import now
from saath.customers.actions._moving import VERB
from saath.customers.events import CUSTOMER_COMPARED
from saath.customers.evidence import Evidence, with_evidence
from saath.customers.models import Customer, Suggestion
from saath.tenancy.actor import Actor
from saath.tenancy.rows import insert_unless_there
from saath.tenancy.transactions import action
from saath.timeline.emit import emit


@action
def suggest_same(actor: Actor, customer: Customer, *, other: Customer, evidence: Evidence) -> None:
    """Write down what speaks for two customers being one; whoever calls has found it. Nobody is put together by it.

    Said again, it changes nothing; what was dismissed stays dismissed.
    """
    if customer.pk == other.pk:
        return
    one, two = sorted((customer, other), key=lambda each: each.pk)
    found = Suggestion(one=one, other=two, evidence=with_evidence([], evidence))
    if insert_unless_there(found):
        emit(actor, CUSTOMER_COMPARED, subject=one, refs={"customer": two}, changed=["evidence"])
        return
    known = Suggestion.objects.select_for_update(of=("self",)).get(one=one, other=two)
    known.evidence = with_evidence(known.evidence, evidence)
    known.save(update_fields=["evidence"])


@action
def dismiss_suggestion(actor: Actor, suggestion: Suggestion) -> None:
    """Take two customers for two from now on; raises `Forbidden`."""
    actor.require(VERB)
    _set(actor, suggestion, is_dismissed=True)


@action
def restore_suggestion(actor: Actor, suggestion: Suggestion) -> None:
    """Take back that two customers are two; raises `Forbidden`."""
    actor.require(VERB)
    _set(actor, suggestion, is_dismissed=False)


def _set(actor: Actor, suggestion: Suggestion, *, is_dismissed: bool) -> None:
    suggestion.dismissed_at = now() if is_dismissed else None
    suggestion.dismissed_by_id = actor.member_id if is_dismissed else None
    suggestion.save(update_fields=["dismissed_at", "dismissed_by"])
    emit(
        actor,
        CUSTOMER_COMPARED,
        subject=suggestion.one,
        refs={"customer": suggestion.other},
        changed=["dismissed"],
    )
