import pytest
from django.conf.locale import LANG_INFO
from django.http import HttpRequest, HttpResponse
from django.test import RequestFactory
from django.utils import formats, translation

from saath.ui.language import LanguageMiddleware, text_language


class Person:
    language = "gu"


def language_of(*, cookie: str = "", browser: str = "", person: object = None) -> str:
    def view(request: HttpRequest) -> HttpResponse:
        if person:
            request.user = person  # type: ignore[assignment]
        middleware.process_view(request, view, (), {})
        return HttpResponse(translation.get_language())

    middleware = LanguageMiddleware(view)
    request = RequestFactory().get("/", headers={"accept-language": browser})
    if cookie:
        request.COOKIES["saath_language"] = cookie
    with translation.override("en"):
        return middleware(request).content.decode()


@pytest.mark.parametrize(
    ("cookie", "browser", "person", "language"),
    [
        ("", "", None, "en"),
        ("", "gu-IN,hi;q=0.8", None, "gu"),
        ("hi", "gu", None, "hi"),
        ("hi", "en", Person(), "gu"),
        ("xx", "ta", None, "en"),
    ],
)
def test_setting_goes_before_cookie_before_browser(
    cookie: str, browser: str, person: object, language: str
) -> None:
    assert language_of(cookie=cookie, browser=browser, person=person) == language


def test_gujarati_has_a_name() -> None:
    assert LANG_INFO["gu"]["name_local"] == "ગુજરાતી"


@pytest.mark.parametrize(
    ("text", "language"), [("", ""), ("123", ""), ("ok जी हाँ", "hi"), ("કેમ છો ok", "gu")]
)
def test_the_script_tells_the_language(text: str, language: str) -> None:
    assert text_language(text) == language


@pytest.mark.parametrize("language", ["en", "hi", "gu"])
def test_numbers_group_in_lakh_and_crore(language: str) -> None:
    with translation.override(language):
        assert formats.number_format(12345678, force_grouping=True) == "1,23,45,678"
