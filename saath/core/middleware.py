"""What every request gets first: an id, and a line in the log when it ends."""

from collections.abc import Callable
from secrets import token_hex
from time import perf_counter

import structlog
from django.http import HttpRequest, HttpResponseBase

from saath.core.metrics import histogram

log = structlog.get_logger(__name__)
_duration = histogram("request", "Time to answer a request.", ("method", "status"))

REQUEST_ID_HEADER = "X-Request-ID"
# Short enough to be read out over the phone.
REQUEST_ID_BYTES = 5


class RequestIdMiddleware:
    """Names the request in every log line and in the answer, so that a person can quote it."""

    def __init__(self, get_response: Callable[[HttpRequest], HttpResponseBase]) -> None:
        self._get_response = get_response

    def __call__(self, request: HttpRequest) -> HttpResponseBase:
        request_id = token_hex(REQUEST_ID_BYTES)
        began = perf_counter()
        with structlog.contextvars.bound_contextvars(request_id=request_id):
            response = self._get_response(request)
            self._tell(request, response, perf_counter() - began)
        response[REQUEST_ID_HEADER] = request_id
        return response

    def _tell(self, request: HttpRequest, response: HttpResponseBase, seconds: float) -> None:
        route = request.resolver_match.route if request.resolver_match else ""
        status = response.status_code
        _duration.labels(request.method, str(status)).observe(seconds)
        log.info(
            "request",
            method=request.method,
            route=route,
            status=status,
            milliseconds=round(seconds * 1000, 1),
        )
