from __future__ import annotations

import re

import pytest
from django.test import Client
from django.urls import reverse

from saath.conversations.models import Conversation
from saath.conversations.tests.builders import Desk, arrive, mail
from saath.tenancy.models import Store
from saath.ui.places import BEGIN, END

pytestmark = [pytest.mark.django_db, pytest.mark.urls("config.urls.staff")]


def page_of(browser: Client) -> str:
    return browser.get(reverse("desk:queue", args=["now"])).content.decode()


def test_a_kept_page_carries_the_proof_of_each_visit(colleague: Client, conversation: Conversation) -> None:
    tokens = [re.findall(r'"X-CSRFToken": "(\w{64})"', page_of(colleague)) for _ in range(2)]
    assert [len(found) for found in tokens] == [1, 1]
    assert tokens[0] != tokens[1]


def test_what_a_stranger_wrote_fills_no_place_of_the_page(colleague: Client, desk: Desk) -> None:
    place = f"{BEGIN}csrf_token{END}"
    arrive(mail(f"a {place} b", subject=place))
    page = page_of(colleague)
    assert page.count(place) == 2
    assert page.count('id="rows"') == 1


def test_no_name_of_a_shop_is_taken_for_a_place(colleague: Client, desk: Desk) -> None:
    Store.objects.filter(pk=desk.store_id).update(name="\ue002lines\ue003 \ue002nothing\ue003")
    assert "\ue002nothing\ue003" in page_of(colleague)


def test_no_stranger_draws_a_promise(colleague: Client, desk: Desk) -> None:
    arrive(mail("\ue000 words", subject="\ue000"))
    assert page_of(colleague).count("\ue000") == 2
