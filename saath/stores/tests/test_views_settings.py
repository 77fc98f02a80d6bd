"""Who may open which page: the owner, a manager, a colleague, a reader, a person of another shop, a stranger."""

from http import HTTPStatus

import pytest
from django.test import Client

from saath.accounts.models import AuditEntry, AuditKind
from saath.stores.actions.invitations import invite_member
from saath.stores.actions.members import revoke_member
from saath.stores.calendar import settings_of
from saath.stores.links import invitation_link
from saath.stores.models import Invitation, Member
from saath.stores.rules import Role
from saath.stores.shop_name import shop_name
from saath.stores.tests.builders import (
    PASSWORD,
    Shop,
    actor_with,
    browser_of,
    make_colleague,
    make_member,
    make_person,
    make_shop,
)
from saath.tenancy.scope import store_scope

pytestmark = pytest.mark.django_db
OK, SEE_OTHER, FORBIDDEN, NOT_FOUND = (
    HTTPStatus.OK,
    HTTPStatus.FOUND,
    HTTPStatus.FORBIDDEN,
    HTTPStatus.NOT_FOUND,
)


@pytest.fixture
def shop() -> Shop:
    return make_shop()


@pytest.fixture
def owner(shop: Shop) -> Member:
    return make_colleague(shop, "meera@example.com", Role.OWNER)


def status(client: Client, path: str) -> int:
    return client.get(path).status_code


@pytest.mark.parametrize(
    ("path", "expected"),
    [
        ("/settings/you/", {Role.OWNER: OK, Role.MANAGER: OK, Role.MEMBER: OK, Role.READER: OK}),
        ("/settings/team/", {Role.OWNER: OK, Role.MANAGER: OK, Role.MEMBER: OK, Role.READER: OK}),
        (
            "/settings/shop/",
            {Role.OWNER: OK, Role.MANAGER: OK, Role.MEMBER: FORBIDDEN, Role.READER: FORBIDDEN},
        ),
        (
            "/settings/audit/",
            {Role.OWNER: OK, Role.MANAGER: FORBIDDEN, Role.MEMBER: FORBIDDEN, Role.READER: FORBIDDEN},
        ),
    ],
)
def test_pages_open_by_role(shop: Shop, path: str, expected: dict[Role, int]) -> None:
    found = {
        role: status(browser_of(make_colleague(shop, f"{role}@example.com", role), shop), path)
        for role in Role
    }
    assert found == expected


@pytest.mark.parametrize("path", ["/settings/team/", "/settings/shop/", "/settings/audit/"])
def test_person_of_another_shop_finds_nothing(shop: Shop, path: str) -> None:
    stranger = make_colleague(make_shop("khadi", "Khadi Ghar"), "asha@example.com", Role.OWNER)
    response = browser_of(stranger, shop).get(path)
    assert response.status_code == NOT_FOUND
    assert "Khadi Ghar" in response.text
    assert "Paanch Takiye" not in response.text


@pytest.mark.parametrize("path", ["/settings/you/", "/settings/team/", "/settings/shop/", "/settings/audit/"])
def test_who_is_not_signed_in_goes_to_the_door(shop: Shop, path: str) -> None:
    response = browser_of(None, shop).get(path)
    assert (response.status_code, response["Location"]) == (SEE_OTHER, f"/sign-in/?next={path}")


def test_person_without_a_seat_keeps_their_own_settings(shop: Shop) -> None:
    assert status(browser_of(make_person("asha@example.com"), shop), "/settings/you/") == OK


def test_colleague_sees_names_and_no_addresses(shop: Shop, owner: Member) -> None:
    page = browser_of(make_colleague(shop, "arjun@example.com"), shop).get("/settings/team/").text
    assert "Meera" in page
    assert "meera@example.com" not in page


def test_who_only_reads_is_not_counted_among_those_who_answer(shop: Shop, owner: Member) -> None:
    make_colleague(shop, "hemal@example.com", Role.READER)
    make_colleague(shop, "arjun@example.com")
    page = browser_of(owner, shop).get("/settings/team/").text
    assert "2 people answer here" in page


def test_seat_of_another_shop_is_not_found(shop: Shop, owner: Member) -> None:
    other = make_colleague(make_shop("khadi", "Khadi Ghar"), "asha@example.com")
    browser = browser_of(owner, shop)
    assert status(browser, f"/settings/team/{other.public_id}/") == NOT_FOUND
    assert browser.post(f"/settings/team/{other.public_id}/revoke/").status_code == NOT_FOUND
    with store_scope(other.store.pk):
        assert Member.objects.get(pk=other.pk).is_active


@pytest.mark.parametrize("role", [Role.MEMBER, Role.READER])
def test_who_does_not_lead_the_team_changes_nobody(shop: Shop, owner: Member, role: Role) -> None:
    browser = browser_of(make_colleague(shop, "a@example.com", role), shop)
    assert status(browser, f"/settings/team/{owner.public_id}/") == FORBIDDEN
    assert (
        browser.post(f"/settings/team/{owner.public_id}/role/", {"role": "reader"}).status_code == FORBIDDEN
    )
    assert browser.post(f"/settings/team/{owner.public_id}/revoke/").status_code == FORBIDDEN
    with store_scope(shop.store.pk):
        assert Member.objects.get(pk=owner.pk).role == Role.OWNER


def test_owner_changes_a_role(shop: Shop, owner: Member) -> None:
    colleague = make_colleague(shop, "a@example.com")
    browser_of(owner, shop).post(f"/settings/team/{colleague.public_id}/role/", {"role": "manager"})
    assert status(browser_of(colleague, shop), "/settings/shop/") == OK


def test_revoked_colleague_is_out_with_the_next_click(shop: Shop, owner: Member) -> None:
    colleague = make_colleague(shop, "a@example.com")
    browser = browser_of(colleague, shop)
    assert status(browser, "/settings/team/") == OK
    with store_scope(shop.store.pk):
        revoke_member(actor_with(owner), colleague)
    assert status(browser, "/settings/team/") == NOT_FOUND


def test_revoked_colleague_keeps_the_other_shop(shop: Shop, owner: Member) -> None:
    other = make_shop("khadi", "Khadi Ghar")
    colleague = make_colleague(shop, "a@example.com")
    make_member(other, colleague.person)
    with store_scope(shop.store.pk):
        revoke_member(actor_with(owner), colleague)
    assert status(browser_of(colleague, other), "/settings/team/") == OK


def test_invitation_by_page_and_joining_by_its_link(shop: Shop, owner: Member) -> None:
    browser_of(owner, shop).post("/settings/team/invite/", {"email": "arjun@example.com", "role": "member"})
    with store_scope(shop.store.pk):
        link = invitation_link(Invitation.objects.get(email="arjun@example.com"))
    path = link.removeprefix(f"http://{shop.host}")
    newcomer = browser_of(None, shop)
    assert "Meera" in newcomer.get(path).text
    answer = newcomer.post(path, {"name": "Arjun Solanki", "language": "hi", "password": PASSWORD})
    assert answer["Location"] == "/"
    assert status(newcomer, "/settings/team/") == OK
    assert status(browser_of(None, shop), path) == NOT_FOUND


def test_invitation_of_a_known_person_asks_them_to_sign_in_first(shop: Shop, owner: Member) -> None:
    asha = make_person("asha@example.com", "Asha Patel")
    with store_scope(shop.store.pk):
        invitation = invite_member(actor_with(owner), email="Asha@example.com", role=Role.READER)
        path = invitation_link(invitation).removeprefix(f"http://{shop.host}")
    assert browser_of(None, shop).post(path).status_code == OK
    assert browser_of(owner, shop).post(path).status_code == OK
    browser = browser_of(asha, shop)
    assert status(browser, "/settings/team/") == NOT_FOUND
    assert browser.post(path)["Location"] == "/"
    assert status(browser, "/settings/team/") == OK


def test_wrong_address_of_an_invitation_is_explained(shop: Shop, owner: Member) -> None:
    response = browser_of(owner, shop).post(
        "/settings/team/invite/", {"email": "meera@example.com", "role": "member"}
    )
    assert response.status_code == HTTPStatus.UNPROCESSABLE_ENTITY
    assert "already a colleague" in response.text


def shop_form(**changes: object) -> dict[str, object]:
    return {
        "name": "Paanch Takiye",
        "language": "en",
        "name_hi": "पाँच तकिये",
        "name_gu": "પાંચ તકિયે",
        "colour": "#a3195b",
        "languages": ["hi", "en"],
        **changes,
    }


def test_name_languages_and_colour_are_saved(shop: Shop, owner: Member) -> None:
    assert browser_of(owner, shop).post("/settings/shop/name/", shop_form())["Location"] == "/settings/shop/"
    shop.store.refresh_from_db()
    assert shop.store.colour == "#a3195b"
    with store_scope(shop.store.pk):
        assert settings_of(shop.store.pk).languages == ["hi", "en"]
        assert [shop_name(shop.store, code) for code in ("en", "hi", "gu")] == [
            "Paanch Takiye",
            "पाँच तकिये",
            "પાંચ તકિયે",
        ]
    assert AuditEntry.objects.filter(kind=AuditKind.SETTINGS_CHANGED, person=owner.person).exists()


def test_pale_colour_is_refused_and_the_nearest_darker_one_offered(shop: Shop, owner: Member) -> None:
    response = browser_of(owner, shop).post("/settings/shop/name/", shop_form(colour="#ffcc00"))
    assert response.status_code == HTTPStatus.UNPROCESSABLE_ENTITY
    assert 'value="#907300"' in response.text
    shop.store.refresh_from_db()
    assert shop.store.colour == "#1d4e79"


def test_promise_is_saved(shop: Shop, owner: Member) -> None:
    browser_of(owner, shop).post("/settings/shop/promise/", {"seconds": "900"})
    with store_scope(shop.store.pk):
        assert settings_of(shop.store.pk).first_answer_target_seconds == 900


@pytest.mark.parametrize("path", ["name", "promise"])
def test_colleague_changes_no_setting(shop: Shop, path: str) -> None:
    browser = browser_of(make_colleague(shop, "a@example.com"), shop)
    assert browser.post(f"/settings/shop/{path}/", shop_form(seconds=300)).status_code == FORBIDDEN


def test_audit_shows_this_shop_only_page_by_page(shop: Shop, owner: Member) -> None:
    other = make_colleague(make_shop("khadi", "Khadi Ghar"), "asha@example.com", Role.OWNER)
    for number in range(60):
        make_colleague(shop, f"colleague{number}@example.com")
    browser = browser_of(owner, shop)
    first = browser.get("/settings/audit/")
    audit = first.context["audit"]
    second = browser.get("/settings/audit/", {"cursor": audit.next_cursor}).context["audit"]
    seen = [line.entry.pk for page in (audit, second) for line in page.lines]
    assert len(seen) == len(set(seen)) == 100
    assert all(line.entry.store_id == shop.store.pk for line in audit.lines)
    assert str(other.person) not in first.text


def test_what_happens_after_solving_is_the_owners_to_say(shop: Shop, owner: Member) -> None:
    browser, place = browser_of(owner, shop), "/settings/shop/after-solving/"
    assert browser.post(place, {"days": "30"}).status_code == SEE_OTHER
    with store_scope(shop.store.pk):
        settings = settings_of(shop.store.pk)
    assert (settings.asks_if_sorted, settings.follow_up_after_days) == (False, 30)
    assert browser.post(place, {"days": "0"}).status_code == HTTPStatus.UNPROCESSABLE_ENTITY
    colleague = make_colleague(shop, "arjun@example.com", Role.MEMBER)
    assert browser_of(colleague, shop).post(place, {"days": "9"}).status_code == FORBIDDEN
