"""Every operation of the API is told in words, asks for its scope, and gives nothing to a token of another shop."""

from __future__ import annotations

import json
from collections import Counter
from collections.abc import Iterator
from http import HTTPStatus
from typing import Any
from unittest.mock import patch
from uuid import UUID

import pytest
from django.apps import apps
from django.db import transaction
from django.http import HttpResponse
from pydantic import BaseModel

from saath.api.shapes import Input, Paging, Shape
from saath.api.tests.builders import Program, program_of
from saath.conversations.models import Conversation
from saath.conversations.tests.builders import make_desk
from saath.core import ratelimit
from saath.programs.scopes import NAMES
from saath.stores.rules import Role
from saath.stores.tests.builders import Shop, make_colleague, make_shop
from saath.tenancy.models import StoreOwned
from saath.tenancy.scope import store_scope
from saath.timeline.models import Event
from tests.busy_shop import BusyShop, make_busy_shop
from tests.guards.operations import SCHEMA, Found, operations

pytestmark = [pytest.mark.django_db, pytest.mark.wide]
# In every run an operation is asked for the rows that its noun finds and for one that it does not, in the long run for every row.
DOSES = [pytest.param(False, id="found"), pytest.param(True, id="every", marks=pytest.mark.fuzz)]
of_rows = pytest.mark.parametrize("is_every", DOSES)
NOBODYS = UUID("01890a5d-ac96-774b-bcce-b302099a8057")
REFUSED = {HTTPStatus.NOT_FOUND, HTTPStatus.FORBIDDEN, HTTPStatus.UNPROCESSABLE_ENTITY, HTTPStatus.CONFLICT}
# A list shows what the asker's own shop has; what it takes from another is nothing.
TOLD = ("id", "subject", "name", "address", "text")


@pytest.fixture(autouse=True)
def _nobody_is_too_fast() -> Iterator[None]:
    """Count every try, and refuse none for its number."""
    with patch.object(ratelimit, "seconds_to_wait", return_value=0):
        yield


def ask(program: Program, operation: Found, public_id: object, *, is_full: bool = False) -> Any:
    """Ask an operation with an id in each place of one."""
    body = operation.example(public_id, is_full=is_full)
    return program.ask(operation.method, operation.address(public_id), body)


def outsider_of(slug: str) -> tuple[Program, Shop]:
    """Return a program with every scope of the owner of another shop, on their own host."""
    desk = make_desk(slug, "hello@jhoola.test", "eve@jhoola.test")
    owner = make_colleague(desk.shop, "eva@jhoola.test", Role.OWNER)
    return program_of(owner, desk.shop, NAMES), desk.shop


# A token says whose it is and what it is for, whatever it is for: a program asks before it asks for anything else.
OF_EVERY_TOKEN = {"get_me"}


def rows_of(store_id: int) -> Iterator[str]:
    """Yield the public id of a row of each kind that a shop has: what addresses and bodies name."""
    for model in apps.get_models():
        if issubclass(model, StoreOwned):
            found = model.objects.order_by("-pk").values_list("public_id", flat=True)[:1]
            yield from map(str, found)


class Rows:
    """The rows of a busy shop, and those of them that the operations of a noun find: what they do is done to one of these."""

    def __init__(self, busy: BusyShop, *, is_every: bool) -> None:
        with store_scope(busy.desk.store_id):
            self.ids = [*rows_of(busy.desk.store_id)]
        self._owner = program_of(busy.owner, busy.desk.shop)
        self._is_every = is_every
        self._of_noun: dict[str, list[str]] = {}

    def worth_asking(self, operation: Found) -> list[str]:
        """Return the ids with which an operation may behave in ways of its own."""
        if not _names_something(operation):
            return self.ids[:1]
        if self._is_every or "{" not in operation.path:
            return self.ids
        noun = operation.path.split("/{")[0]
        if noun not in self._of_noun:
            found = [each for each in self.ids if self._finds(operation, each)]
            others = [each for each in self.ids if each not in found]
            self._of_noun[noun] = [*found, *others[:1]]
        return self._of_noun[noun]

    def _finds(self, operation: Found, public_id: str) -> bool:
        return _status(self._owner, operation, public_id) != HTTPStatus.NOT_FOUND


def faults(operation: Found) -> Iterator[str]:
    """Yield what the schema does not tell of an operation."""
    told = operation.told
    for part in ("operationId", "summary", "tags"):
        if not told.get(part):
            yield f"{operation}: no {part}"
    if not operation.scopes and operation.told["operationId"] in OF_EVERY_TOKEN:
        return
    if len(operation.scopes) != 1 or not {*operation.scopes} <= NAMES:
        yield f"{operation}: asks for {operation.scopes}"
    if "4XX" not in told["responses"]:
        yield f"{operation}: tells of no problem"
    names = {each["name"] for each in operation.parameters}
    if operation.is_write and "Idempotency-Key" not in names:
        yield f"{operation}: takes no Idempotency-Key"
    if operation.is_write and not operation.scopes[0].endswith((":write", ":run")):
        yield f"{operation}: writes by {operation.scopes[0]}"
    if "cursor" in names and "limit" not in names:
        yield f"{operation}: has a cursor and no limit"


def test_every_operation_is_told() -> None:
    assert [fault for each in operations() for fault in faults(each)] == []


def test_every_operation_has_a_name_of_its_own() -> None:
    names = [each.told["operationId"] for each in operations()]
    assert sorted(names) == sorted({*names})


def shapes(kind: type[BaseModel]) -> Iterator[type[BaseModel]]:
    """Yield what is made from a kind of shape; pages of them are named by what is on them."""
    for each in kind.__subclasses__():
        if "[" not in each.__name__:
            yield each
            yield from shapes(each)


def test_every_shape_has_a_name_of_its_own() -> None:
    found = Counter(each.__name__ for kind in (Shape, Input, Paging) for each in {*shapes(kind)})
    assert [name for name, count in found.items() if count > 1] == []


def test_every_shape_is_told() -> None:
    told = SCHEMA["components"]["schemas"]
    untold = [name for name, each in told.items() if "properties" in each and not each.get("description")]
    assert [name for name in untold if not name.startswith(("Page_", "Problem"))] == []


def test_no_operation_answers_without_a_token() -> None:
    nobody = Program(make_shop().host, "")
    for operation in operations():
        answer = ask(nobody, operation, NOBODYS)
        assert answer.status_code == HTTPStatus.UNAUTHORIZED, operation
        assert answer["WWW-Authenticate"] == "Bearer", operation


def test_no_operation_answers_a_cookie() -> None:
    shop = make_shop()
    member = make_colleague(shop, "meera@example.com", Role.OWNER)
    signed_in = Program(shop.host, "")
    signed_in.client.force_login(member.person)
    for operation in operations():
        assert ask(signed_in, operation, NOBODYS).status_code == HTTPStatus.UNAUTHORIZED, operation


def test_no_operation_answers_without_its_scope() -> None:
    shop = make_shop()
    owner = make_colleague(shop, "rukmini@example.com", Role.OWNER)
    by_scope = {scope: program_of(owner, shop, _all_but(scope)) for scope in _asked_for()}
    for operation in (each for each in operations() if each.scopes):
        (scope,) = operation.scopes
        answer = ask(by_scope[scope], operation, NOBODYS)
        assert answer.status_code == HTTPStatus.FORBIDDEN, operation
        assert scope in answer["WWW-Authenticate"], operation


@of_rows
def test_the_scope_of_an_operation_is_enough_for_it(is_every: bool) -> None:
    busy = make_busy_shop()
    rows = Rows(busy, is_every=is_every)
    whole = program_of(busy.owner, busy.desk.shop)
    alone = {scope: program_of(busy.owner, busy.desk.shop, {scope}) for scope in _asked_for()}
    found = {
        f"{operation} needs more than {scope}"
        for operation in operations()
        for scope in operation.scopes
        for public_id in (rows.worth_asking(operation) if "{" in operation.path else rows.ids[:1])
        if _status(alone[scope], operation, public_id) == HTTPStatus.FORBIDDEN
        and _status(whole, operation, public_id) != HTTPStatus.FORBIDDEN
    }
    assert sorted(found) == []


def _status(program: Program, operation: Found, public_id: str) -> int:
    """Return how an operation answers; nothing of it stays."""
    with transaction.atomic():
        answer = ask(program, operation, public_id)
        transaction.set_rollback(True)
    return int(answer.status_code)


def test_no_token_of_another_shop_is_good_here() -> None:
    outsider, _theirs = outsider_of("jhoola")
    here = Program(make_shop().host, outsider.token)
    for operation in operations():
        assert ask(here, operation, NOBODYS).status_code == HTTPStatus.UNAUTHORIZED, operation


@of_rows
def test_no_operation_finds_what_another_shop_has(is_every: bool) -> None:
    busy = make_busy_shop()
    rows = Rows(busy, is_every=is_every)
    outsider, theirs = outsider_of("jhoola")
    with store_scope(busy.desk.store_id):
        told, before = _told_in(busy), Event.objects.count()
    for operation in operations():
        for public_id in rows.worth_asking(operation):
            for is_full in (False, True) if operation.body else (False,):
                answer = ask(outsider, operation, public_id, is_full=is_full)
                _check(operation, public_id, answer, told)
    with store_scope(busy.desk.store_id):
        assert Event.objects.count() == before
    assert theirs.store.pk != busy.desk.store_id


def test_what_the_operations_of_a_noun_find_is_asked_for() -> None:
    busy = make_busy_shop()
    rows = Rows(busy, is_every=False)
    with store_scope(busy.desk.store_id):
        conversation = str(Conversation.objects.order_by("-pk").values_list("public_id", flat=True)[0])
    solve = next(each for each in operations() if each.path.endswith("/conversations/{id}/solve"))
    assert conversation in rows.worth_asking(solve)
    assert len(rows.worth_asking(solve)) < len(rows.ids)


def test_catches_an_operation_that_is_not_told_and_one_that_tells_of_another_shop() -> None:
    silent = Found("POST", "/api/v1/secrets/{id}", {"responses": {}, "security": [{"token": ["all:read"]}]})
    assert len(list(faults(silent))) == 7
    with pytest.raises(AssertionError, match="200"):
        _check(silent, str(NOBODYS), HttpResponse("{}"), set())
    with pytest.raises(AssertionError, match="परदे"):
        _check(silent, str(NOBODYS), HttpResponse("आपके परदे", status=404), {"आपके परदे"})


def _check(operation: Found, public_id: str, answer: Any, told: set[str]) -> None:
    if "{" in operation.path:
        assert answer.status_code in REFUSED, f"{operation} {public_id}: {answer.status_code}"
    words = answer.content.decode()
    assert not [each for each in told if each in words], f"{operation} {public_id}: {words[:500]}"


def _told_in(busy: BusyShop) -> set[str]:
    """Return words that only the busy shop has: who writes to it and what its conversations are called."""
    found: set[str] = set()
    for model in apps.get_models():
        names = {each.name for each in model._meta.fields} & {*TOLD}
        if issubclass(model, StoreOwned):
            for row in model.objects.values_list(*names)[:20] if names else ():
                found |= {str(word) for word in row if len(str(word)) > 8 and not str(word).isascii()}
    return found


def _names_something(operation: Found) -> bool:
    return "{" in operation.path or str(NOBODYS) in json.dumps(
        operation.example(NOBODYS, is_full=True), default=str
    )


def _asked_for() -> set[str]:
    return {scope for each in operations() for scope in each.scopes}


def _all_but(scope: str) -> set[str]:
    """Return all scopes but one and those that hold it."""
    return {*NAMES} - {scope, scope.removesuffix(":read") + ":write"}
