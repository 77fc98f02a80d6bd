"""What ends with a seat."""

from __future__ import annotations

from saath.core.clock import now
from saath.programs.actions._ending import end_admission_now, end_token
from saath.programs.models import AccessToken, Admission
from saath.stores.models import Member
from saath.tenancy.actor import Actor
from saath.tenancy.transactions import action


@action
def end_programs(actor: Actor, *, member: Member) -> None:
    """End every token of a seat that was closed or got another role, and shut its apps out.

    Whoever may change a seat may change what hangs on it: what asks for this has asked that right.
    """
    for token in AccessToken.objects.own().live(now()).filter(member=member):
        end_token(actor, token)
    for admission in Admission.objects.live(now()).select_related("app").filter(member=member):
        end_admission_now(actor, admission)
