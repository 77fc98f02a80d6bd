"""Reading a shop's team."""

from collections.abc import Collection, Sequence
from dataclasses import dataclass
from uuid import UUID

from saath.accounts.models import Person
from saath.core.clock import now
from saath.core.errors import Forbidden, NotFound
from saath.stores.links import hash_secret, invitation_link
from saath.stores.models import Invitation, Member
from saath.stores.rules import Role, may_give
from saath.tenancy.actor import Actor
from saath.tenancy.given import Given
from saath.tenancy.models import Domain, Store
from saath.tenancy.prepared import Prepared
from saath.tenancy.scope import every_store, store_scope

SEAT = Prepared(lambda: Member.objects.active().filter(person=Given("person")))


@dataclass(frozen=True, slots=True)
class Shop:
    """A shop that somebody works for, and where its desk is."""

    name: str
    host: str
    is_here: bool


@dataclass(frozen=True, slots=True)
class SentInvitation:
    """An unanswered invitation with its link."""

    invitation: Invitation
    link: str
    is_open: bool


@dataclass(frozen=True, slots=True)
class TeamPage:
    """What the page of the team shows."""

    members: Sequence[Member]
    answering: int
    away: Collection[int]
    former: Sequence[Member]
    invitations: Sequence[SentInvitation]
    roles_to_give: Sequence[Role]
    may_invite: bool


def member_of(person: Person, store: Store) -> Member | None:
    """The person's open seat in a shop, or None: the one door by which a request becomes a colleague's."""
    if not person.is_active:
        return None
    with store_scope(store.pk):
        return SEAT.first(person=person.pk)


def actor_of(member: Member) -> Actor:
    """The actor behind a seat."""
    return Actor(
        kind="member",
        label=member.display_name,
        store_id=member.store_id,
        person_id=member.person_id,
        member_id=member.pk,
        verbs=member.verbs,
    )


def stores_of_person(person_id: int) -> list[int]:
    """The ids of the shops that a person works for now."""
    with every_store("a person may work for several shops"):
        return list(Member.objects.active().filter(person_id=person_id).values_list("store_id", flat=True))


def list_shops(person: Person, *, here: Store | None = None) -> list[Shop]:
    """The shops that a person works for, by name, for the switcher."""
    store_ids = stores_of_person(person.pk)
    domains = Domain.objects.filter(store_id__in=store_ids, purpose=Domain.Purpose.STAFF).select_related(
        "store"
    )
    shops = {domain.store_id: domain for domain in domains.order_by("-id")}
    return sorted(
        (Shop(domain.store.name, domain.host, domain.store == here) for domain in shops.values()),
        key=lambda shop: shop.name.casefold(),
    )


def get_team(actor: Actor) -> TeamPage:
    """The team, those who left, and, for whoever leads it, the invitations.  Raises Forbidden."""
    actor.require("conversation.read")
    may_invite = actor.may("store.members")
    members = list(Member.objects.select_related("person").order_by("display_name", "id"))
    return TeamPage(
        members=[member for member in members if member.is_active],
        away={member.pk for member in members if member.is_away(now())},
        answering=sum("conversation.reply" in member.verbs for member in members),
        former=[member for member in members if not member.is_active],
        invitations=_sent_invitations() if may_invite else [],
        roles_to_give=[role for role in Role if may_give(actor.verbs, role)],
        may_invite=may_invite,
    )


def get_member(actor: Actor, public_id: str) -> Member:
    """A colleague by public id.  Raises Forbidden, or NotFound (also for another shop's)."""
    actor.require("store.members")
    member = Member.objects.select_related("person").filter(public_id=public_id).first()
    if member is None:
        raise NotFound
    return member


def get_invitation(actor: Actor, public_id: str) -> Invitation:
    """An unanswered invitation by public id.  Raises Forbidden, or NotFound."""
    actor.require("store.members")
    invitation = Invitation.objects.unanswered().filter(public_id=public_id).first()
    if invitation is None:
        raise NotFound
    return invitation


def find_invitation(secret: str) -> tuple[Invitation, Person | None]:
    """The open invitation of a link, and whose account its address already is.  Raises NotFound.

    Somebody who came as a name with a shop that moved here has none yet: they begin like anybody new.
    No actor: the secret of the link is the right.
    """
    invitation = (
        Invitation.objects.unanswered()
        .select_related("store", "invited_by")
        .filter(token_hash=hash_secret(secret), expires_at__gt=now())
        .first()
    )
    if invitation is None:
        raise NotFound
    account = Person.objects.filter(email_key=invitation.email_key).first()
    return invitation, None if account is None or account.is_only_a_name else account


def _sent_invitations() -> list[SentInvitation]:
    at = now()
    unanswered = Invitation.objects.unanswered().order_by("-id")
    return [SentInvitation(one, invitation_link(one), one.is_open(at)) for one in unanswered]


def list_colleagues(actor: Actor) -> list[Member]:
    """Those who work here now, by name, to give a conversation to.  Raises Forbidden."""
    actor.require("conversation.read")
    return list(Member.objects.active().order_by("display_name", "id"))


def get_colleague(actor: Actor, public_id: str) -> Member:
    """One who works here now.  Raises Forbidden, or NotFound for one who has left or works elsewhere."""
    actor.require("conversation.read")
    try:
        found = Member.objects.active().filter(public_id=UUID(public_id)).first()
    except ValueError:
        found = None
    if found is None:
        raise NotFound
    return found


def own_seat(actor: Actor) -> Member:
    """The actor's own seat with who stands in for them.  Raises Forbidden for whoever answers nobody."""
    actor.require("conversation.reply")
    return whoever_acts(actor)


def whoever_acts(actor: Actor) -> Member:
    """The actor's own seat with who stands in for them, whatever they may do.  Raises Forbidden for whoever has none."""
    if actor.member_id is None:
        raise Forbidden
    return Member.objects.select_related("stand_in").get(pk=actor.member_id)


def list_stand_ins(actor: Actor) -> list[Member]:
    """The colleagues who can stand in for the actor, by name.  Raises Forbidden."""
    return [
        each
        for each in list_colleagues(actor)
        if each.pk != actor.member_id and "conversation.reply" in each.verbs
    ]
