"""Whatever the schema of the API allows, and what it does not, at every operation: no fault of ours, and what is told is kept."""

from __future__ import annotations

from functools import cache, partial
from typing import Any
from unittest.mock import patch

import pytest
import schemathesis
from django.apps import apps
from django.test.client import ClientHandler
from hypothesis import strategies as st
from schemathesis.checks import CHECKS, load_all_checks
from schemathesis.generation import GenerationMode

from saath.api.tests.builders import Program, program_of
from saath.core import ratelimit
from saath.tenancy.models import StoreOwned
from saath.tenancy.scope import store_scope
from tests.busy_shop import BusyShop, make_busy_shop
from tests.fuzz.dose import doses, holds_for
from tests.guards.operations import SCHEMA, operations

pytestmark = [pytest.mark.django_db, pytest.mark.wide]
# One of the parts is asked in every run, all of them in the long one.
OPERATIONS, PARTS = [*operations()], 4
EACH_PART = [0, *(pytest.param(part, marks=pytest.mark.fuzz) for part in range(1, PARTS))]
# What they ask for has no schema: a cursor comes out of a list, a filter's value out of the shop, an id out of both.
LEFT_OUT = {
    "positive_data_acceptance",
    "ensure_resource_availability",
    "use_after_free",
    "ignored_auth",
    "object_level_authorization",
}
# What does not fit is refused by these; so is what fits, but not just now.
CONFIG = {
    "checks": {
        "negative_data_rejection": {"expected-statuses": [400, 401, 403, 404, 405, 409, 412, 413, 415, 422]}
    }
}


@pytest.fixture(autouse=True)
def _nobody_is_too_fast() -> Any:
    """Count every try, and refuse none for its number."""
    with patch.object(ratelimit, "seconds_to_wait", return_value=0):
        yield


@cache
def checks() -> list[Any]:
    """Return what is held of every answer."""
    load_all_checks()
    return [CHECKS.get_one(name) for name in CHECKS.get_all_names() if name not in LEFT_OUT]


@doses
@pytest.mark.parametrize("part", EACH_PART)
def test_any_request_that_the_schema_allows_and_any_other(part: int, dose: int) -> None:
    busy = make_busy_shop()
    program = program_of(busy.owner, busy.desk.shop)
    headers = {
        "Host": busy.desk.shop.host,
        "Authorization": f"Bearer {program.token}",
        "Accept-Encoding": "identity",
    }
    config = schemathesis.Config.from_dict(CONFIG)
    schema = schemathesis.openapi.from_dict(without_security(SCHEMA), config=config)
    of_models, of_nouns = rows_of(busy), dict[str, list[str]]()
    for operation in OPERATIONS[part::PARTS]:
        found = schema[operation.path][operation.method]
        noun = operation.path.split("/{")[0].removeprefix("/api/v1") if "{" in operation.path else ""
        if noun not in of_nouns:
            of_nouns[noun] = good_ids(program, noun, of_models)
        ids = st.sampled_from(of_nouns[noun])

        def ask(case: Any) -> None:
            answer = case.call(headers=headers, app=_in_this_transaction)
            # What is wrong with one of many is told beside what became of the others, where that is asked for.
            is_partial = str((case.query or {}).get("partial", "")).lower() == "true"
            held = [
                each for each in checks() if not (is_partial and each.__name__ == "negative_data_rejection")
            ]
            case.validate_response(answer, checks=held, headers=headers)

        for mode in (GenerationMode.POSITIVE, GenerationMode.NEGATIVE):
            holds_for(ask, ids.flatmap(partial(_cases, found, mode)), dose=dose, examples=3)


def without_security(schema: dict[str, Any]) -> dict[str, Any]:
    """Return the schema as if no token were needed: every request has one, so that one without is no wrong request."""
    paths = {
        path: {method: {**told, "security": []} for method, told in methods.items()}
        for path, methods in schema["paths"].items()
    }
    return {**schema, "paths": paths}


def _cases(operation: Any, mode: GenerationMode, public_id: str) -> Any:
    """Return requests for a thing that is there."""
    named = {each.name: public_id for each in operation.path_parameters}
    return operation.as_strategy(mode, path_parameters=named)


def _in_this_transaction(environ: dict[str, Any], start: Any) -> list[bytes]:
    """Serve WSGI (PEP 3333) by the connection of the test, which the application itself would close."""
    answer: Any = ClientHandler(enforce_csrf_checks=True)({"REMOTE_ADDR": "127.0.0.1", **environ})
    start(f"{answer.status_code} {answer.reason_phrase}", list(answer.items()))
    return [answer.content]


def good_ids(program: Program, noun: str, of_models: list[list[str]]) -> list[str]:
    """Return ids of the shop's rows: those of each kind that the address of the noun finds, else of every kind."""
    every = [each for ids in of_models for each in ids]
    if f"/api/v1{noun}/{{id}}" not in SCHEMA["paths"]:
        return every
    found = (ids for ids in of_models if _finds(program, noun, ids[0]))
    return [each for ids in found for each in ids] or every


def _finds(program: Program, noun: str, public_id: str) -> bool:
    return int(program.get(f"{noun}/{public_id}").status_code) == 200


def rows_of(busy: BusyShop) -> list[list[str]]:
    """Return the ids of some rows of each kind that the shop has."""
    with store_scope(busy.desk.store_id):
        found = [[str(each) for each in model.objects.values_list("public_id", flat=True)[:3]]
                 for model in apps.get_models() if issubclass(model, StoreOwned)]  # fmt: skip
    return [ids for ids in found if ids]
