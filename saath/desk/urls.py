"""Addresses of the desk. A queue and a conversation in it are one address each, so that Back always works."""

from __future__ import annotations

from django.urls import path

from saath.desk.views import (
    answer,
    body,
    copies,
    customer,
    delivery,
    files,
    find,
    forward,
    inbox,
    incoming,
    ledger,
    presence,
    saved,
    spam,
    suppression,
    tags,
    thread,
    triage,
    write,
)

app_name = "desk"

urlpatterns = [
    path("", inbox.first, name="first"),
    path("desk/find/", find.find, name="find"),
    path("desk/presence/", presence.presence, name="presence"),
    path("desk/write/", write.write, name="write"),
    path("desk/write/known/", write.known, name="known"),
    path("desk/<slug:queue>/", inbox.queue, name="queue"),
    path("desk/<slug:queue>/<uuid:conversation>/", thread.thread, name="thread"),
    path("desk/<slug:queue>/<uuid:conversation>/customer/", customer.customer, name="customer"),
    path("conversations/<uuid:conversation>/older/", thread.older, name="older"),
    path("conversations/<uuid:conversation>/answer/", answer.answer, name="answer"),
    path("conversations/<uuid:conversation>/copies/", copies.copies, name="copies"),
    path("conversations/<uuid:conversation>/assign/", triage.assign, name="assign"),
    path("conversations/<uuid:conversation>/solve/", triage.solve, name="solve"),
    path("conversations/<uuid:conversation>/reopen/", triage.reopen, name="reopen"),
    path("conversations/<uuid:conversation>/read/", triage.read, name="read"),
    path("conversations/<uuid:conversation>/unread/", triage.unread, name="unread"),
    path("conversations/<uuid:conversation>/saved/", saved.menu, name="saved"),
    path("conversations/<uuid:conversation>/saved/<uuid:saved>/", saved.lay_in, name="lay_in"),
    path("conversations/<uuid:conversation>/saved/<uuid:saved>/run/", saved.run, name="run_saved"),
    path("saved/uses/<uuid:use>/undo/", saved.undo, name="undo_saved"),
    path("conversations/<uuid:conversation>/tags/", tags.add, name="tag"),
    path("conversations/<uuid:conversation>/tags/<uuid:tag>/remove/", tags.remove, name="untag"),
    path("conversations/<uuid:conversation>/customer/edit/", customer.edit, name="edit_customer"),
    path("messages/<uuid:message>/forward/", forward.forward, name="forward"),
    path("messages/<uuid:message>/undo/", answer.undo, name="undo"),
    path("messages/<uuid:message>/original/", body.original, name="original"),
    path("messages/<uuid:message>/raw/", body.raw, name="raw"),
    path("messages/<uuid:message>/whole/", body.whole, name="whole"),
    path("deliveries/<uuid:delivery>/again/", delivery.again, name="send_again"),
    path("deliveries/<uuid:delivery>/arrived/", delivery.arrived, name="call_it_sent"),
    path("attachments/<uuid:attachment>/", files.attachment, name="attachment"),
    path("conversations/<uuid:conversation>/allow/", suppression.allow, name="allow_address"),
    path("conversations/<uuid:conversation>/spam/", spam.spam, name="spam"),
    path("conversations/<uuid:conversation>/wanted/", spam.wanted, name="wanted"),
    path("settings/ledger/", ledger.show_ledger, name="ledger"),
    path("settings/ledger/<uuid:item>/", ledger.show_item, name="ledger_item"),
    path("settings/ledger/<uuid:item>/raw/", ledger.download, name="ledger_raw"),
    path("settings/ledger/<uuid:item>/again/", ledger.again, name="ledger_again"),
    path("settings/ledger/<uuid:item>/release/", ledger.release, name="ledger_release"),
    path("settings/suppressed/", suppression.show_suppressed, name="suppressed"),
    path(
        "settings/suppressed/<uuid:suppression>/take-out/", suppression.take_out, name="take_out_suppressed"
    ),
    path("settings/incoming/", incoming.show_incoming, name="incoming"),
    path("settings/incoming/senders/", incoming.add_rule, name="add_sender_rule"),
    path("settings/incoming/senders/<uuid:rule>/remove/", incoming.remove_rule, name="remove_sender_rule"),
    path("settings/incoming/<uuid:account>/trust/", incoming.trust, name="trust"),
]
