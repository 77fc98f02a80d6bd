"""A stranger's HTML, made safe: a fragment for a sandboxed frame on the content host.

Cleaning keeps two kinds of pictures as addresses that load nothing: `cid:ID` for an attachment of the
same mail and `blocked:https://…` for a remote one. `show_pictures` turns them into real addresses when
the fragment is shown.
"""

from __future__ import annotations

import html
import re
from collections.abc import Callable
from urllib.parse import quote, unquote

import nh3

from saath.channels.email.html_depth import is_too_deep, without_tags
from saath.core.text import unescape

BLOCKED = "blocked:"
MAX_HTML_CHARACTERS = 2_000_000


def _words(text: str) -> frozenset[str]:
    return frozenset(text.split())


_TAGS = _words(
    """
    a abbr address article aside b bdi bdo blockquote br caption center cite code col colgroup dd del
    details dfn div dl dt em figcaption figure font footer h1 h2 h3 h4 h5 h6 header hr i img ins kbd li
    main mark ol p pre q rp rt ruby s samp section small span strike strong sub summary sup table tbody
    td tfoot th thead time tr tt u ul var wbr
    """
)
_DROPPED_WITH_CONTENT = frozenset({"script", "style", "title", "noscript", "template", "iframe", "object"})
_ATTRIBUTES = {
    "*": {"dir", "lang", "style", "title", "align"},
    "a": {"href"},
    "img": {"src", "alt", "width", "height"},
    "td": {"colspan", "rowspan", "width", "height", "valign", "bgcolor"},
    "th": {"colspan", "rowspan", "width", "height", "valign", "bgcolor", "scope"},
    "table": {"width", "bgcolor", "border", "cellpadding", "cellspacing"},
    "tr": {"valign", "bgcolor"},
    "col": {"span", "width"},
    "colgroup": {"span", "width"},
    "font": {"color", "size", "face"},
    "ol": {"start", "type"},
    "ul": {"type"},
    "li": {"value"},
    "time": {"datetime"},
}
# No position, no display, no url(): nothing that fetches, covers or hides.
_STYLES = _words(
    """
    background-color border border-bottom border-collapse border-color border-left border-radius
    border-right border-spacing border-style border-top border-width color direction font-family
    font-size font-style font-variant font-weight letter-spacing line-height list-style-type margin
    margin-bottom margin-left margin-right margin-top max-width padding padding-bottom padding-left
    padding-right padding-top text-align text-decoration text-indent text-transform unicode-bidi
    vertical-align white-space width word-break word-spacing overflow-wrap
    """
)
_FETCHING_STYLE = re.compile(r"url\s*\(|image\s*\(|image-set|expression|@import|\\", re.IGNORECASE)
_NOISE = re.compile("[\x00\ud800-\udfff]")
_PICTURE = re.compile(r'src="(cid|blocked):([^"]*)"')


def clean_html(page: str) -> str:
    """Return the page as a safe fragment with its pictures off; never raises, at most 2 million characters.

    Scripts, forms, frames, event handlers and style sheets are gone; links open apart and tell nothing.
    """
    source = _NOISE.sub("", page[:MAX_HTML_CHARACTERS])
    if is_too_deep(source):
        return f"<pre>{html.escape(without_tags(source))}</pre>"
    return _CLEANER.clean(source)


def show_pictures(fragment: str, *, url_of: Callable[[str], str | None], with_remote: bool = False) -> str:
    """Return a cleaned fragment with addresses of pictures filled in.

    `url_of` maps a Content-ID to the attachment's signed link, None = not among them: such a picture stays
    off. `with_remote` lets remote pictures load, which tells their host that the mail was read.
    """

    def address(found: re.Match[str]) -> str:
        if found[1] == "blocked":
            return f'src="{found[2]}"' if with_remote else found[0]
        url = url_of(unquote(unescape(found[2])))
        return found[0] if url is None else f'src="{html.escape(url)}"'

    return _PICTURE.sub(address, fragment)


def _filter(tag: str, attribute: str, value: str) -> str | None:
    if attribute == "style":
        return None if _FETCHING_STYLE.search(value) else value
    if tag == "img" and attribute == "src":
        return _picture(value.strip())
    if tag == "a" and attribute == "href" and value.strip().lower().startswith(("cid:", BLOCKED)):
        return None
    return value


def _picture(address: str) -> str | None:
    scheme, _, rest = address.partition(":")
    if scheme.lower() == "cid":
        return f"cid:{quote(unquote(rest).strip('<>'), safe='@.-_+$!=/')}"
    if scheme.lower() in ("http", "https"):
        return BLOCKED + address
    return None


_CLEANER = nh3.Cleaner(
    tags=set(_TAGS),
    clean_content_tags=set(_DROPPED_WITH_CONTENT),
    attributes=_ATTRIBUTES,
    attribute_filter=_filter,
    filter_style_properties=set(_STYLES),
    url_schemes={"http", "https", "mailto", "tel", "cid"},
    url_relative="deny",
    link_rel="noopener noreferrer",
    set_tag_attribute_values={"a": {"target": "_blank"}},
)
