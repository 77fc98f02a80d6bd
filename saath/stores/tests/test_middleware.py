"""Who is turned away from the staff host, and how a page notices that only asked for a part."""

import pytest

from saath.stores.tests.builders import browser_of, make_member, make_person, make_shop

pytestmark = pytest.mark.django_db

HTMX = {"HX-Request": "true", "HX-Current-URL": "http://{host}/desk/now/?q=1"}


@pytest.mark.parametrize("is_signed_in", [True, False])
def test_a_look_without_the_right_takes_the_whole_page_to_the_door(is_signed_in: bool) -> None:
    shop = make_shop()
    browser = browser_of(make_person() if is_signed_in else None, shop)
    headers = {name: value.format(host=shop.host) for name, value in HTMX.items()}
    response = browser.get("/desk/now/", headers=headers)
    assert (response.status_code, response["HX-Redirect"]) == (401, "/desk/now/?q=1")


def test_a_deed_without_the_right_leaves_its_words_where_they_are() -> None:
    shop = make_shop()
    response = browser_of(None, shop).post("/settings/team/invite/", headers={"HX-Request": "true"})
    assert (response.status_code, response.has_header("HX-Redirect")) == (401, False)


@pytest.mark.parametrize(
    ("page", "way_back"),
    [
        ("http://{host}/settings/team/?page=2", "/settings/team/%3Fpage%3D2"),
        ("http://elsewhere.example/settings/team/", "/"),
        ("", "/"),
    ],
)
def test_who_has_to_sign_in_when_sending_a_form_comes_back_to_its_page(page: str, way_back: str) -> None:
    shop = make_shop()
    came_from = {"Referer": page.format(host=shop.host)} if page else {}
    response = browser_of(None, shop).post("/settings/team/invite/", headers=came_from)
    assert response["Location"] == f"/sign-in/?next={way_back}"


def test_an_address_that_only_takes_forms_says_so_to_who_looks_at_it() -> None:
    shop = make_shop()
    response = browser_of(make_member(shop, make_person()), shop).get("/settings/team/invite/")
    assert (response.status_code, response["Allow"]) == (405, "POST")
    assert "Only a form leads to this address" in response.text
