"""Addresses of the mailbox page."""

from __future__ import annotations

from django.urls import path

from saath.demo.views import mailbox, shop, writing

app_name = "demo"

urlpatterns = [
    path("", mailbox.mails, name="mails"),
    path("new/", writing.new, name="new"),
    path("shop/", shop.to_shop, name="shop"),
    path("<slug:key>/", mailbox.mail, name="mail"),
    path("<slug:key>/answer/", writing.answer, name="answer"),
    path("<slug:key>/original/", mailbox.original, name="original"),
]
