"""The documentation that is served: whole, the same for everybody, and true, for its examples are run."""

from __future__ import annotations

import os
import re
import subprocess
from http import HTTPStatus
from pathlib import Path
from urllib.parse import urlsplit

import pytest
from django.test import Client
from pytest_django.live_server_helper import LiveServer
from saath_client import Saath

from examples.sync_orders import send_orders
from saath.api.docs import guides as guides_folder
from saath.api.docs.guides import guides
from saath.api.docs.markdown import rendered
from saath.api.docs.reference import resources
from saath.api.tests.builders import program_of
from saath.api.tests.test_client import Line
from saath.conversations.tests.builders import Desk
from saath.programs.scopes import NAMES
from saath.stores.rules import Role
from saath.stores.tests.builders import make_colleague, make_shop
from saath.tenancy.models import Domain
from tests.guards.operations import operations

SCOPE = re.compile(r"`([a-z_]+:(?:read|write))`")
SHELL = re.compile(r"^```sh\n(.*?)^```", re.DOTALL | re.MULTILINE)


def page(host: str, path: str, language: str = "en") -> str:
    """Return a page as a stranger reads it."""
    answer = Client(headers={"host": host, "accept-language": language}).get(path)
    assert answer.status_code == HTTPStatus.OK, path
    return str(answer.content.decode())


@pytest.mark.django_db
def test_every_operation_has_its_entry_and_every_guide_its_page() -> None:
    host = make_shop().host
    shown = "".join(page(host, f"/docs/api/reference/{each.slug}/") for each in resources())
    for operation in operations():
        assert f'id="{operation.told["operationId"]}"' in shown
    for guide in guides():
        assert guide.title in page(host, f"/docs/api/guides/{guide.slug}/")
    assert Client(headers={"host": host}).get("/docs/api/guides/nothing/").status_code == HTTPStatus.NOT_FOUND


@pytest.mark.django_db
def test_names_within_the_words_about_a_part_stand_as_names() -> None:
    shown = page(make_shop().host, "/docs/api/reference/orders/")
    assert "tell in <code>errors</code> what is wrong" in shown
    assert "`" not in re.sub(r"<pre.*?</pre>", "", shown, flags=re.DOTALL)


@pytest.mark.django_db
def test_its_frame_speaks_the_reader_s_language() -> None:
    host = make_shop().host
    assert "गाइड" in page(host, "/docs/api/guides/begin/", "hi")
    assert "માર્ગદર્શન" in page(host, "/docs/api/guides/begin/", "gu")


def test_nothing_written_in_a_text_becomes_a_part_of_the_page() -> None:
    shown = rendered("<script>x</script> [here](javascript:alert(1)) `<b>`")
    assert "<script" not in shown
    assert "javascript:" not in re.sub(r">[^<]*<", "", shown)
    assert "&lt;b&gt;" in shown


@pytest.mark.django_db(transaction=True)
@pytest.mark.parametrize("guide", [each.slug for each in guides()])
def test_the_commands_of_a_guide_do_what_it_says(
    desk: Desk, conversation: object, live_server: LiveServer, guide: str, tmp_path: Path
) -> None:
    owner = make_colleague(desk.shop, "owner@example.com", Role.OWNER)
    host = f"{guide}.localhost:{urlsplit(live_server.url).port}"
    Domain.objects.create(store=desk.shop.store, purpose=Domain.Purpose.STAFF, host=host)
    Domain.objects.create(store=desk.shop.store, purpose=Domain.Purpose.CONTENT, host="files.paanch.test")
    text = (Path(guides_folder.__file__).parent / f"{guide}.md").read_text()
    script = "set -euo pipefail\n" + "\n".join(SHELL.findall(text))
    known = {
        "SHOP": f"http://{host}",
        "TOKEN": program_of(owner, desk.shop, SCOPE.findall(text) or NAMES).token,
        "PATH": os.environ["PATH"],
    }
    done = subprocess.run(
        ["/bin/bash", "-c", script], env=known, cwd=tmp_path, capture_output=True, text=True, check=False
    )
    assert done.returncode == 0, done.stdout + done.stderr


def test_the_example_sends_orders_once(desk: Desk) -> None:
    owner = make_colleague(desk.shop, "owner@example.com", Role.OWNER)
    order = {
        "external_id": "4711",
        "placed_at": "2026-11-20T09:30:00Z",
        "updated_at": "2026-11-21T11:00:00Z",
        "total": {"amount": 249900, "currency": "INR"},
    }
    with Saath(f"http://{desk.shop.host}", program_of(owner, desk.shop).token, transport=Line()) as shop:
        assert [*send_orders(shop, [order])] == [("4711", "new")]
        assert [*send_orders(shop, [order])] == [("4711", "same")]
