"""A mail as it was sent, with its own pictures."""

from __future__ import annotations

from email.message import EmailMessage
from io import BytesIO

import pytest
from django.test import Client
from django.urls import reverse
from PIL import Image

from saath.conversations.models import Message
from saath.conversations.tests.builders import Desk, arrive, mail, make_desk, work
from saath.stores.tests.builders import browser_of
from saath.tenancy.models import Domain
from saath.tenancy.scope import store_scope

pytestmark = [pytest.mark.django_db, pytest.mark.urls("config.urls.staff")]


@pytest.fixture
def desk() -> Desk:
    found = make_desk()
    Domain.objects.create(store=found.shop.store, purpose=Domain.Purpose.CONTENT, host="content.test")
    return found


def letter() -> EmailMessage:
    """Compose an HTML mail with a picture of its own, one from far away, and a script."""
    picture = BytesIO()
    Image.new("RGB", (8, 8), "#23507a").save(picture, "PNG")
    message = mail("Yeh dekhiye")
    html = '<p>Yeh <b>dekhiye</b></p><img src="cid:p1"><img src="https://far.example/t.gif"><script>alert(1)</script>'
    message.add_alternative(html, subtype="html")
    message.get_payload()[1].add_related(picture.getvalue(), "image", "png", cid="<p1>", filename="p.png")  # type: ignore[index, union-attr]
    return message


def test_the_original_shows_its_own_pictures_and_nothing_from_afar(desk: Desk) -> None:
    arrive(letter())
    work()
    with store_scope(desk.store_id):
        message = Message.objects.get()
    link = browser_of(desk.member, desk.shop).get(reverse("desk:original", args=[message.public_id]))[
        "Location"
    ]
    assert link.startswith("http://content.test/m/")
    shown = Client(headers={"host": "content.test"}).get(link.removeprefix("http://content.test"))
    page = shown.content.decode()
    assert "<b>dekhiye</b>" in page
    assert "http://content.test/f/" in page
    assert 'src="https://far.example' not in page
    assert "alert(1)" not in page
    assert "sandbox" in shown["Content-Security-Policy"]


def test_a_forged_link_shows_nothing(desk: Desk) -> None:
    shown = Client(headers={"host": "content.test"}).get("/m/forged/")
    assert shown.status_code in (400, 404)
