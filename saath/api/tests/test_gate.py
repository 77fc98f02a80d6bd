"""Whom the gate lets in, how often, and what it says to the others."""

from __future__ import annotations

from http import HTTPStatus
from typing import Any
from uuid import UUID

import pytest
from django.db import connection
from django.test.utils import CaptureQueriesContext
from jsonschema_rs import Draft202012Validator

from saath.api.tests.builders import Program, program_at, program_of
from saath.conversations.tests.builders import Desk, make_desk
from saath.stores.rules import Role
from saath.stores.tests.builders import browser_of, make_colleague
from tests.guards.operations import SCHEMA


def test_a_reader_reads_and_changes_nothing(desk: Desk, conversation: UUID) -> None:
    reader = program_of(make_colleague(desk.shop, "hemal@example.com", Role.READER), desk.shop)
    assert reader.get(f"/conversations/{conversation}").status_code == HTTPStatus.OK
    answer = reader.post(f"/conversations/{conversation}/solve", {})
    assert answer.status_code == HTTPStatus.FORBIDDEN
    assert answer.json()["type"] == "/api/v1/problems/forbidden"


def test_every_token_says_whose_it_is_and_what_it_is_for(desk: Desk) -> None:
    answer = program_at(desk, "orders:read").get("/me")
    assert answer.status_code == HTTPStatus.OK
    assert answer.json()["scopes"] == ["orders:read"]


def test_what_another_shop_has_is_not_there(conversation: UUID) -> None:
    eve = program_at(make_desk("jhoola", "hello@jhoola.test", "eve@jhoola.test"))
    assert eve.get(f"/conversations/{conversation}").status_code == HTTPStatus.NOT_FOUND
    assert eve.post(f"/conversations/{conversation}/solve", {}).status_code == HTTPStatus.NOT_FOUND
    assert eve.get("/conversations").json()["items"] == []


def test_a_browser_that_is_signed_in_is_nobody_here(desk: Desk) -> None:
    answer = browser_of(desk.member, desk.shop).get("/api/v1/conversations")
    assert answer.status_code == HTTPStatus.UNAUTHORIZED
    assert not answer.cookies


def test_problems_come_in_the_language_that_is_asked_for(program: Program, conversation: UUID) -> None:
    told = [
        program.post(f"/conversations/{conversation}/solve", {"resolution": "x"}, Accept_Language=language)
        for language in ("en", "hi-IN", "gu")
    ]
    titles = {each.json()["errors"][0]["detail"] for each in told}
    assert len(titles) == 3
    assert [each["Content-Language"] for each in told] == ["en", "hi", "gu"]


def test_an_error_says_where_it_is(program: Program, conversation: UUID) -> None:
    answer = program.post(f"/conversations/{conversation}/reply", {"text": "", "to": "me"})
    told = answer.json()
    assert answer.status_code == told["status"] == HTTPStatus.UNPROCESSABLE_ENTITY
    assert answer["Content-Type"] == "application/problem+json"
    assert {each["pointer"] for each in told["errors"]} == {"#/text", "#/to"}
    wrong = program.get("/conversations?limit=1000")
    assert [each["parameter"] for each in wrong.json()["errors"]] == ["limit"]


def test_the_type_of_a_problem_leads_to_its_page_and_its_detail_is_of_whole_sentences(
    program: Program,
) -> None:
    told = program.get("/conversations?limit=1000").json()
    page = program.client.get(told["type"], follow=True)
    assert page.status_code == HTTPStatus.OK
    assert page.redirect_chain[-1][0].startswith("/docs/api/guides/")
    gone = program.get("/nowhere", accept_language="hi").json()
    assert gone["detail"].count("।") == 3


def test_what_is_misspelt_is_refused(program: Program, conversation: UUID) -> None:
    for path in (
        "/conversations?queu=now",
        "/conversations?waiting=always",
        f"/conversations/{conversation}?fields=nix",
    ):
        assert program.get(path).status_code == HTTPStatus.UNPROCESSABLE_ENTITY, path


def test_what_is_no_json_is_refused(program: Program, conversation: UUID) -> None:
    path = f"/api/v1/conversations/{conversation}/solve"
    headers = {"Authorization": f"Bearer {program.token}"}
    for body, kind, status in (
        (b"{", "application/json", HTTPStatus.BAD_REQUEST),
        (b'{"resolution": NaN}', "application/json", HTTPStatus.BAD_REQUEST),
        (b"[" * 100_000, "application/json", HTTPStatus.BAD_REQUEST),
        (b"resolution=answer", "application/x-www-form-urlencoded", HTTPStatus.UNSUPPORTED_MEDIA_TYPE),
        (b"[]", "application/json", HTTPStatus.UNPROCESSABLE_ENTITY),
        (b'{"resolution": "\\u0000"}', "application/json", HTTPStatus.UNPROCESSABLE_ENTITY),
        (b" " * 3_000_000, "application/json", HTTPStatus.REQUEST_ENTITY_TOO_LARGE),
    ):
        answer = program.client.post(path, body, content_type=kind, headers=headers)
        assert answer.status_code == status, body[:40]
        assert answer["Content-Type"] == "application/problem+json"


def test_who_asks_too_often_is_told_when_to_come_back(program: Program, settings: Any) -> None:
    settings.API_REQUESTS_A_MINUTE = 2
    left = [program.get("/conversations")["RateLimit"].partition(";t")[0] for _each in range(2)]
    assert left == ['"token";r=1', '"token";r=0']
    answer = program.get("/conversations")
    assert answer.status_code == HTTPStatus.TOO_MANY_REQUESTS
    assert int(answer["Retry-After"]) > 0
    assert answer["RateLimit-Policy"] == '"token";q=2;w=60'


def test_other_ways_and_addresses_are_told_as_problems(program: Program) -> None:
    for answer, status in (
        (program.get("/nothing"), HTTPStatus.NOT_FOUND),
        (program.ask("PUT", "/conversations"), HTTPStatus.METHOD_NOT_ALLOWED),
    ):
        assert answer.status_code == answer.json()["status"] == status
        assert answer.json()["errors"] == []


def test_statements_of_a_request(program: Program, conversation: UUID) -> None:
    program.get("/conversations")
    for path, most in (("/conversations", 4), (f"/conversations/{conversation}", 2)):
        with CaptureQueriesContext(connection) as captured:
            assert program.get(path).status_code == HTTPStatus.OK
        own = [
            each["sql"]
            for each in captured.captured_queries
            if not each["sql"].startswith(("SAVE", "RELEASE"))
        ]
        assert len(own) <= most, own


@pytest.mark.parametrize("query", ["", "?fields=id", "?fields=id,subject"])
def test_what_is_answered_is_what_the_schema_tells_with_and_without_fields(
    program: Program, conversation: UUID, query: str
) -> None:
    for path, told in (
        ("/conversations", "/conversations"),
        (f"/conversations/{conversation}", "/conversations/{id}"),
    ):
        content = SCHEMA["paths"][f"/api/v1{told}"]["get"]["responses"]["200"]["content"]["application/json"]
        answered = program.get(f"{path}{query}").json()
        Draft202012Validator({**content["schema"], "components": SCHEMA["components"]}).validate(answered)
        whole = {**content["schema"]["anyOf"][0], "components": SCHEMA["components"]}
        assert Draft202012Validator(whole).is_valid(answered) == (not query)
