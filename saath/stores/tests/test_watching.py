"""Who may watch a shop's live stream: owner, colleague, outsider, and somebody whose right ends."""

from http import HTTPStatus

import pytest
from django.conf import settings

from saath.jobs.worker import Worker
from saath.stores.actions.members import revoke_member
from saath.stores.models import Member
from saath.stores.rules import Role
from saath.stores.tests.builders import Shop, browser_of, make_colleague, make_member, make_person, make_shop
from saath.stores.watching import admit_colleague, name_of_seat
from saath.tenancy.actor import Actor
from saath.tenancy.scope import store_scope
from saath.timeline.live.admission import Knock, Refused
from saath.timeline.live.stream import LiveStream
from saath.timeline.models import Event
from saath.timeline.tests.watching import Browser, in_thread, running_hub

pytestmark = pytest.mark.django_db(transaction=True)


@pytest.fixture
def shop() -> Shop:
    return make_shop()


@pytest.fixture
def owner(shop: Shop) -> Member:
    return make_member(shop, make_person(), Role.OWNER)


def cookie_of(member: Member, shop: Shop) -> str:
    return browser_of(member, shop).cookies[settings.SESSION_COOKIE_NAME].value


def knock(host: str, session: str = "") -> Knock:
    return Knock(host, {settings.SESSION_COOKIE_NAME: session})


def refusal(knocking: Knock) -> HTTPStatus:
    with pytest.raises(Refused) as refused:
        admit_colleague(knocking)
    return refused.value.status


@pytest.mark.parametrize("role", list(Role))
def test_whoever_reads_conversations_may_watch_them(shop: Shop, owner: Member, role: Role) -> None:
    colleague = make_colleague(shop, "ravi@example.com", role)
    watcher = admit_colleague(knock(shop.host, cookie_of(colleague, shop)))
    assert watcher.view.store_id == shop.store.pk
    assert watcher.view.audience == "staff"


def test_stranger_is_asked_to_sign_in(shop: Shop) -> None:
    assert refusal(knock(shop.host)) == HTTPStatus.UNAUTHORIZED
    assert refusal(knock(shop.host, "made-up")) == HTTPStatus.UNAUTHORIZED


def test_unknown_host_is_not_found(shop: Shop, owner: Member) -> None:
    assert refusal(knock("elsewhere.example", cookie_of(owner, shop))) == HTTPStatus.NOT_FOUND


def test_owner_of_another_shop_learns_nothing(shop: Shop, owner: Member) -> None:
    other = make_shop("other", "Other")
    assert refusal(knock(other.host, cookie_of(owner, shop))) == HTTPStatus.NOT_FOUND


def test_session_that_has_ended_opens_nothing(shop: Shop, owner: Member) -> None:
    browser = browser_of(owner, shop)
    session = browser.cookies[settings.SESSION_COOKIE_NAME].value
    browser.logout()
    assert refusal(knock(shop.host, session)) == HTTPStatus.UNAUTHORIZED


def test_event_names_the_seat_behind_it(shop: Shop, owner: Member) -> None:
    assert name_of_seat(shop.store.pk, owner.person_id) == str(owner.public_id)


def test_seat_taken_after_it_was_asked_for_is_named(shop: Shop) -> None:
    person = make_person("new@example.in")
    assert name_of_seat(shop.store.pk, person.pk) == ""
    member = make_member(shop, person)
    assert name_of_seat(shop.store.pk, person.pk) == str(member.public_id)


def revoke(shop: Shop, member: Member) -> None:
    with store_scope(shop.store.pk):
        revoke_member(Actor.system("test"), member)


async def test_revoked_member_sees_nothing_more(shop: Shop, owner: Member) -> None:
    colleague = await in_thread(make_colleague, shop, "ravi@example.com")
    session = await in_thread(cookie_of, colleague, shop)
    cookie = f"{settings.SESSION_COOKIE_NAME}={session}"
    async with running_hub() as hub:
        live = LiveStream(hub)
        async with Browser(live, host=shop.host, cookie=cookie) as browser:
            await browser.next_named("ready")
            await in_thread(revoke, shop, colleague)
            name, _data = await browser.next()
            while name == "beat":
                name, _data = await browser.next()
            assert name == "end"
        async with Browser(live, host=shop.host, cookie=cookie) as back:
            assert (await back.next())[0] == "end"
            assert back.status == HTTPStatus.NOT_FOUND


def test_a_person_who_signs_out_is_no_longer_watching(shop: Shop, owner: Member) -> None:
    browser = browser_of(owner, shop)
    session = browser.cookies[settings.SESSION_COOKIE_NAME].value
    browser.post("/sign-out/")
    Worker(threads=0).run_pending()
    assert refusal(knock(shop.host, session)) == HTTPStatus.UNAUTHORIZED
    with store_scope(shop.store.pk):
        assert Event.objects.filter(kind="member.session_ended", subject=owner.public_id).exists()
