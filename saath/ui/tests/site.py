"""The style guide and the error pages as a site of their own, without a database, for the browser tests."""

from django.http import HttpRequest, HttpResponse
from django.middleware.csrf import get_token
from django.urls import include, path

from saath.core.errors import RateLimited
from saath.ui import errors, views


def refuse(request: HttpRequest) -> HttpResponse:
    """Fail as an action may."""
    raise RateLimited(retry_after_seconds=30)


def crash(request: HttpRequest) -> HttpResponse:
    """Fail as nobody expects."""
    raise RuntimeError("expected by the test")


def greet(request: HttpRequest) -> HttpResponse:
    """Answer a part and ask for a toast."""
    get_token(request)
    return HttpResponse(
        "<p>Saved</p>", headers={"HX-Trigger": '{"toast": {"text": "Solved", "undoUrl": "/undo"}}'}
    )


urlpatterns = [
    path("", include("saath.ui.urls")),
    path("guide/", views.style_guide, name="guide"),
    path("refuse/", refuse),
    path("crash/", crash),
    path("greet/", greet),
    path("undo", greet),
]
handler400 = errors.bad_request
handler403 = errors.permission_denied
handler404 = errors.page_not_found
handler500 = errors.server_error
