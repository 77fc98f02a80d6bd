"""Tokens: made, known again, and ended."""

from __future__ import annotations

from datetime import timedelta

import pytest
from django.db import connection
from django.test.utils import CaptureQueriesContext

from saath.accounts.models import AuditEntry, AuditKind
from saath.core import clock
from saath.core.clock import now
from saath.core.errors import BadInput, Forbidden, NotFound, RateLimited
from saath.programs.actions.tokens import create_token, note_use, revoke_token
from saath.programs.bearers import hash_of, new_bearer
from saath.programs.models import AccessToken
from saath.programs.queries import MOST_GUESSES, get_token, grant_of
from saath.programs.tests.builders import bearer_of, make_token
from saath.stores.actions.members import change_role, revoke_member
from saath.stores.models import Member
from saath.stores.rules import Role
from saath.stores.tests.builders import Shop, actor_with
from saath.tenancy.scope import store_scope

pytestmark = pytest.mark.django_db


def test_a_program_acts_as_who_made_its_token_and_within_its_scopes(shop: Shop, meera: Member) -> None:
    grant = grant_of(bearer_of(meera, "orders:write", "customers:read"), shop.store)
    assert grant is not None
    assert (grant.member, grant.actor.member_id, grant.store_id) == (meera, meera.pk, shop.store.pk)
    assert grant.actor.verbs == {"order.read", "order.act", "customer.read"}
    assert grant.scopes == {"orders:write", "orders:read", "customers:read"}


def test_only_the_hash_of_a_token_is_kept(meera: Member, in_store: None) -> None:
    made = make_token(meera)
    kept = AccessToken.objects.get()
    assert kept.token_hash == hash_of(made.bearer.reveal())
    assert made.bearer.reveal() not in str(vars(kept)) + repr(made)


def test_it_is_found_by_one_statement(shop: Shop, meera: Member) -> None:
    bearer = bearer_of(meera)
    with CaptureQueriesContext(connection) as asked:
        grant_of(bearer, shop.store)
    assert len(asked) == 1


def test_what_is_no_token_asks_nothing(shop: Shop) -> None:
    with CaptureQueriesContext(connection) as asked:
        assert grant_of("saath_" + "A" * 49, shop.store) is None
        assert grant_of("", shop.store) is None
    assert len(asked) == 0


def test_it_is_nothing_in_another_shop(other_shop: Shop, meera: Member) -> None:
    assert grant_of(bearer_of(meera), other_shop.store) is None


def test_it_ends_when_its_time_is_over(shop: Shop, meera: Member) -> None:
    bearer = bearer_of(meera)
    with clock.at(now() + timedelta(days=31)):
        assert grant_of(bearer, shop.store) is None


def test_it_ends_when_it_is_taken_away(shop: Shop, meera: Member, rukmini: Member, in_store: None) -> None:
    made = make_token(meera)
    revoke_token(actor_with(rukmini), made.token)
    revoke_token(actor_with(rukmini), made.token)
    assert grant_of(made.bearer.reveal(), shop.store) is None
    kinds = list(AuditEntry.objects.order_by("id").values_list("kind", flat=True))[-2:]
    assert kinds == [AuditKind.TOKEN_MADE, AuditKind.TOKEN_REVOKED]


def test_it_ends_with_the_seat(shop: Shop, meera: Member, rukmini: Member, in_store: None) -> None:
    bearer, others = bearer_of(meera), bearer_of(rukmini)
    revoke_member(actor_with(rukmini), meera)
    assert grant_of(bearer, shop.store) is None
    assert AccessToken.objects.get(member=meera).revoked_at is not None
    assert grant_of(others, shop.store) is not None


def test_it_ends_with_the_role(shop: Shop, meera: Member, rukmini: Member, in_store: None) -> None:
    bearer = bearer_of(meera)
    change_role(actor_with(rukmini), meera, role=Role.MANAGER)
    assert grant_of(bearer, shop.store) is None


def test_a_colleague_takes_nobody_elses_away(meera: Member, rukmini: Member, in_store: None) -> None:
    made = make_token(rukmini)
    with pytest.raises(Forbidden):
        revoke_token(actor_with(meera), made.token)
    with pytest.raises(NotFound):
        get_token(actor_with(meera), made.token.public_id)
    assert get_token(actor_with(rukmini), made.token.public_id) == made.token


def test_a_program_cannot_make_itself_a_wider_token(shop: Shop, rukmini: Member, in_store: None) -> None:
    grant = grant_of(bearer_of(rukmini, "orders:read"), shop.store)
    assert grant is not None
    with pytest.raises(Forbidden):
        create_token(
            grant.actor, name="More", scopes=["settings:write"], expires_at=now() + timedelta(days=1)
        )


def test_a_reader_gives_no_program_more_than_they_have(shop: Shop, hemal: Member) -> None:
    grant = grant_of(bearer_of(hemal, "conversations:write"), shop.store)
    assert grant is not None
    assert grant.actor.verbs == {"conversation.read", "customer.read", "order.read"}


@pytest.mark.parametrize(
    ("changes", "field"),
    [
        ({"name": "  "}, "name"),
        ({"name": "x" * 81}, "name"),
        ({"scopes": []}, "scopes"),
        ({"scopes": ["everything"]}, "scopes"),
        ({"expires_at": timedelta(days=367)}, "expires_at"),
        ({"expires_at": timedelta(0)}, "expires_at"),
    ],
)
def test_what_does_not_fit_is_refused(
    meera: Member, in_store: None, changes: dict[str, object], field: str
) -> None:
    asked = {"name": "Report", "scopes": ["orders:read"], "expires_at": timedelta(days=30), **changes}
    asked["expires_at"] = now() + asked["expires_at"]  # type: ignore[operator]
    with pytest.raises(BadInput) as refused:
        create_token(actor_with(meera), **asked)  # type: ignore[arg-type]
    assert refused.value.field == field


def test_a_use_is_due_once_a_minute(shop: Shop, meera: Member, in_store: None) -> None:
    bearer = bearer_of(meera)
    first = grant_of(bearer, shop.store)
    assert first is not None
    assert first.is_use_due
    note_use(first.actor, token_id=first.token_id)
    again = grant_of(bearer, shop.store)
    assert again is not None
    assert not again.is_use_due
    with clock.at(now() + timedelta(minutes=1)):
        later = grant_of(bearer, shop.store)
    assert later is not None
    assert later.is_use_due


def test_who_guesses_is_slowed_down_and_nobody_else(shop: Shop, meera: Member) -> None:
    bearer = bearer_of(meera)
    with pytest.raises(RateLimited):  # noqa: PT012
        for _each in range(MOST_GUESSES + 1):
            grant_of(new_bearer(), shop.store)
    assert grant_of(bearer, shop.store) is not None


def test_a_person_who_may_not_sign_in_has_no_program(shop: Shop, meera: Member) -> None:
    bearer = bearer_of(meera)
    meera.person.is_active = False
    meera.person.save()
    assert grant_of(bearer, shop.store) is None


def test_a_token_of_one_shop_is_not_seen_in_another(other_shop: Shop, meera: Member) -> None:
    make_token(meera)
    with store_scope(other_shop.store.pk):
        assert not AccessToken.objects.exists()
