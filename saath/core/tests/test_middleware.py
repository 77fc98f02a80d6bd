from django.http import HttpRequest, HttpResponse
from django.test import RequestFactory
from structlog.contextvars import get_contextvars

from saath.core.middleware import RequestIdMiddleware


def test_answer_names_the_id_that_the_log_had() -> None:
    seen: list[str] = []

    def view(_request: HttpRequest) -> HttpResponse:
        seen.append(get_contextvars()["request_id"])
        return HttpResponse()

    answers = [RequestIdMiddleware(view)(RequestFactory().get("/")) for _number in range(2)]
    assert [answer["X-Request-ID"] for answer in answers] == seen
    assert len(set(seen)) == 2
