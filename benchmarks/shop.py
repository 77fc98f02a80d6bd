"""The shop that the workload is loaded into: opened by the product's own actions."""

from __future__ import annotations

from dataclasses import dataclass

from django.contrib.auth.hashers import make_password

from saath.accounts.actions.people import create_person
from saath.conversations.models import ChannelAccount
from saath.stores.actions.invitations import accept_invitation, invite_member
from saath.stores.actions.opening import OwnerPlan, ShopPlan, open_shop
from saath.stores.hosts import default_hosts
from saath.stores.rules import Role
from saath.tenancy.actor import Actor
from saath.tenancy.scope import store_scope

LOADER = Actor.system("benchmark")
MAILBOX = "help@bench.test"
AGENTS = 20


@dataclass(frozen=True)
class BenchShop:
    """Numbers of the rows that everything loaded hangs on."""

    store_id: int
    account_id: int
    members: dict[str, int]


def open_bench_shop(*, host: str, password: str) -> BenchShop:
    """Open the shop with its mailbox and agents agent01 to agent20, who sign in as `agent01@bench.test`."""
    owner = OwnerPlan("Bench Owner", "owner@bench.test", password_hash=make_password(password))
    seat = open_shop(LOADER, plan=ShopPlan("Bench", owner, default_hosts(host), mailbox=MAILBOX))
    with store_scope(seat.store.pk):
        members = {name: _agent(name, password) for name in (f"agent{n:02d}" for n in range(1, AGENTS + 1))}
        return BenchShop(seat.store.pk, ChannelAccount.objects.get().pk, members)


def _agent(name: str, password: str) -> int:
    person = create_person(
        LOADER, email=f"{name}@bench.test", name=name.title(), password_hash=make_password(password)
    )
    invitation = invite_member(LOADER, email=person.email, role=Role.MEMBER)
    return accept_invitation(LOADER, invitation, person=person).pk
