"""The keys of the desk; `config/wiring.py` registers them."""

from django.utils.translation import gettext_lazy as _

from saath.ui.shortcuts import Shortcut

REPLY, SOLVE, WRITE = "conversation.reply", "conversation.solve", "conversation.reply"

SHORTCUTS = (
    Shortcut("Control+k", _("Find or do")),
    Shortcut("j", _("Next conversation")),
    Shortcut("k", _("Previous conversation")),
    Shortcut("Enter", _("Open the conversation"), is_native=True),
    Shortcut("x", _("Select the conversation"), "checks", verb=SOLVE),
    Shortcut("Shift+x", _("Select up to here"), "checks", verb=SOLVE),
    Shortcut("Escape", _("Back to the queue")),
    Shortcut("r", _("Reply"), "send", verb=REPLY, is_of_conversation=True),
    Shortcut("n", _("Write a note for the team"), "note", verb="conversation.note", is_of_conversation=True),
    Shortcut(
        "a",
        _("Assign"),
        "user",
        (_("Who takes it?"), _("hand over")),
        verb="conversation.assign",
        is_of_conversation=True,
    ),
    Shortcut("s", _("Snooze"), "snooze", (_("Bring back now"),), verb=SOLVE, is_of_conversation=True),
    Shortcut("e", _("Solve"), "check", (_("Reopen"),), verb=SOLVE, is_of_conversation=True),
    Shortcut("p", _("Promise an update by a time"), "clock", verb=REPLY, is_of_conversation=True),
    Shortcut(
        "o",
        _("Ask somebody outside"),
        "truck",
        (_("Packer"), _("Workshop"), _("Supplier"), _("Courier")),
        verb=REPLY,
        is_of_conversation=True,
    ),
    Shortcut("t", _("New tag"), "plus", verb="conversation.tag", is_of_conversation=True),
    Shortcut(
        "l",
        _("Put a checklist on"),
        "checks",
        (_("Checklist"), _("Something to do here")),
        verb="conversation.fill",
        is_of_conversation=True,
    ),
    Shortcut(
        "Control+p",
        _("Print the conversation"),
        "copy",
        (_("Paper"),),
        verb="conversation.read",
        is_of_conversation=True,
    ),
    Shortcut(
        "b",
        _("Tools"),
        "sums",
        (_("Refund amount"), _("Price after coupon"), _("Bedsheet to mattress")),
        verb=REPLY,
        is_of_conversation=True,
    ),
    Shortcut("u", _("Mark as new"), "mail", verb="conversation.read", is_of_conversation=True),
    Shortcut("/", _("Saved replies"), "book", verb=REPLY, is_of_conversation=True),
    Shortcut("w", _("Take who waits longest in a chat"), "chat", verb=REPLY),
    Shortcut("Alt+w", _("Take who waits longest, also while writing"), verb=REPLY),
    Shortcut("Alt+j", _("Next of my chats, also while writing")),
    Shortcut("Alt+k", _("Previous of my chats, also while writing")),
    Shortcut("Control+Enter", _("Send")),
    Shortcut("Control+Shift+Enter", _("Send and solve")),
    Shortcut("z", _("Undo"), "undo"),
    Shortcut("c", _("Write to a customer"), "edit", verb=WRITE),
    Shortcut("g a", _("Go to “Answer now”")),
    Shortcut("g m", _("Go to “Mine”")),
    Shortcut("g p", _("Go to “Promised today”")),
    Shortcut("g c", _("Go to “With the customer”")),
    Shortcut("g s", _("Go to “Solved”")),
    Shortcut("?", _("Keys"), "info"),
)
