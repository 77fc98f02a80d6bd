from datetime import UTC, datetime, timedelta

import pytest
from django.template import Context, Template
from django.test import RequestFactory
from django.utils import translation

from saath.core.money import Money
from saath.ui.icons import icon_names

NOW = datetime(2026, 11, 22, 9, 0, tzinfo=UTC)


def render(source: str, **context: object) -> str:
    return Template(source).render(Context(context))


def test_icon_beside_text_is_hidden_from_the_ear() -> None:
    assert render('{% icon "mail" "s" %}') == (
        '<svg class="i s" aria-hidden="true"><use href="/static/ui/icons.svg#i-mail"/></svg>'
    )


def test_icon_alone_has_a_name() -> None:
    assert 'role="img" aria-label="E-mail &amp; more"' in render(
        '{% icon "mail" label=label %}', label="E-mail & more"
    )


def test_unknown_icon_fails_loudly() -> None:
    with pytest.raises(ValueError, match="sparkles"):
        render('{% icon "sparkles" %}')


def test_the_sprite_has_the_icons_of_the_design() -> None:
    assert len(icon_names()) == 74


@pytest.mark.parametrize(
    ("page", "text", "attribute"),
    [
        ("en", "रिफ़ंड", ' lang="hi"'),
        ("en", "જિજ્ઞેશ", ' lang="gu"'),
        ("en", "refund kab milega", ""),
        ("hi", "Imran", ' lang="en"'),
        ("hi", "रमेश", ""),
        ("hi", "+91 98250", ""),
    ],
)
def test_lang_is_named_where_it_differs_from_the_page(page: str, text: str, attribute: str) -> None:
    with translation.override(page):
        assert render("<b{% lang_of text %}>", text=text) == f"<b{attribute}>"


def test_face_escapes_and_keeps_its_hue() -> None:
    first, second = (render('{% face name "key" "mail" "E-mail" %}', name=name) for name in ("<b>", "सुनीता"))
    assert "<b>" not in first.replace('<span class="face"', "")
    assert 'lang="hi"' in second
    assert first.split('data-hue="')[1][:2] == second.split('data-hue="')[1][:2]


def test_colleague_is_spoken_by_name() -> None:
    assert 'aria-label="Meera Joshi"' in render('{% colleague "Meera Joshi" "meera" True %}')


def test_wait_carries_what_the_browser_needs() -> None:
    html = render(
        '{% wait due 300 since="Waiting since 14:36" now=now %}', due=NOW + timedelta(seconds=192), now=NOW
    )
    assert html == (
        '<time class="wait" datetime="2026-11-22T09:03:12+00:00" data-due="1795338192" data-full="300" '
        'data-left="4" title="Waiting since 14:36"><span>3 min</span></time>'
    )


def test_late_wait_says_so_to_the_ear() -> None:
    html = render("{% wait due 300 now=now %}", due=NOW - timedelta(seconds=90), now=NOW)
    assert '<span class="vh">Past the promise, </span><span>1 min late</span>' in html


@pytest.mark.parametrize("language", ["en", "hi", "gu"])
def test_numbers_have_latin_digits_in_indian_groups(language: str) -> None:
    with translation.override(language):
        assert render("{{ 208850|number }}") == "2,08,850"


def test_money_is_written_in_lakh() -> None:
    assert render("{{ paid|money }}", paid=Money(20_885_000, "INR")) == "₹2,08,850.00"


def test_query_changes_keep_the_rest() -> None:
    request = RequestFactory().get("/?queue=mine&after=abc")
    assert render('{% with_query after="" tag="late" %}', request=request) == "?queue=mine&amp;tag=late"
