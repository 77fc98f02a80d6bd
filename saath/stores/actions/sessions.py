"""Sessions of colleagues."""

from saath.stores.events import SESSION_ENDED
from saath.stores.models import Member
from saath.tenancy.actor import Actor
from saath.tenancy.transactions import action
from saath.timeline.emit import emit


@action
def say_session_ended(actor: Actor, *, person_id: int) -> None:
    """Tell the shop in scope that a colleague's session ended somewhere, so that open streams are looked at again."""
    member = Member.objects.active().filter(person_id=person_id).first()
    if member is not None:
        emit(actor, SESSION_ENDED, subject=member)
