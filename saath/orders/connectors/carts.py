"""Where a cart begins that already holds something: one line for each platform that has such a link."""

from __future__ import annotations

from collections.abc import Callable, Mapping
from urllib.parse import parse_qs, urlsplit


def _shopify(account: str, variant: str, pieces: int) -> str:
    return f"https://{account}/cart/{variant}:{pieces}"


def _woocommerce(account: str, variant: str, pieces: int) -> str:
    shop = account if "://" in account else f"https://{account}"
    return f"{shop.rstrip('/')}/?add-to-cart={variant}&quantity={pieces}"


_CARTS: Mapping[str, Callable[[str, str, int], str]] = {"shopify": _shopify, "woocommerce": _woocommerce}
# By which name a platform hands back, with the order, what stood behind it in the link.
_HANDS_BACK: Mapping[str, str] = {"shopify": "attributes[saath]"}
MARK = "saath"


def cart_address(platform: str, account: str, variant: str, *, pieces: int) -> str:
    """Return where so many pieces of a variant lie in the cart, "" where the platform has no such link."""
    make = _CARTS.get(platform)
    return make(account, variant, pieces) if make and account and variant.isdigit() else ""


def mark_of_cart(platform: str) -> str:
    """Return the name of what a cart's link carries so that its order names it."""
    return _HANDS_BACK.get(platform, MARK)


def mark_in(address: str) -> str:
    """Return what an address that somebody landed on carries of ours, "" for nothing."""
    try:
        carried = parse_qs(urlsplit(address).query).get(MARK, [""])
    except ValueError:
        return ""
    return carried[0][:80]


def host_of(account: str) -> str:
    """Return the host that a platform's account names, "" where it names none."""
    try:
        host = urlsplit(account if "://" in account else f"//{account}").hostname or ""
    except ValueError:
        return ""
    return host if "." in host else ""
