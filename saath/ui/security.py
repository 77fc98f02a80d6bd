"""What a browser may do with our pages, for each kind of host."""

from __future__ import annotations

from collections.abc import Callable, Mapping
from typing import Final

from django.http import HttpRequest, HttpResponse

from saath.ui.origins import origins

_COMMON: Final[Mapping[str, str]] = {
    "X-Content-Type-Options": "nosniff",
    "Permissions-Policy": (
        "accelerometer=(), camera=(), display-capture=(), geolocation=(), gyroscope=(), magnetometer=(), "
        "microphone=(), midi=(), payment=(), usb=()"
    ),
}
_PAGE: Final[Mapping[str, str]] = {
    "Referrer-Policy": "same-origin",
    "Cross-Origin-Opener-Policy": "same-origin",
    "Cross-Origin-Resource-Policy": "same-origin",
}
_CONTENT: Final[Mapping[str, str]] = {
    "Referrer-Policy": "no-referrer",
    "Cross-Origin-Opener-Policy": "same-origin",
    # The desk, on another host, shows pictures and letters from here.
    "Cross-Origin-Resource-Policy": "cross-origin",
}
# What a program reads is no page: a browser that shows it all the same runs and loads nothing of it.
PROGRAM_POLICY: Final = "default-src 'none'; base-uri 'none'; form-action 'none'; frame-ancestors 'none'"
_YEAR_SECONDS: Final = 365 * 24 * 3600


def staff_policy(content_origins: str) -> str:
    """Return the Content-Security-Policy of staff pages: our own files, letters framed from there."""
    framed = content_origins or "'none'"
    pictures = f"'self' data: {content_origins}".rstrip()
    return (
        f"default-src 'self'; img-src {pictures}; frame-src {framed}; object-src 'none'; base-uri 'none'; "
        "form-action 'self'; frame-ancestors 'none'"
    )


def shopper_policy() -> str:
    """Return the Content-Security-Policy of shopper pages."""
    return (
        "default-src 'self'; img-src 'self' data:; frame-src 'none'; object-src 'none'; base-uri 'none'; "
        "form-action 'self'; frame-ancestors 'none'"
    )


def content_policy(staff_origins: str) -> str:
    """Return the Content-Security-Policy of what customers sent: it runs nothing and fetches nothing.

    Links may open a tab of their own; only the desk may frame it.
    """
    framed_by = staff_origins or "'none'"
    return (
        "default-src 'none'; img-src 'self' data:; style-src 'unsafe-inline'; base-uri 'none'; "
        f"form-action 'none'; frame-ancestors {framed_by}; "
        "sandbox allow-popups allow-popups-to-escape-sandbox"
    )


class SecurityHeadersMiddleware:
    """Put the headers of its host's purpose on every response; a view may have set a stricter one."""

    def __init__(self, get_response: Callable[[HttpRequest], HttpResponse]) -> None:
        self.get_response = get_response

    def __call__(self, request: HttpRequest) -> HttpResponse:
        """Answer, then add what is missing."""
        response = self.get_response(request)
        for name, value in headers_for(request).items():
            response.headers.setdefault(name, value)
        return response


def headers_for(request: HttpRequest) -> dict[str, str]:
    """Return the security headers for this request; without a known purpose, those of a staff page."""
    purpose = getattr(request, "purpose", "staff")
    if purpose == "content":
        headers = {
            **_COMMON,
            **_CONTENT,
            "Content-Security-Policy": content_policy(origins(request, "staff")),
        }
    elif purpose == "api":
        headers = {**_COMMON, **_PAGE, "Content-Security-Policy": PROGRAM_POLICY}
    elif purpose == "shopper":
        headers = {**_COMMON, **_PAGE, "Content-Security-Policy": shopper_policy()}
    else:
        headers = {**_COMMON, **_PAGE, "Content-Security-Policy": staff_policy(origins(request, "content"))}
    if request.is_secure():
        headers["Strict-Transport-Security"] = f"max-age={_YEAR_SECONDS}"
    return headers
