"""Addresses of the chat, on the shopper host."""

from __future__ import annotations

from django.urls import path

from saath.chat_widget.views import (
    after,
    contact,
    conversation,
    frame,
    identity,
    loader,
    messages,
    now,
    openers,
    orders,
    pushes,
    reading,
    typing,
    visitors,
)

app_name = "chat_widget"

urlpatterns = [
    path("chat.js", loader.loader, name="loader"),
    path("chat/", frame.frame, name="frame"),
    path("chat/v1/now", now.now, name="now"),
    path("chat/v1/openers", openers.count_one, name="openers"),
    path("chat/v1/visitors", visitors.begin, name="visitors"),
    path("chat/v1/visitors/me", visitors.end, name="visitor"),
    path("chat/v1/conversation", conversation.show, name="conversation"),
    path("chat/v1/messages", messages.post, name="messages"),
    path("chat/v1/orders", orders.orders, name="orders"),
    path("chat/v1/read", reading.read, name="read"),
    path("chat/v1/typing", typing.typing, name="typing"),
    path("chat/v1/identity", identity.identify, name="identity"),
    path("chat/v1/pushes", pushes.pushes, name="pushes"),
    path("chat/v1/pushes/<uuid:push>", pushes.remove, name="push"),
    path("chat/v1/contact", contact.give, name="contact"),
    path("chat/v1/transcript", contact.transcript, name="transcript"),
    path("chat/v1/sorted", after.is_sorted, name="sorted"),
    path("chat/v1/rating", after.rate, name="rating"),
]
