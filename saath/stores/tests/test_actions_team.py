"""Invitations and seats: who may let whom in, and what ends at once."""

from collections.abc import Iterator
from datetime import timedelta

import pytest
import time_machine
from django.contrib.auth.hashers import make_password

from saath.accounts.models import AuditEntry, AuditKind
from saath.core.clock import now
from saath.core.errors import BadInput, Conflict, Forbidden, NotFound
from saath.stores.actions.invitations import (
    Newcomer,
    accept_invitation,
    invite_member,
    renew_invitation,
    withdraw_invitation,
)
from saath.stores.actions.members import change_role, rename_member, revoke_member
from saath.stores.links import invitation_link
from saath.stores.models import Invitation, Member
from saath.stores.queries import actor_of, find_invitation, list_shops, member_of
from saath.stores.rules import Role
from saath.stores.tests.builders import (
    PASSWORD,
    TEST,
    Shop,
    actor_with,
    make_colleague,
    make_member,
    make_person,
    make_shop,
)
from saath.tenancy.scope import store_scope
from saath.timeline.models import Event

pytestmark = pytest.mark.django_db
NEWCOMER = Newcomer(name="Arjun Solanki", password_hash=make_password(PASSWORD), language="gu")


@pytest.fixture
def shop() -> Iterator[Shop]:
    shop = make_shop()
    with store_scope(shop.store.pk):
        yield shop


@pytest.fixture
def owner(shop: Shop) -> Member:
    return make_colleague(shop, "meera@example.com", Role.OWNER)


def secret_of(invitation: Invitation) -> str:
    return invitation_link(invitation).rstrip("/").rpartition("/")[2]


def kinds() -> list[str]:
    return list(Event.objects.order_by("id").values_list("kind", flat=True))


def test_invited_newcomer_gets_an_account_and_a_seat(owner: Member) -> None:
    invitation = invite_member(actor_with(owner), email="Arjun@Example.com", role=Role.MEMBER)
    found, account = find_invitation(secret_of(invitation))
    member = accept_invitation(TEST, found, newcomer=NEWCOMER)
    assert account is None
    assert (member.role, member.display_name) == (Role.MEMBER, "Arjun Solanki")
    assert (member.person.email, member.person.language) == ("Arjun@Example.com", "gu")
    assert member.person.check_password(PASSWORD)
    assert kinds()[-2:] == ["member.invited", "member.joined"]


def test_only_the_hash_of_the_secret_is_stored(owner: Member) -> None:
    invitation = invite_member(actor_with(owner), email="arjun@example.com", role=Role.MEMBER)
    secret = secret_of(invitation)
    assert secret not in str(list(Invitation.objects.values()))


def test_invitation_works_once(owner: Member) -> None:
    invitation = invite_member(actor_with(owner), email="arjun@example.com", role=Role.MEMBER)
    accept_invitation(TEST, invitation, newcomer=NEWCOMER)
    with pytest.raises(NotFound):
        accept_invitation(TEST, invitation, newcomer=NEWCOMER)


def test_invitation_runs_out_after_seven_days(owner: Member) -> None:
    invitation = invite_member(actor_with(owner), email="arjun@example.com", role=Role.MEMBER)
    with time_machine.travel(now() + timedelta(days=7, seconds=1)):
        with pytest.raises(NotFound):
            find_invitation(secret_of(invitation))
        with pytest.raises(NotFound):
            accept_invitation(TEST, invitation, newcomer=NEWCOMER)


def test_renewed_invitation_has_another_link_and_the_old_one_ends(owner: Member) -> None:
    actor = actor_with(owner)
    invitation = invite_member(actor, email="arjun@example.com", role=Role.MEMBER)
    old = secret_of(invitation)
    new = secret_of(renew_invitation(actor, invitation))
    assert find_invitation(new)[0] == invitation
    with pytest.raises(NotFound):
        find_invitation(old)


def test_withdrawn_invitation_ends_and_the_address_can_be_invited_again(owner: Member) -> None:
    actor = actor_with(owner)
    invitation = invite_member(actor, email="arjun@example.com", role=Role.MEMBER)
    withdraw_invitation(actor, invitation)
    with pytest.raises(NotFound):
        find_invitation(secret_of(invitation))
    assert invite_member(actor, email="arjun@example.com", role=Role.READER).pk != invitation.pk


def test_one_open_invitation_for_each_address_however_written(owner: Member) -> None:
    actor = actor_with(owner)
    invite_member(actor, email="arjun@example.com", role=Role.MEMBER)
    with pytest.raises(Conflict):
        invite_member(actor, email="ARJUN@example.com", role=Role.MEMBER)


def test_colleague_is_not_invited_again(owner: Member) -> None:
    with pytest.raises(Conflict):
        invite_member(actor_with(owner), email="meera@EXAMPLE.com", role=Role.MEMBER)


def test_what_is_no_address_is_refused(owner: Member) -> None:
    with pytest.raises(BadInput):
        invite_member(actor_with(owner), email="arjun", role=Role.MEMBER)


def test_invitation_of_somebody_else_is_refused(owner: Member) -> None:
    invitation = invite_member(actor_with(owner), email="arjun@example.com", role=Role.MEMBER)
    with pytest.raises(Forbidden):
        accept_invitation(TEST, invitation, person=make_person("nisha@example.com"))


@pytest.mark.parametrize("role", [Role.MEMBER, Role.READER])
def test_who_does_not_lead_the_team_invites_nobody(shop: Shop, role: Role) -> None:
    with pytest.raises(Forbidden):
        invite_member(
            actor_with(make_colleague(shop, "a@example.com", role)), email="b@example.com", role=Role.READER
        )


@pytest.mark.parametrize("role", [Role.OWNER, Role.MANAGER])
def test_manager_gives_no_role_like_their_own(shop: Shop, role: Role) -> None:
    manager = actor_with(make_colleague(shop, "a@example.com", Role.MANAGER))
    with pytest.raises(Forbidden):
        invite_member(manager, email="b@example.com", role=role)


def test_manager_cannot_lift_themselves(shop: Shop, owner: Member) -> None:
    manager = make_colleague(shop, "a@example.com", Role.MANAGER)
    with pytest.raises(Forbidden):
        change_role(actor_with(manager), manager, role=Role.OWNER)
    with pytest.raises(Forbidden):
        revoke_member(actor_with(manager), owner)


def test_changed_role_holds_at_once_and_is_remembered(shop: Shop, owner: Member) -> None:
    colleague = make_colleague(shop, "a@example.com")
    change_role(actor_with(owner), colleague, role=Role.READER)
    seat = member_of(colleague.person, shop.store)
    assert seat is not None
    assert not actor_of(seat).may("conversation.reply")
    assert kinds()[-1] == "member.role_changed"
    entry = AuditEntry.objects.filter(kind=AuditKind.ROLE_CHANGED).get()
    assert entry.detail == {"member": str(colleague.public_id), "from": "member", "to": "reader"}
    assert (entry.store, entry.person) == (shop.store, owner.person)


def test_revoked_colleague_is_nobody_at_once(shop: Shop, owner: Member) -> None:
    colleague = make_colleague(shop, "a@example.com")
    revoke_member(actor_with(owner), colleague)
    assert member_of(colleague.person, shop.store) is None
    assert list_shops(colleague.person) == []
    assert kinds()[-1] == "member.revoked"


def test_revoked_colleague_comes_back_by_invitation_into_the_same_seat(shop: Shop, owner: Member) -> None:
    colleague = make_colleague(shop, "a@example.com")
    revoke_member(actor_with(owner), colleague)
    assert make_member(shop, colleague.person, Role.READER).pk == colleague.pk


def test_the_last_owner_stays_owner(shop: Shop, owner: Member) -> None:
    with pytest.raises(Conflict):
        revoke_member(actor_with(owner), owner)
    with pytest.raises(Conflict):
        change_role(actor_with(owner), owner, role=Role.MANAGER)


def test_an_owner_may_go_when_another_one_stays(shop: Shop, owner: Member) -> None:
    make_colleague(shop, "a@example.com", Role.OWNER)
    assert revoke_member(actor_with(owner), owner).is_active is False


def test_closed_owner_seat_does_not_count(shop: Shop, owner: Member) -> None:
    other = make_colleague(shop, "a@example.com", Role.OWNER)
    revoke_member(actor_with(owner), other)
    with pytest.raises(Conflict):
        change_role(actor_with(owner), owner, role=Role.MEMBER)


def test_anybody_gives_up_their_own_seat(shop: Shop, owner: Member) -> None:
    colleague = make_colleague(shop, "a@example.com", Role.READER)
    assert revoke_member(actor_with(colleague), colleague).is_active is False


def test_colleague_renames_only_themselves(shop: Shop, owner: Member) -> None:
    colleague = make_colleague(shop, "a@example.com")
    assert rename_member(actor_with(colleague), colleague, display_name=" Arju ").display_name == "Arju"
    with pytest.raises(Forbidden):
        rename_member(actor_with(colleague), owner, display_name="Boss")


def test_person_of_two_shops_has_a_right_of_its_own_in_each(shop: Shop, owner: Member) -> None:
    other = make_shop("khadi", "Khadi Ghar")
    make_member(other, owner.person, Role.READER)
    here, there = member_of(owner.person, shop.store), member_of(owner.person, other.store)
    assert here is not None
    assert there is not None
    assert actor_of(here).may("store.roles")
    assert not actor_of(there).may("conversation.reply")
    assert [one.name for one in list_shops(owner.person, here=shop.store)] == ["Khadi Ghar", "Paanch Takiye"]
    with store_scope(other.store.pk):
        assert not actor_of(here).may("store.roles")
