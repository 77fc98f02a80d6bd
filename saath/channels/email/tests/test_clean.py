from __future__ import annotations

import pytest
from hypothesis import given
from hypothesis import strategies as st

from saath.channels.email.clean import clean_html, show_pictures
from saath.channels.email.html_text import marked_text
from tests.cpu_time import cpu_time


@pytest.mark.parametrize(
    "page",
    [
        "<script>alert(1)</script>ok",
        '<img src=x onerror="alert(1)">ok',
        '<a href="javascript:alert(1)">ok</a>',
        '<a href="data:text/html,x">ok</a>',
        "<svg onload=alert(1)>ok</svg>",
        "<style>body{background:url(https://spy.example)}</style>ok",
        '<p style="background:url(https://spy.example/x)">ok</p>',
        '<p style="background-color:u\\72l(https://spy.example/x)">ok</p>',
        '<link rel=stylesheet href="https://spy.example">ok',
        '<meta http-equiv=refresh content="0;url=https://spy.example">ok',
        '<iframe src="https://spy.example"></iframe>ok',
        '<form action="https://spy.example"><input name=q></form>ok',
        '<img srcset="https://spy.example/x 2x">ok',
        '<video poster="https://spy.example/x"></video>ok',
        '<table background="https://spy.example/x"><tr><td>ok</td></tr></table>',
        '<base href="https://spy.example">ok',
        "<scr<script>ipt>alert(1)</scr</script>ipt>ok",
    ],
)
def test_nothing_runs_and_nothing_is_fetched(page: str) -> None:
    fragment = clean_html(page).lower()
    assert "ok" in fragment
    for danger in ("script>", "onerror", "onload", "javascript:", "spy.example", "<form", "<style", "data:"):
        assert danger not in fragment


def test_link_opens_apart_and_tells_nothing() -> None:
    link = clean_html('<a href="https://courier.example/t?a=1&b=2" target=_top>track</a>')
    assert 'target="_blank"' in link
    assert 'rel="noopener noreferrer"' in link


@pytest.mark.parametrize("address", ["cid:x", "blocked:https://spy.example", "/relative", "//spy.example"])
def test_link_leads_only_to_the_outside(address: str) -> None:
    assert "href" not in clean_html(f'<a href="{address}">here</a>')


def test_style_keeps_looks_and_loses_position() -> None:
    fragment = clean_html('<p style="color:red;position:fixed;top:0;display:none;z-index:9">x</p>')
    assert fragment == '<p style="color:red">x</p>'


def test_remote_picture_is_off_until_asked_for() -> None:
    fragment = clean_html('<img src="https://shop.example/a.png?x=1&amp;y=2" alt="a">')
    assert 'src="https' not in fragment
    shown = show_pictures(fragment, url_of=lambda _: None, with_remote=True)
    assert 'src="https://shop.example/a.png?x=1&amp;y=2"' in shown
    assert show_pictures(fragment, url_of=lambda _: None) == fragment


def test_picture_of_the_mail_gets_the_link_of_its_attachment() -> None:
    fragment = clean_html('<img src="cid:foto 1@mail"><img src="cid:other@mail">')
    shown = show_pictures(fragment, url_of={"foto 1@mail": "https://content.example/f?a&b"}.get)
    assert 'src="https://content.example/f?a&amp;b"' in shown
    assert 'src="cid:other@mail"' in shown


@given(st.text(alphabet=st.sampled_from("<>\"=/ aimgsrcblocked:tp&;'") | st.characters(), max_size=200))
def test_any_page_is_cleaned_and_showing_adds_no_markup(page: str) -> None:
    fragment = clean_html(page)
    shown = show_pictures(fragment, url_of=lambda _: "https://c.example/f", with_remote=True)
    assert shown.count("<") == fragment.count("<")
    assert "<script" not in shown.lower()


@pytest.mark.parametrize("unit", ["<div>", "<b><i>", "&", "<a href=", "<!--", "x"])
def test_large_page_is_cleaned_in_time(unit: str) -> None:
    with cpu_time() as spent:
        clean_html((unit * 80_000)[:80_000])
    assert spent.seconds < 2


def test_words_in_too_deep_nesting_are_kept() -> None:
    assert "hello" in clean_html("<div>" * 5_000 + "hello")
    assert "hello" in marked_text("<div>" * 5_000 + "hello")
    assert "<b>" in clean_html("<p>one<p>two<br>" * 500 + "<b>hello</b>")
