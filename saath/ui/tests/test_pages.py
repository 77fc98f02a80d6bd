import pytest
import structlog
from django.core.exceptions import RequestDataTooBig
from django.http import HttpRequest
from django.test import RequestFactory
from django.utils import translation
from django.utils.html import escape

from saath.core.errors import Conflict, Forbidden, NotFound, RateLimited, SaathError
from saath.ui import errors, views


def request_for(purpose: str = "staff") -> HttpRequest:
    request = RequestFactory().get("/somewhere")
    request.purpose = purpose  # type: ignore[attr-defined]
    return request


@pytest.mark.parametrize("language", ["en", "hi", "gu"])
@pytest.mark.parametrize("purpose", ["staff", "shopper"])
@pytest.mark.parametrize("status", sorted(errors.TEXTS))
def test_error_pages_need_no_database(status: int, purpose: str, language: str) -> None:
    with translation.override(language):
        response = errors.error_page(request_for(purpose), status)
        page = response.content.decode()
        assert response.status_code == status
        assert f'<html lang="{language}"' in page
        said = {**errors.TEXTS, **errors.SHOPPER_TEXTS} if purpose == "shopper" else errors.TEXTS
        assert str(escape(said[status].what_is_safe)) in page
    assert ('body class="shopper' in page) == (purpose == "shopper")


def test_only_an_error_has_a_number_to_pass_on() -> None:
    with structlog.contextvars.bound_contextvars(request_id="c0ffee"):
        assert "c0ffee" in errors.error_page(request_for(), 500).content.decode()
        assert "c0ffee" not in views.offline(request_for()).content.decode()


def test_a_body_over_the_limit_is_413() -> None:
    assert errors.bad_request(request_for(), RequestDataTooBig()).status_code == 413
    assert errors.bad_request(request_for(), ValueError()).status_code == 400


def test_our_errors_speak_for_themselves() -> None:
    assert errors.saath_error(request_for(), Forbidden()).status_code == 403
    assert errors.saath_error(request_for(), Conflict()).status_code == 409
    limited = errors.saath_error(request_for(), RateLimited(retry_after_seconds=30))
    assert limited.status_code == 429
    assert limited["Retry-After"] == "30"


@pytest.mark.parametrize("error", [Forbidden(), NotFound()])
def test_a_customer_is_not_told_what_only_a_colleague_can_do(error: SaathError) -> None:
    page = errors.saath_error(request_for("shopper"), error).content.decode()
    assert str(error.what_to_do) not in page
    for word in ("account", "role", "owner", "first page", "list"):
        assert word not in page
    assert str(error.what_to_do) in errors.saath_error(request_for(), error).content.decode()


def test_csrf_failure_says_that_nothing_was_sent() -> None:
    assert "Nothing was sent." in errors.csrf_failure(request_for()).content.decode()


def test_shop_colour_is_a_file_of_its_own() -> None:
    response = views.shop_colour(request_for("shopper"), "a3195b")
    assert response.content == b":root { --shop: #a3195b; --shop-lit: #af3971; }\n"
    assert "immutable" in response["Cache-Control"]


def test_theme_of_the_cookie_is_drawn_by_the_server() -> None:
    request = request_for()
    request.COOKIES["saath_theme"] = "dark"
    assert 'data-theme="dark"' in errors.error_page(request, 404).content.decode()
    request.COOKIES["saath_theme"] = "pink"
    assert "data-theme" not in errors.error_page(request, 404).content.decode()
