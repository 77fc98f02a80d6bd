"""The link by which somebody outside answers. A row's id and our signature: nothing else is told by it."""

from __future__ import annotations

from django.urls import reverse

from saath.conversations.models import SideQuestion
from saath.core.errors import NotFound
from saath.core.tokens import open_id, seal_id
from saath.stores.links import shopper_origin
from saath.tenancy.scope import current_store_id

PURPOSE = "asked aside"
SHOPPERS = "config.urls.shopper"


def link_of(question: SideQuestion) -> str:
    """Return the address of the page on which a question is answered; opening it records nothing."""
    page = reverse("portal:asked", args=[seal_id(PURPOSE, question.public_id)], urlconf=SHOPPERS)
    return shopper_origin(current_store_id()) + page


def question_of_link(sealed: str) -> SideQuestion:
    """Return what a link asks. Raises `BadToken`, `NotFound` for another shop's and for one that was undone."""
    public_id = open_id(PURPOSE, sealed)
    loaded = SideQuestion.objects.select_related("message__conversation", "outsider", "asked_by")
    question = loaded.filter(public_id=public_id).first()
    if question is None:
        raise NotFound()
    return question
