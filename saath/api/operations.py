"""How an operation is declared: `reads` and `writes` put a function behind the gate and into the schema.

The name of the function is the operation's id, its docstring the summary (first line) and the description.
"""

from __future__ import annotations

from collections.abc import Callable, Mapping
from functools import wraps
from http import HTTPStatus
from inspect import cleandoc
from typing import Any, TypeVar, cast

from ninja import Router
from ninja.decorators import decorate_view
from ninja.operation import Operation
from ninja.utils import contribute_operation_callback

from saath.api.answers import FIELDS, answer
from saath.api.gate import INCLUDE, Rule, gate
from saath.api.many import Many
from saath.api.openapi import parts_of
from saath.api.request import ApiRequest
from saath.api.shapes import Shape
from saath.api.writing import Single

View = TypeVar("View", bound=Callable[..., Any])


def reads(
    router: Router,
    path: str,
    answers: Any,
    *,
    scope: str,
    includes: Mapping[str, str] | None = None,
    prefix: str = "",
) -> Callable[[View], View]:
    """Declare a GET that answers a shape.

    `includes` are what can come along, each with its scope; `prefix` begins the names of parameters that only the store knows.
    """
    rule = Rule(scope, is_write=False, includes=includes or {}, prefix=prefix)
    return _declare(router, "GET", path, answers, rule, status=HTTPStatus.OK)


def writes(
    router: Router,
    method: str,
    path: str,
    answers: type[Shape] | None = None,
    *,
    scope: str,
    status: int = HTTPStatus.OK,
    single: Single | None = None,
    asks_outside: bool = False,
    takes_file: bool = False,
    many: Many | None = None,
) -> Callable[[View], View]:
    """Declare a write, which is one transaction; one without a shape answers 204.

    `single` is how the thing in the path is held and shown: with it `If-Match` is asked for. One that `asks_outside`
    waits for another server, so it runs in no transaction and only its actions are each one. With `takes_file` the body is
    a file and `name` a parameter. With `many` its body is a list of things, or one on each line.
    """
    rule = Rule(
        scope, is_write=True, single=single, asks_outside=asks_outside, takes_file=takes_file, many=many
    )
    return _declare(router, method, path, answers, rule, status=status if answers else HTTPStatus.NO_CONTENT)


def _declare(
    router: Router, method: str, path: str, answers: Any, rule: Rule, *, status: int
) -> Callable[[View], View]:
    def register(view: View) -> View:
        summary, _blank, description = cleandoc(view.__doc__ or "").partition("\n")
        contribute_operation_callback(view, lambda operation: _fit(operation, rule, status))
        decorate_view(gate(rule))(view)
        router.api_operation(
            [method],
            path,
            response={int(status): answers},
            operation_id=view.__name__,
            summary=summary.rstrip(".").replace("`", ""),
            description=description.strip(),
            openapi_extra=parts_of(rule, status, is_single=_is_single(answers)),
        )(view)
        return view

    return register


def _fit(operation: Operation, rule: Rule, status: int) -> None:
    """Let an operation answer in our way, and tell its rule which parameters it has."""
    view = operation.view_func
    queries = (each for each in operation.models if each.__ninja_param_source__ == "query")
    named = {name for each in queries for name in each.__ninja_flatten_map__}
    if not rule.is_write:
        named |= {FIELDS, *([INCLUDE] if rule.includes else [])}
    rule.parameters = frozenset(named) | (rule.many.parameters if rule.many else frozenset())

    @wraps(view)
    def answered(request: ApiRequest, **values: Any) -> Any:
        return answer(request, cast("Shape | None", view(request, **values)), status=status)

    operation.view_func = answered


def _is_single(answers: Any) -> bool:
    return isinstance(answers, type) and "id" in getattr(answers, "model_fields", {})
