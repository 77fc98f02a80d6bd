"""What Saath can be asked to do. Written by generate.py."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from typing import Any, BinaryIO, Literal

from saath_client import shapes
from saath_client.asking import UNSET, Asking, Pages, Unset


class Operations(Asking):
    """A method for each operation; every one raises `Problem`."""

    def list_conversations(
        self,
        *,
        limit: int | Unset = UNSET,
        queue: Literal["now", "risk", "promised", "mine", "called", "customer", "snoozed", "solved", "spam"]
        | Unset = UNSET,
        view: str | Unset | None = UNSET,
        channel: str | Unset | None = UNSET,
        language: str | Unset | None = UNSET,
        items: str | Unset | None = UNSET,
        order: str | Unset | None = UNSET,
        person: str | Unset | None = UNSET,
        priority: str | Unset | None = UNSET,
        problem: str | Unset | None = UNSET,
        promise: str | Unset | None = UNSET,
        tag: str | Unset | None = UNSET,
        waiting: str | Unset | None = UNSET,
        fields: str | Unset = UNSET,
        parameters: Mapping[str, str] | None = None,
    ) -> Pages[shapes.Conversation]:
        """List the conversations of a queue or of a saved view.

        The filters are those of the desk, `field-…` those of the shop's own fields; a value that is none is
        refused. A narrowed page looks through 5,000 conversations and may have few items, or none, though
        `next_cursor` goes on.
        """
        return self.pages(
            "/conversations",
            {
                "limit": limit,
                "queue": queue,
                "view": view,
                "channel": channel,
                "language": language,
                "items": items,
                "order": order,
                "person": person,
                "priority": priority,
                "problem": problem,
                "promise": promise,
                "tag": tag,
                "waiting": waiting,
                "fields": fields,
            },
            parameters,
        )

    def start_conversation(
        self,
        *,
        to: str,
        subject: str,
        text: str,
        name: str | Unset = UNSET,
        language: Literal["", "en", "hi", "gu"] | Unset = UNSET,
        account_id: str | Unset | None = UNSET,
        idempotency_key: str = "",
    ) -> shapes.Conversation:
        """Write to a customer first.

        Their address finds who they are. The mail is held for some seconds, so that it can be taken back, and
        then leaves.
        """
        found: shapes.Conversation = self.ask(
            "POST",
            "/conversations",
            body={
                "to": to,
                "name": name,
                "subject": subject,
                "text": text,
                "language": language,
                "account_id": account_id,
            },
            idempotency_key=idempotency_key,
        )
        return found

    def get_conversation(
        self, id: str, *, include: str | Unset = UNSET, fields: str | Unset = UNSET
    ) -> shapes.Conversation:
        """Get a conversation.

        One that was merged away answers with the one that has its words now.
        """
        found: shapes.Conversation = self.ask(
            "GET", f"/conversations/{self.quoted(id)}", query={"include": include, "fields": fields}
        )
        return found

    def assign_conversation(
        self, id: str, *, member_id: str | None, idempotency_key: str = "", if_match: str = ""
    ) -> shapes.Conversation:
        """Give a conversation to a colleague, or to nobody.

        Where somebody else has it, it is handed over with a reason: 409, `needs-reason`.
        """
        found: shapes.Conversation = self.ask(
            "POST",
            f"/conversations/{self.quoted(id)}/assign",
            body={"member_id": member_id},
            idempotency_key=idempotency_key,
            if_match=if_match,
        )
        return found

    def hand_over_conversation(
        self,
        id: str,
        *,
        member_id: str,
        reason: Literal["knows", "language", "decides", "away", "load", "other"],
        summary: str,
        words: str | Unset = UNSET,
        idempotency_key: str = "",
        if_match: str = "",
    ) -> shapes.Conversation:
        """Hand a conversation over to a colleague, with a reason and what they must know.

        Hand a conversation over to a colleague, with a reason and what they must know.
        """
        found: shapes.Conversation = self.ask(
            "POST",
            f"/conversations/{self.quoted(id)}/hand-over",
            body={"member_id": member_id, "reason": reason, "words": words, "summary": summary},
            idempotency_key=idempotency_key,
            if_match=if_match,
        )
        return found

    def undo_assignment(
        self,
        id: str,
        *,
        given_to_id: str | None,
        was_with_id: str | None,
        idempotency_key: str = "",
        if_match: str = "",
    ) -> shapes.Conversation:
        """Give a conversation back to who had it.

        Where it has gone on since: 409.
        """
        found: shapes.Conversation = self.ask(
            "POST",
            f"/conversations/{self.quoted(id)}/assign/undo",
            body={"given_to_id": given_to_id, "was_with_id": was_with_id},
            idempotency_key=idempotency_key,
            if_match=if_match,
        )
        return found

    def take_waiting_chat(self, *, idempotency_key: str = "") -> shapes.Conversation:
        """Take the chat whose visitor waits longest and whom nobody has.

        Where nobody waits: 404.
        """
        found: shapes.Conversation = self.ask("POST", "/chats/take", idempotency_key=idempotency_key)
        return found

    def solve_conversation(
        self,
        id: str,
        *,
        resolution: Literal[
            "answer", "refund", "replacement", "redelivery", "credit", "repair", "apology", "other"
        ]
        | Unset = UNSET,
        promised_update: Literal["", "kept", "withdrawn"] | Unset = UNSET,
        idempotency_key: str = "",
        if_match: str = "",
    ) -> shapes.Conversation:
        """Solve a conversation.

        What the shop wants to know before, and an update that was promised, stand in the way: 409.
        """
        found: shapes.Conversation = self.ask(
            "POST",
            f"/conversations/{self.quoted(id)}/solve",
            body={"resolution": resolution, "promised_update": promised_update},
            idempotency_key=idempotency_key,
            if_match=if_match,
        )
        return found

    def set_priority(
        self,
        id: str,
        *,
        priority: Literal["normal", "high", "urgent"],
        idempotency_key: str = "",
        if_match: str = "",
    ) -> shapes.Conversation:
        """Say how urgent a conversation is.

        What it waits for has the times of the policy that fits it then, counted from now where that is
        sooner.
        """
        found: shapes.Conversation = self.ask(
            "POST",
            f"/conversations/{self.quoted(id)}/priority",
            body={"priority": priority},
            idempotency_key=idempotency_key,
            if_match=if_match,
        )
        return found

    def reopen_conversation(
        self, id: str, *, idempotency_key: str = "", if_match: str = ""
    ) -> shapes.Conversation:
        """Take a conversation up again that is solved or left to the customer.

        Take a conversation up again that is solved or left to the customer.
        """
        found: shapes.Conversation = self.ask(
            "POST",
            f"/conversations/{self.quoted(id)}/reopen",
            idempotency_key=idempotency_key,
            if_match=if_match,
        )
        return found

    def await_customer(
        self, id: str, *, idempotency_key: str = "", if_match: str = ""
    ) -> shapes.Conversation:
        """Leave a conversation to the customer without an answer.

        Leave a conversation to the customer without an answer.
        """
        found: shapes.Conversation = self.ask(
            "POST",
            f"/conversations/{self.quoted(id)}/await",
            idempotency_key=idempotency_key,
            if_match=if_match,
        )
        return found

    def call_spam(self, id: str, *, idempotency_key: str = "", if_match: str = "") -> shapes.Conversation:
        """Put a conversation aside as spam, which teaches the shop's filter.

        Put a conversation aside as spam, which teaches the shop's filter.
        """
        found: shapes.Conversation = self.ask(
            "POST",
            f"/conversations/{self.quoted(id)}/spam",
            idempotency_key=idempotency_key,
            if_match=if_match,
        )
        return found

    def call_wanted(self, id: str, *, idempotency_key: str = "", if_match: str = "") -> shapes.Conversation:
        """Take a conversation out of spam, which teaches the shop's filter.

        Take a conversation out of spam, which teaches the shop's filter.
        """
        found: shapes.Conversation = self.ask(
            "POST",
            f"/conversations/{self.quoted(id)}/wanted",
            idempotency_key=idempotency_key,
            if_match=if_match,
        )
        return found

    def mark_read(self, id: str, *, up_to: str | Unset | None = UNSET, idempotency_key: str = "") -> None:
        """Mark a conversation as read by the colleague of the token.

        Mark a conversation as read by the colleague of the token.
        """
        self.ask(
            "POST",
            f"/conversations/{self.quoted(id)}/read",
            body={"up_to": up_to},
            idempotency_key=idempotency_key,
        )

    def mark_unread(self, id: str, *, idempotency_key: str = "") -> None:
        """Mark a conversation as new again for the colleague of the token.

        Mark a conversation as new again for the colleague of the token.
        """
        self.ask("POST", f"/conversations/{self.quoted(id)}/unread", idempotency_key=idempotency_key)

    def snooze_conversation(
        self, id: str, *, until: str | None, idempotency_key: str = "", if_match: str = ""
    ) -> shapes.Conversation:
        """Put a conversation aside until a time; any word of the customer brings it back before.

        Who waits for an answer is not put aside: 409.
        """
        found: shapes.Conversation = self.ask(
            "POST",
            f"/conversations/{self.quoted(id)}/snooze",
            body={"until": until},
            idempotency_key=idempotency_key,
            if_match=if_match,
        )
        return found

    def wake_conversation(
        self, id: str, *, idempotency_key: str = "", if_match: str = ""
    ) -> shapes.Conversation:
        """Bring a snoozed conversation back to those to answer now.

        Bring a snoozed conversation back to those to answer now.
        """
        found: shapes.Conversation = self.ask(
            "POST",
            f"/conversations/{self.quoted(id)}/wake",
            idempotency_key=idempotency_key,
            if_match=if_match,
        )
        return found

    def undo_snooze(self, id: str, *, idempotency_key: str = "", if_match: str = "") -> shapes.Conversation:
        """Put a snoozed conversation back with the customer.

        Put a snoozed conversation back with the customer.
        """
        found: shapes.Conversation = self.ask(
            "POST",
            f"/conversations/{self.quoted(id)}/snooze/undo",
            idempotency_key=idempotency_key,
            if_match=if_match,
        )
        return found

    def promise_update(
        self,
        id: str,
        *,
        kind: Literal["write", "call"],
        due_at: str,
        what: str | Unset = UNSET,
        idempotency_key: str = "",
        if_match: str = "",
    ) -> shapes.Conversation:
        """Write down that the customer was promised an update.

        Write down that the customer was promised an update.
        """
        found: shapes.Conversation = self.ask(
            "POST",
            f"/conversations/{self.quoted(id)}/promise-update",
            body={"kind": kind, "due_at": due_at, "what": what},
            idempotency_key=idempotency_key,
            if_match=if_match,
        )
        return found

    def keep_update(self, id: str, *, idempotency_key: str = "", if_match: str = "") -> shapes.Conversation:
        """Say that the promised update was given, by a call for instance.

        Say that the promised update was given, by a call for instance.
        """
        found: shapes.Conversation = self.ask(
            "POST",
            f"/conversations/{self.quoted(id)}/keep-update",
            idempotency_key=idempotency_key,
            if_match=if_match,
        )
        return found

    def withdraw_update(
        self, id: str, *, idempotency_key: str = "", if_match: str = ""
    ) -> shapes.Conversation:
        """Take the promise of an update back.

        Take the promise of an update back.
        """
        found: shapes.Conversation = self.ask(
            "POST",
            f"/conversations/{self.quoted(id)}/withdraw-update",
            idempotency_key=idempotency_key,
            if_match=if_match,
        )
        return found

    def list_tags(
        self, *, fields: str | Unset = UNSET, parameters: Mapping[str, str] | None = None
    ) -> Pages[shapes.Ref]:
        """List the tags of the shop, all of them by name.

        List the tags of the shop, all of them by name.
        """
        return self.pages("/tags", {"fields": fields}, parameters)

    def tag_conversation(
        self, id: str, *, name: str, idempotency_key: str = "", if_match: str = ""
    ) -> shapes.Conversation:
        """Put a tag on a conversation.

        Put a tag on a conversation.
        """
        found: shapes.Conversation = self.ask(
            "POST",
            f"/conversations/{self.quoted(id)}/tags",
            body={"name": name},
            idempotency_key=idempotency_key,
            if_match=if_match,
        )
        return found

    def untag_conversation(
        self, id: str, tag_id: str, *, idempotency_key: str = "", if_match: str = ""
    ) -> None:
        """Take a tag off a conversation.

        Take a tag off a conversation.
        """
        self.ask(
            "DELETE",
            f"/conversations/{self.quoted(id)}/tags/{self.quoted(tag_id)}",
            idempotency_key=idempotency_key,
            if_match=if_match,
        )

    def choose_order(
        self, id: str, *, order_id: str | None, idempotency_key: str = "", if_match: str = ""
    ) -> shapes.Conversation:
        """Say which order a conversation is about.

        Say which order a conversation is about.
        """
        found: shapes.Conversation = self.ask(
            "POST",
            f"/conversations/{self.quoted(id)}/about",
            body={"order_id": order_id},
            idempotency_key=idempotency_key,
            if_match=if_match,
        )
        return found

    def add_copy(
        self, id: str, *, address: str, idempotency_key: str = "", if_match: str = ""
    ) -> shapes.Conversation:
        """Let somebody have a copy of our answers from now on.

        Let somebody have a copy of our answers from now on.
        """
        found: shapes.Conversation = self.ask(
            "POST",
            f"/conversations/{self.quoted(id)}/copies",
            body={"address": address},
            idempotency_key=idempotency_key,
            if_match=if_match,
        )
        return found

    def remove_copy(
        self, id: str, *, address: str, idempotency_key: str = "", if_match: str = ""
    ) -> shapes.Conversation:
        """Send somebody no copy any more.

        Send somebody no copy any more.
        """
        found: shapes.Conversation = self.ask(
            "POST",
            f"/conversations/{self.quoted(id)}/copies/leave-out",
            body={"address": address},
            idempotency_key=idempotency_key,
            if_match=if_match,
        )
        return found

    def list_standards(
        self, *, fields: str | Unset = UNSET, parameters: Mapping[str, str] | None = None
    ) -> Pages[shapes.Standard]:
        """List the published versions, the one in force first: a hundred at most.

        List the published versions, the one in force first: a hundred at most.
        """
        return self.pages("/standards", {"fields": fields}, parameters)

    def get_standard(self, id: str, *, fields: str | Unset = UNSET) -> shapes.Standard:
        """Get a published version.

        Get a published version.
        """
        found: shapes.Standard = self.ask("GET", f"/standards/{self.quoted(id)}", query={"fields": fields})
        return found

    def get_kept_promises(self, *, fields: str | Unset = UNSET) -> shapes.KeptPromises:
        """Get how promises were kept in the last thirty days.

        Get how promises were kept in the last thirty days.
        """
        found: shapes.KeptPromises = self.ask("GET", "/standards/kept", query={"fields": fields})
        return found

    def get_standard_draft(self, *, fields: str | Unset = UNSET) -> shapes.Standard:
        """Get the draft of the next version.

        Get the draft of the next version.
        """
        found: shapes.Standard = self.ask("GET", "/standards/draft", query={"fields": fields})
        return found

    def begin_standard_draft(
        self, *, like: int | Unset | None = UNSET, idempotency_key: str = ""
    ) -> shapes.Standard:
        """Begin the next version, like the one in force or an older one; there is one draft at most.

        Begin the next version, like the one in force or an older one; there is one draft at most.
        """
        found: shapes.Standard = self.ask(
            "POST", "/standards/draft", body={"like": like}, idempotency_key=idempotency_key
        )
        return found

    def change_standard_draft(
        self,
        *,
        texts: dict[str, dict[str, str]] | Unset | None = UNSET,
        channels: dict[str, Mapping[str, Any]] | Unset | None = UNSET,
        returns_days: int | Unset | None = UNSET,
        exchange_days: int | Unset | None = UNSET,
        refund_days: int | Unset | None = UNSET,
        handling: Sequence[Mapping[str, Any]] | Unset | None = UNSET,
        idempotency_key: str = "",
        if_match: str = "",
    ) -> shapes.Standard:
        """Change the draft.

        Change the draft.
        """
        found: shapes.Standard = self.ask(
            "PATCH",
            "/standards/draft",
            body={
                "texts": texts,
                "channels": channels,
                "returns_days": returns_days,
                "exchange_days": exchange_days,
                "refund_days": refund_days,
                "handling": handling,
            },
            idempotency_key=idempotency_key,
            if_match=if_match,
        )
        return found

    def discard_standard_draft(self, *, idempotency_key: str = "", if_match: str = "") -> None:
        """Give the draft up; what is in force stays.

        Give the draft up; what is in force stays.
        """
        self.ask("DELETE", "/standards/draft", idempotency_key=idempotency_key, if_match=if_match)

    def publish_standard_draft(self, *, idempotency_key: str = "", if_match: str = "") -> shapes.Standard:
        """Put the draft in force: it never changes again, and colleagues are asked to read it.

        Put the draft in force: it never changes again, and colleagues are asked to read it.
        """
        found: shapes.Standard = self.ask(
            "POST", "/standards/draft/publish", idempotency_key=idempotency_key, if_match=if_match
        )
        return found

    def confirm_standard_reading(self, id: str, *, idempotency_key: str = "") -> None:
        """Say that one has read the version in force.

        Say that one has read the version in force.
        """
        self.ask("POST", f"/standards/{self.quoted(id)}/read", idempotency_key=idempotency_key)

    def list_standard_readings(
        self, id: str, *, fields: str | Unset = UNSET, parameters: Mapping[str, str] | None = None
    ) -> Pages[shapes.StandardReading]:
        """List the colleagues, each with when they have read a version.

        List the colleagues, each with when they have read a version.
        """
        return self.pages(f"/standards/{self.quoted(id)}/readings", {"fields": fields}, parameters)

    def list_moves(
        self, id: str, *, fields: str | Unset = UNSET, parameters: Mapping[str, str] | None = None
    ) -> Pages[shapes.Move]:
        """List what was merged into a conversation and split off it, the newest 20, without what was undone.

        List what was merged into a conversation and split off it, the newest 20, without what was undone.
        """
        return self.pages(f"/conversations/{self.quoted(id)}/moves", {"fields": fields}, parameters)

    def merge_conversation(
        self, id: str, *, into_id: str, idempotency_key: str = "", if_match: str = ""
    ) -> shapes.Move:
        """Put all of a conversation into another one, which goes on for both.

        Only what is of one customer and of one channel can be merged: else 409.
        """
        found: shapes.Move = self.ask(
            "POST",
            f"/conversations/{self.quoted(id)}/merge",
            body={"into_id": into_id},
            idempotency_key=idempotency_key,
            if_match=if_match,
        )
        return found

    def split_off(self, id: str, *, idempotency_key: str = "") -> shapes.Move:
        """Put a message and all that follows it into a conversation of its own.

        Put a message and all that follows it into a conversation of its own.
        """
        found: shapes.Move = self.ask(
            "POST", f"/messages/{self.quoted(id)}/split", idempotency_key=idempotency_key
        )
        return found

    def undo_move(self, id: str, *, idempotency_key: str = "") -> shapes.Conversation:
        """Take a merge or a split back; the answer is the conversation that comes out of it.

        Take a merge or a split back; the answer is the conversation that comes out of it.
        """
        found: shapes.Conversation = self.ask(
            "POST", f"/moves/{self.quoted(id)}/undo", idempotency_key=idempotency_key
        )
        return found

    def list_messages_of_conversation(
        self,
        id: str,
        *,
        limit: int | Unset = UNSET,
        fields: str | Unset = UNSET,
        parameters: Mapping[str, str] | None = None,
    ) -> Pages[shapes.Message]:
        """List what was said in a conversation, newest first.

        List what was said in a conversation, newest first.
        """
        return self.pages(
            f"/conversations/{self.quoted(id)}/messages", {"limit": limit, "fields": fields}, parameters
        )

    def get_message(self, id: str, *, fields: str | Unset = UNSET) -> shapes.Message:
        """Get a message, whole, with how far it has come.

        Get a message, whole, with how far it has come.
        """
        found: shapes.Message = self.ask("GET", f"/messages/{self.quoted(id)}", query={"fields": fields})
        return found

    def reply_to_conversation(
        self,
        id: str,
        *,
        text: str,
        file_ids: Sequence[str] | Unset = UNSET,
        way: Mapping[str, Any] | Unset | None = UNSET,
        copy_to: Sequence[str] | Unset | None = UNSET,
        seen: str | Unset | None = UNSET,
        solve: bool | Unset = UNSET,
        resolution: Literal[
            "answer", "refund", "replacement", "redelivery", "credit", "repair", "apology", "other"
        ]
        | Unset = UNSET,
        promise: Mapping[str, Any] | Unset | None = UNSET,
        idempotency_key: str = "",
        if_match: str = "",
    ) -> shapes.Message:
        """Answer the customer.

        The answer is written down with its place in the outbox: `delivery.state` is `held` for some seconds,
        in which it can be taken back, and then follows it on its way. Where somebody said something after
        `seen`: 409, `overtaken`.
        """
        found: shapes.Message = self.ask(
            "POST",
            f"/conversations/{self.quoted(id)}/reply",
            body={
                "text": text,
                "file_ids": file_ids,
                "way": way,
                "copy_to": copy_to,
                "seen": seen,
                "solve": solve,
                "resolution": resolution,
                "promise": promise,
            },
            idempotency_key=idempotency_key,
            if_match=if_match,
        )
        return found

    def add_note(
        self,
        id: str,
        *,
        text: str,
        file_ids: Sequence[str] | Unset = UNSET,
        idempotency_key: str = "",
        if_match: str = "",
    ) -> shapes.Message:
        """Write a note for the team.

        Write a note for the team.
        """
        found: shapes.Message = self.ask(
            "POST",
            f"/conversations/{self.quoted(id)}/notes",
            body={"text": text, "file_ids": file_ids},
            idempotency_key=idempotency_key,
            if_match=if_match,
        )
        return found

    def undo_reply(self, id: str, *, idempotency_key: str = "") -> shapes.TakenBack:
        """Take an answer back while it is held; only its writer may.

        Once it is on its way: 409.
        """
        found: shapes.TakenBack = self.ask(
            "POST", f"/messages/{self.quoted(id)}/undo", idempotency_key=idempotency_key
        )
        return found

    def forward_message(
        self,
        id: str,
        *,
        to: str,
        text: str,
        language: Literal["", "en", "hi", "gu"] | Unset = UNSET,
        attachment_ids: Sequence[str] | Unset = UNSET,
        idempotency_key: str = "",
    ) -> shapes.Message:
        """Send a message to somebody outside; the customer learns nothing of it, and what they answer is a note
        here.

        Send a message to somebody outside; the customer learns nothing of it, and what they answer is a note
        here.
        """
        found: shapes.Message = self.ask(
            "POST",
            f"/messages/{self.quoted(id)}/forward",
            body={"to": to, "text": text, "language": language, "attachment_ids": attachment_ids},
            idempotency_key=idempotency_key,
        )
        return found

    def send_again(self, id: str, *, idempotency_key: str = "") -> shapes.Message:
        """Send an answer once more that failed, or that surely did not arrive.

        Send an answer once more that failed, or that surely did not arrive.
        """
        found: shapes.Message = self.ask(
            "POST", f"/deliveries/{self.quoted(id)}/send-again", idempotency_key=idempotency_key
        )
        return found

    def call_it_sent(self, id: str, *, idempotency_key: str = "") -> shapes.Message:
        """Say that an answer of unknown fate did arrive.

        Say that an answer of unknown fate did arrive.
        """
        found: shapes.Message = self.ask(
            "POST", f"/deliveries/{self.quoted(id)}/arrived", idempotency_key=idempotency_key
        )
        return found

    def list_drafts(
        self, id: str, *, fields: str | Unset = UNSET, parameters: Mapping[str, str] | None = None
    ) -> Pages[shapes.Draft]:
        """List what is not sent yet in a conversation: one's own, those of colleagues, and what leaves at a
        time.

        List what is not sent yet in a conversation: one's own, those of colleagues, and what leaves at a
        time.
        """
        return self.pages(f"/conversations/{self.quoted(id)}/drafts", {"fields": fields}, parameters)

    def save_draft(
        self,
        id: str,
        *,
        text: str,
        kind: Literal["reply", "note"] | Unset = UNSET,
        seen_version: int | Unset = UNSET,
        file_ids: Sequence[str] | Unset = UNSET,
        idempotency_key: str = "",
    ) -> Pages[shapes.Draft]:
        """Keep what the colleague of the token writes; nothing is kept of an empty text.

        What was written since `seen_version` stays as the earlier text.
        """
        return self.first_page(
            "PUT",
            f"/conversations/{self.quoted(id)}/draft",
            body={"kind": kind, "text": text, "seen_version": seen_version, "file_ids": file_ids},
            idempotency_key=idempotency_key,
        )

    def choose_way(
        self,
        id: str,
        *,
        identity_id: str,
        reason: Literal["asked", "closed", "files", "urgent", "bounced", "other"],
        words: str | Unset = UNSET,
        idempotency_key: str = "",
    ) -> Pages[shapes.Draft]:
        """Let the answer that is being written go elsewhere than where the customer wrote last, with a reason.

        Let the answer that is being written go elsewhere than where the customer wrote last, with a reason.
        """
        return self.first_page(
            "PUT",
            f"/conversations/{self.quoted(id)}/draft/way",
            body={"identity_id": identity_id, "reason": reason, "words": words},
            idempotency_key=idempotency_key,
        )

    def forget_way(self, id: str, *, idempotency_key: str = "") -> None:
        """Let the answer that is being written go where the customer wrote last.

        Let the answer that is being written go where the customer wrote last.
        """
        self.ask("DELETE", f"/conversations/{self.quoted(id)}/draft/way", idempotency_key=idempotency_key)

    def add_file_to_draft(
        self,
        id: str,
        *,
        content: bytes | BinaryIO,
        name: str,
        kind: Literal["reply", "note"] | Unset = UNSET,
        idempotency_key: str = "",
    ) -> Pages[shapes.Draft]:
        """Keep a file that is to go with one's answer or note, by its id in file_ids.

        Keep a file that is to go with one's answer or note, by its id in `file_ids`.
        """
        return self.first_page(
            "POST",
            f"/conversations/{self.quoted(id)}/draft/files",
            query={"name": name, "kind": kind},
            content=content,
            idempotency_key=idempotency_key,
        )

    def remove_file_of_draft(self, id: str, *, idempotency_key: str = "") -> None:
        """Let go of a file of one's own draft.

        Let go of a file of one's own draft.
        """
        self.ask("DELETE", f"/draft-files/{self.quoted(id)}", idempotency_key=idempotency_key)

    def schedule_reply(
        self,
        id: str,
        *,
        text: str,
        leaves_at: str,
        file_ids: Sequence[str] | Unset = UNSET,
        way: Mapping[str, Any] | Unset | None = UNSET,
        copy_to: Sequence[str] | Unset | None = UNSET,
        seen: str | Unset | None = UNSET,
        solve: bool | Unset = UNSET,
        resolution: Literal[
            "answer", "refund", "replacement", "redelivery", "credit", "repair", "apology", "other"
        ]
        | Unset = UNSET,
        idempotency_key: str = "",
        if_match: str = "",
    ) -> shapes.Draft:
        """Let an answer leave at a time, unless something was said here by then.

        Let an answer leave at a time, unless something was said here by then.
        """
        found: shapes.Draft = self.ask(
            "POST",
            f"/conversations/{self.quoted(id)}/schedule",
            body={
                "text": text,
                "file_ids": file_ids,
                "way": way,
                "copy_to": copy_to,
                "seen": seen,
                "solve": solve,
                "resolution": resolution,
                "leaves_at": leaves_at,
            },
            idempotency_key=idempotency_key,
            if_match=if_match,
        )
        return found

    def change_time(self, id: str, *, leaves_at: str, idempotency_key: str = "") -> shapes.Draft:
        """Let an answer leave at another time.

        Let an answer leave at another time.
        """
        found: shapes.Draft = self.ask(
            "PATCH",
            f"/drafts/{self.quoted(id)}",
            body={"leaves_at": leaves_at},
            idempotency_key=idempotency_key,
        )
        return found

    def discard_draft(self, id: str, *, idempotency_key: str = "") -> None:
        """Put a draft away.

        Put a draft away.
        """
        self.ask("DELETE", f"/drafts/{self.quoted(id)}", idempotency_key=idempotency_key)

    def send_now(self, id: str, *, idempotency_key: str = "") -> shapes.Message:
        """Let an answer leave at once that waits for its time.

        Let an answer leave at once that waits for its time.
        """
        found: shapes.Message = self.ask(
            "POST", f"/drafts/{self.quoted(id)}/send-now", idempotency_key=idempotency_key
        )
        return found

    def take_back(self, id: str, *, idempotency_key: str = "") -> Pages[shapes.Draft]:
        """Make an answer that waits its writer's draft again; any colleague may.

        Make an answer that waits its writer's draft again; any colleague may.
        """
        return self.first_page(
            "POST", f"/drafts/{self.quoted(id)}/take-back", idempotency_key=idempotency_key
        )

    def restore_draft(self, id: str, *, idempotency_key: str = "") -> shapes.Draft:
        """Bring a draft back that was put away.

        Bring a draft back that was put away.
        """
        found: shapes.Draft = self.ask(
            "POST", f"/drafts/{self.quoted(id)}/restore", idempotency_key=idempotency_key
        )
        return found

    def get_file(self, id: str, *, fields: str | Unset = UNSET) -> shapes.File:
        """Get a file of a message or of a draft, or one that you put in, by its id, with a link to download it.

        Get a file of a message or of a draft, or one that you put in, by its id, with a link to download it.
        """
        found: shapes.File = self.ask("GET", f"/files/{self.quoted(id)}", query={"fields": fields})
        return found

    def put_file_in(self, *, content: bytes | BinaryIO, name: str, idempotency_key: str = "") -> shapes.File:
        """Put a file in, as it is or in a form, to be named in file_ids of answers, notes and drafts.

        The colleague of the token may name it for a day, as often as they like. What was named nowhere is
        removed within ten days.
        """
        found: shapes.File = self.ask(
            "POST", "/files", query={"name": name}, content=content, idempotency_key=idempotency_key
        )
        return found

    def find_conversations(
        self,
        *,
        q: str,
        limit: int | Unset = UNSET,
        fields: str | Unset = UNSET,
        parameters: Mapping[str, str] | None = None,
    ) -> Pages[shapes.Conversation]:
        """List the conversations in which one message, with its names and references, holds every word, the
        newest first.

        List the conversations in which one message, with its names and references, holds every word, the
        newest first.
        """
        return self.pages("/find", {"limit": limit, "q": q, "fields": fields}, parameters)

    def list_all_problems(
        self, *, fields: str | Unset = UNSET, parameters: Mapping[str, str] | None = None
    ) -> Pages[shapes.Problem]:
        """List the problems that are not solved, newest first, then the last that were.

        List the problems that are not solved, newest first, then the last that were.
        """
        return self.pages("/problems", {"fields": fields}, parameters)

    def open_problem(self, *, name: str, idempotency_key: str = "") -> shapes.Problem:
        """Open a problem, to which conversations can be linked.

        Open a problem, to which conversations can be linked.
        """
        found: shapes.Problem = self.ask(
            "POST", "/problems", body={"name": name}, idempotency_key=idempotency_key
        )
        return found

    def get_problem(self, id: str, *, fields: str | Unset = UNSET) -> shapes.Problem:
        """Get a problem.

        Get a problem.
        """
        found: shapes.Problem = self.ask("GET", f"/problems/{self.quoted(id)}", query={"fields": fields})
        return found

    def rename_problem(self, id: str, *, name: str, idempotency_key: str = "") -> shapes.Problem:
        """Give a problem another name.

        Give a problem another name.
        """
        found: shapes.Problem = self.ask(
            "PATCH", f"/problems/{self.quoted(id)}", body={"name": name}, idempotency_key=idempotency_key
        )
        return found

    def list_conversations_of_problem(
        self,
        id: str,
        *,
        limit: int | Unset = UNSET,
        fields: str | Unset = UNSET,
        parameters: Mapping[str, str] | None = None,
    ) -> Pages[shapes.Conversation]:
        """List the conversations of a problem, newest first.

        List the conversations of a problem, newest first.
        """
        return self.pages(
            f"/problems/{self.quoted(id)}/conversations", {"limit": limit, "fields": fields}, parameters
        )

    def link_conversation(
        self, id: str, *, problem_id: str | None, idempotency_key: str = "", if_match: str = ""
    ) -> shapes.Conversation:
        """Let a conversation belong to an open problem, or to none.

        Let a conversation belong to an open problem, or to none.
        """
        found: shapes.Conversation = self.ask(
            "POST",
            f"/conversations/{self.quoted(id)}/link",
            body={"problem_id": problem_id},
            idempotency_key=idempotency_key,
            if_match=if_match,
        )
        return found

    def check_answer(self, id: str, *, answer: dict[str, str], idempotency_key: str = "") -> shapes.Checked:
        """See whom an answer to all would reach now, and in which language.

        See whom an answer to all would reach now, and in which language.
        """
        found: shapes.Checked = self.ask(
            "POST",
            f"/problems/{self.quoted(id)}/check",
            body={"answer": answer},
            idempotency_key=idempotency_key,
        )
        return found

    def answer_problem(
        self,
        id: str,
        *,
        answer: dict[str, str],
        seen: str,
        resolution: Literal[
            "answer", "refund", "replacement", "redelivery", "credit", "repair", "apology", "other"
        ]
        | Unset = UNSET,
        idempotency_key: str = "",
    ) -> shapes.Problem:
        """Answer all conversations of a problem in a minute, each in its language, and solve them.

        Whoever wrote after what `seen` names is left to a person. `seen` comes from `check`.
        """
        found: shapes.Problem = self.ask(
            "POST",
            f"/problems/{self.quoted(id)}/answer",
            body={"answer": answer, "resolution": resolution, "seen": seen},
            idempotency_key=idempotency_key,
        )
        return found

    def stop_answering_problem(self, id: str, *, idempotency_key: str = "") -> shapes.Problem:
        """Keep an answer to all back, until the first one leaves.

        Keep an answer to all back, until the first one leaves.
        """
        found: shapes.Problem = self.ask(
            "POST", f"/problems/{self.quoted(id)}/stop", idempotency_key=idempotency_key
        )
        return found

    def solve_problem(self, id: str, *, idempotency_key: str = "") -> shapes.Problem:
        """Call a problem solved, without a word to anybody.

        Call a problem solved, without a word to anybody.
        """
        found: shapes.Problem = self.ask(
            "POST", f"/problems/{self.quoted(id)}/solve", idempotency_key=idempotency_key
        )
        return found

    def reopen_problem(self, id: str, *, idempotency_key: str = "") -> shapes.Problem:
        """Take a problem up again that was called solved.

        Take a problem up again that was called solved.
        """
        found: shapes.Problem = self.ask(
            "POST", f"/problems/{self.quoted(id)}/reopen", idempotency_key=idempotency_key
        )
        return found

    def list_grievances(
        self,
        *,
        limit: int | Unset = UNSET,
        state: Literal["", "open", "closed"] | Unset = UNSET,
        source: Literal["", "form", "staff", "nch"] | Unset = UNSET,
        outcome: Literal[
            "refund",
            "replacement",
            "repair",
            "return",
            "delivered",
            "put_right",
            "explained",
            "refused",
            "dismissed",
        ]
        | Literal[""]
        | Unset = UNSET,
        since: str | Unset | None = UNSET,
        until: str | Unset | None = UNSET,
        fields: str | Unset = UNSET,
        parameters: Mapping[str, str] | None = None,
    ) -> Pages[shapes.Grievance]:
        """List the register of grievances, the newest receipt first.

        List the register of grievances, the newest receipt first.
        """
        return self.pages(
            "/grievances",
            {
                "limit": limit,
                "state": state,
                "source": source,
                "outcome": outcome,
                "since": since,
                "until": until,
                "fields": fields,
            },
            parameters,
        )

    def get_grievance(self, id: str, *, fields: str | Unset = UNSET) -> shapes.Grievance:
        """Get a grievance.

        Get a grievance.
        """
        found: shapes.Grievance = self.ask("GET", f"/grievances/{self.quoted(id)}", query={"fields": fields})
        return found

    def open_grievance(
        self,
        id: str,
        *,
        source: Literal["staff", "nch"] | Unset = UNSET,
        cause: Literal["defective", "deficient", "spurious", "undescribed", "late", "money", "other"]
        | Unset = UNSET,
        reason: str | Unset = UNSET,
        received_at: str | Unset | None = UNSET,
        docket: str | Unset = UNSET,
        docket_due_at: str | Unset | None = UNSET,
        tells: bool | Unset = UNSET,
        idempotency_key: str = "",
    ) -> shapes.Grievance:
        """Make a conversation a grievance; its limits count from the first receipt.

        Make a conversation a grievance; its limits count from the first receipt.
        """
        found: shapes.Grievance = self.ask(
            "POST",
            f"/conversations/{self.quoted(id)}/grievance",
            body={
                "source": source,
                "cause": cause,
                "reason": reason,
                "received_at": received_at,
                "docket": docket,
                "docket_due_at": docket_due_at,
                "tells": tells,
            },
            idempotency_key=idempotency_key,
        )
        return found

    def tell_of_grievance(
        self, id: str, *, at: str | Unset | None = UNSET, idempotency_key: str = ""
    ) -> shapes.Grievance:
        """Write down that the customer was told in another way that it is here.

        Write down that the customer was told in another way that it is here.
        """
        found: shapes.Grievance = self.ask(
            "POST", f"/grievances/{self.quoted(id)}/told", body={"at": at}, idempotency_key=idempotency_key
        )
        return found

    def decide_grievance(
        self,
        id: str,
        *,
        outcome: Literal[
            "refund",
            "replacement",
            "repair",
            "return",
            "delivered",
            "put_right",
            "explained",
            "refused",
            "dismissed",
        ],
        refusal: Literal["elsewhere", "nothing", "time", "later", "kept", "force", "already"]
        | Literal[""]
        | Unset = UNSET,
        why: str | Unset = UNSET,
        words: str | Unset = UNSET,
        has_seen_warning: bool | Unset = UNSET,
        idempotency_key: str = "",
    ) -> shapes.Grievance:
        """Decide on a grievance and send the letter; a refusal that the rules speak against waits for a second
        person.

        Decide on a grievance and send the letter; a refusal that the rules speak against waits for a second
        person.
        """
        found: shapes.Grievance = self.ask(
            "POST",
            f"/grievances/{self.quoted(id)}/decide",
            body={
                "outcome": outcome,
                "refusal": refusal,
                "why": why,
                "words": words,
                "has_seen_warning": has_seen_warning,
            },
            idempotency_key=idempotency_key,
        )
        return found

    def agree_to_refusal(self, id: str, *, idempotency_key: str = "") -> shapes.Grievance:
        """Agree to a refusal that a colleague proposed, which sends its letter.

        Agree to a refusal that a colleague proposed, which sends its letter.
        """
        found: shapes.Grievance = self.ask(
            "POST", f"/grievances/{self.quoted(id)}/agree", idempotency_key=idempotency_key
        )
        return found

    def decline_refusal(self, id: str, *, idempotency_key: str = "") -> shapes.Grievance:
        """Say no to a refusal that was proposed.

        Say no to a refusal that was proposed.
        """
        found: shapes.Grievance = self.ask(
            "POST", f"/grievances/{self.quoted(id)}/decline", idempotency_key=idempotency_key
        )
        return found

    def reconsider_grievance(self, id: str, *, idempotency_key: str = "") -> shapes.Grievance:
        """Take a decision back; the limits are those that they always were.

        Take a decision back; the limits are those that they always were.
        """
        found: shapes.Grievance = self.ask(
            "POST", f"/grievances/{self.quoted(id)}/reconsider", idempotency_key=idempotency_key
        )
        return found

    def set_docket(
        self, id: str, *, docket: str, docket_due_at: str | Unset | None = UNSET, idempotency_key: str = ""
    ) -> shapes.Grievance:
        """Write down the docket of the National Consumer Helpline; the limits of the rules stay.

        Write down the docket of the National Consumer Helpline; the limits of the rules stay.
        """
        found: shapes.Grievance = self.ask(
            "POST",
            f"/grievances/{self.quoted(id)}/docket",
            body={"docket": docket, "docket_due_at": docket_due_at},
            idempotency_key=idempotency_key,
        )
        return found

    def erase_complainant(self, id: str, *, idempotency_key: str = "") -> shapes.Grievance:
        """Erase who complained from the register, thirty days after the decision.

        Erase who complained from the register, thirty days after the decision.
        """
        found: shapes.Grievance = self.ask(
            "POST", f"/grievances/{self.quoted(id)}/erase", idempotency_key=idempotency_key
        )
        return found

    def get_grievance_settings(self, *, fields: str | Unset = UNSET) -> shapes.GrievanceSettings:
        """Get what the page for grievances says, and everybody who ever answered for them.

        Get what the page for grievances says, and everybody who ever answered for them.
        """
        found: shapes.GrievanceSettings = self.ask("GET", "/grievance-settings", query={"fields": fields})
        return found

    def change_grievance_settings(
        self,
        *,
        is_open: bool | Unset | None = UNSET,
        legal_name: str | Unset | None = UNSET,
        headquarters: str | Unset | None = UNSET,
        branches: str | Unset | None = UNSET,
        care_email: str | Unset | None = UNSET,
        care_phone: str | Unset | None = UNSET,
        own_words: dict[str, str] | Unset | None = UNSET,
        word_hours: int | Unset | None = UNSET,
        redress_days: int | Unset | None = UNSET,
        word_notices: Sequence[int] | Unset | None = UNSET,
        redress_notices: Sequence[int] | Unset | None = UNSET,
        docket_notices: Sequence[int] | Unset | None = UNSET,
        idempotency_key: str = "",
    ) -> shapes.GrievanceSettings:
        """Change what the page for grievances says, or whether customers see it.

        Change what the page for grievances says, or whether customers see it.
        """
        found: shapes.GrievanceSettings = self.ask(
            "PATCH",
            "/grievance-settings",
            body={
                "is_open": is_open,
                "legal_name": legal_name,
                "headquarters": headquarters,
                "branches": branches,
                "care_email": care_email,
                "care_phone": care_phone,
                "own_words": own_words,
                "word_hours": word_hours,
                "redress_days": redress_days,
                "word_notices": word_notices,
                "redress_notices": redress_notices,
                "docket_notices": docket_notices,
            },
            idempotency_key=idempotency_key,
        )
        return found

    def appoint_officer(
        self,
        *,
        name: str,
        designation: str,
        email: str | Unset = UNSET,
        phone: str | Unset = UNSET,
        member_id: str | Unset | None = UNSET,
        idempotency_key: str = "",
    ) -> shapes.Officer:
        """Name who answers for grievances from now on; who did before is kept with their time.

        Name who answers for grievances from now on; who did before is kept with their time.
        """
        found: shapes.Officer = self.ask(
            "POST",
            "/grievance-settings/officer",
            body={
                "name": name,
                "designation": designation,
                "email": email,
                "phone": phone,
                "member_id": member_id,
            },
            idempotency_key=idempotency_key,
        )
        return found

    def list_checklists_of_conversation(
        self, id: str, *, fields: str | Unset = UNSET, parameters: Mapping[str, str] | None = None
    ) -> Pages[shapes.Checklist]:
        """List the checklists of a conversation, that of its own last.

        List the checklists of a conversation, that of its own last.
        """
        return self.pages(f"/conversations/{self.quoted(id)}/checklists", {"fields": fields}, parameters)

    def put_checklist_on_conversation(
        self, id: str, *, checklist_id: str, idempotency_key: str = "", if_match: str = ""
    ) -> Pages[shapes.Checklist]:
        """Put a checklist of the shop on a conversation, as it is written now.

        Put a checklist of the shop on a conversation, as it is written now.
        """
        return self.first_page(
            "POST",
            f"/conversations/{self.quoted(id)}/checklists",
            body={"checklist_id": checklist_id},
            idempotency_key=idempotency_key,
            if_match=if_match,
        )

    def tick_checklist_items(
        self,
        id: str,
        *,
        done: Sequence[str] | Unset = UNSET,
        undone: Sequence[str] | Unset = UNSET,
        idempotency_key: str = "",
        if_match: str = "",
    ) -> Pages[shapes.Checklist]:
        """Call items of a conversation done, or open again.

        Call items of a conversation done, or open again.
        """
        return self.first_page(
            "POST",
            f"/conversations/{self.quoted(id)}/tick",
            body={"done": done, "undone": undone},
            idempotency_key=idempotency_key,
            if_match=if_match,
        )

    def untick_checklist_items(
        self,
        id: str,
        *,
        done: Sequence[str] | Unset = UNSET,
        undone: Sequence[str] | Unset = UNSET,
        idempotency_key: str = "",
        if_match: str = "",
    ) -> Pages[shapes.Checklist]:
        """Take back what a tick changed, but for what somebody has changed since.

        Take back what a tick changed, but for what somebody has changed since.
        """
        return self.first_page(
            "POST",
            f"/conversations/{self.quoted(id)}/tick/undo",
            body={"done": done, "undone": undone},
            idempotency_key=idempotency_key,
            if_match=if_match,
        )

    def add_checklist_item(
        self, id: str, *, words: str, idempotency_key: str = "", if_match: str = ""
    ) -> Pages[shapes.Checklist]:
        """Add something that is to be done in this conversation alone.

        Add something that is to be done in this conversation alone.
        """
        return self.first_page(
            "POST",
            f"/conversations/{self.quoted(id)}/items",
            body={"words": words},
            idempotency_key=idempotency_key,
            if_match=if_match,
        )

    def remove_checklist_item(self, id: str, *, idempotency_key: str = "") -> None:
        """Take an item off its conversation.

        Take an item off its conversation.
        """
        self.ask("DELETE", f"/items/{self.quoted(id)}", idempotency_key=idempotency_key)

    def restore_checklist_item(self, id: str, *, idempotency_key: str = "") -> None:
        """Put an item back that was taken off.

        Put an item back that was taken off.
        """
        self.ask("POST", f"/items/{self.quoted(id)}/restore", idempotency_key=idempotency_key)

    def take_checklist_off_conversation(self, id: str, *, idempotency_key: str = "") -> None:
        """Take a checklist off its conversation, with all that is ticked on it.

        Take a checklist off its conversation, with all that is ticked on it.
        """
        self.ask("DELETE", f"/conversation-checklists/{self.quoted(id)}", idempotency_key=idempotency_key)

    def restore_checklist_of_conversation(self, id: str, *, idempotency_key: str = "") -> None:
        """Put a checklist back on that was taken off, as it was.

        Put a checklist back on that was taken off, as it was.
        """
        self.ask(
            "POST", f"/conversation-checklists/{self.quoted(id)}/restore", idempotency_key=idempotency_key
        )

    def list_fields_of_conversation(
        self, id: str, *, fields: str | Unset = UNSET, parameters: Mapping[str, str] | None = None
    ) -> Pages[shapes.KnownField]:
        """List what the shop's own fields know of a conversation, those with nothing too.

        List what the shop's own fields know of a conversation, those with nothing too.
        """
        return self.pages(f"/conversations/{self.quoted(id)}/fields", {"fields": fields}, parameters)

    def fill_conversation(
        self,
        id: str,
        *,
        values: dict[str, str],
        was: dict[str, str] | Unset | None = UNSET,
        idempotency_key: str = "",
        if_match: str = "",
    ) -> shapes.Filled:
        """Write what is known of a conversation.

        Write what is known of a conversation.
        """
        found: shapes.Filled = self.ask(
            "PATCH",
            f"/conversations/{self.quoted(id)}/fields",
            body={"values": values, "was": was},
            idempotency_key=idempotency_key,
            if_match=if_match,
        )
        return found

    def unfill_conversation(
        self, id: str, *, versions: dict[str, int], idempotency_key: str = "", if_match: str = ""
    ) -> shapes.Filled:
        """Undo the changes that made these versions; where somebody has changed one since: 409.

        Undo the changes that made these versions; where somebody has changed one since: 409.
        """
        found: shapes.Filled = self.ask(
            "POST",
            f"/conversations/{self.quoted(id)}/fields/undo",
            body={"versions": versions},
            idempotency_key=idempotency_key,
            if_match=if_match,
        )
        return found

    def list_fields_of_customer(
        self, id: str, *, fields: str | Unset = UNSET, parameters: Mapping[str, str] | None = None
    ) -> Pages[shapes.KnownField]:
        """List what the shop's own fields know of a customer.

        List what the shop's own fields know of a customer.
        """
        return self.pages(f"/customers/{self.quoted(id)}/fields", {"fields": fields}, parameters)

    def fill_customer(
        self,
        id: str,
        *,
        values: dict[str, str],
        was: dict[str, str] | Unset | None = UNSET,
        idempotency_key: str = "",
    ) -> shapes.Filled:
        """Write what is known of a customer.

        Write what is known of a customer.
        """
        found: shapes.Filled = self.ask(
            "PATCH",
            f"/customers/{self.quoted(id)}/fields",
            body={"values": values, "was": was},
            idempotency_key=idempotency_key,
        )
        return found

    def unfill_customer(
        self, id: str, *, versions: dict[str, int], idempotency_key: str = ""
    ) -> shapes.Filled:
        """Undo the changes that made these versions; where somebody has changed one since: 409.

        Undo the changes that made these versions; where somebody has changed one since: 409.
        """
        found: shapes.Filled = self.ask(
            "POST",
            f"/customers/{self.quoted(id)}/fields/undo",
            body={"versions": versions},
            idempotency_key=idempotency_key,
        )
        return found

    def list_questions_of_conversation(
        self, id: str, *, fields: str | Unset = UNSET, parameters: Mapping[str, str] | None = None
    ) -> Pages[shapes.Question]:
        """List what was asked aside in a conversation, newest first.

        List what was asked aside in a conversation, newest first.
        """
        return self.pages(f"/conversations/{self.quoted(id)}/questions", {"fields": fields}, parameters)

    def ask_aside(
        self,
        id: str,
        *,
        text: str,
        due_at: str,
        outsider_id: str | Unset | None = UNSET,
        outsider: Mapping[str, Any] | Unset | None = UNSET,
        message_ids: Sequence[str] | Unset = UNSET,
        attachment_ids: Sequence[str] | Unset = UNSET,
        is_mailed: bool | Unset = UNSET,
        idempotency_key: str = "",
        if_match: str = "",
    ) -> shapes.Question:
        """Ask somebody outside, who answers by link until the question is closed.

        Ask somebody outside, who answers by link until the question is closed.
        """
        found: shapes.Question = self.ask(
            "POST",
            f"/conversations/{self.quoted(id)}/questions",
            body={
                "outsider_id": outsider_id,
                "outsider": outsider,
                "text": text,
                "due_at": due_at,
                "message_ids": message_ids,
                "attachment_ids": attachment_ids,
                "is_mailed": is_mailed,
            },
            idempotency_key=idempotency_key,
            if_match=if_match,
        )
        return found

    def get_question(self, id: str, *, fields: str | Unset = UNSET) -> shapes.Question:
        """Get a question, and how it stands.

        Get a question, and how it stands.
        """
        found: shapes.Question = self.ask("GET", f"/questions/{self.quoted(id)}", query={"fields": fields})
        return found

    def end_question(self, id: str, *, idempotency_key: str = "") -> shapes.Question:
        """Take a question back, or close one that was answered.

        Take a question back, or close one that was answered.
        """
        found: shapes.Question = self.ask(
            "POST", f"/questions/{self.quoted(id)}/end", idempotency_key=idempotency_key
        )
        return found

    def resume_question(self, id: str, *, idempotency_key: str = "") -> shapes.Question:
        """Let a question that was ended be answered again.

        Let a question that was ended be answered again.
        """
        found: shapes.Question = self.ask(
            "POST", f"/questions/{self.quoted(id)}/resume", idempotency_key=idempotency_key
        )
        return found

    def list_outsiders(
        self, *, fields: str | Unset = UNSET, parameters: Mapping[str, str] | None = None
    ) -> Pages[shapes.Outsider]:
        """List the book of those outside, who was asked last first.

        List the book of those outside, who was asked last first.
        """
        return self.pages("/outsiders", {"fields": fields}, parameters)

    def add_outsider(
        self,
        *,
        name: str,
        kind: Literal["packer", "workshop", "supplier", "courier", "other"] | Unset = UNSET,
        language: Literal["en", "hi", "gu"] | Unset = UNSET,
        address: str | Unset = UNSET,
        idempotency_key: str = "",
    ) -> shapes.Outsider:
        """Write somebody into the book; who has the address already is found there.

        Write somebody into the book; who has the address already is found there.
        """
        found: shapes.Outsider = self.ask(
            "POST",
            "/outsiders",
            body={"name": name, "kind": kind, "language": language, "address": address},
            idempotency_key=idempotency_key,
        )
        return found

    def get_outsider(self, id: str, *, fields: str | Unset = UNSET) -> shapes.Outsider:
        """Get somebody of the book.

        Get somebody of the book.
        """
        found: shapes.Outsider = self.ask("GET", f"/outsiders/{self.quoted(id)}", query={"fields": fields})
        return found

    def change_outsider(
        self,
        id: str,
        *,
        name: str,
        kind: Literal["packer", "workshop", "supplier", "courier", "other"] | Unset = UNSET,
        language: Literal["en", "hi", "gu"] | Unset = UNSET,
        address: str | Unset = UNSET,
        idempotency_key: str = "",
    ) -> shapes.Outsider:
        """Change what the book says of somebody.

        Change what the book says of somebody.
        """
        found: shapes.Outsider = self.ask(
            "PUT",
            f"/outsiders/{self.quoted(id)}",
            body={"name": name, "kind": kind, "language": language, "address": address},
            idempotency_key=idempotency_key,
        )
        return found

    def remove_outsider(self, id: str, *, idempotency_key: str = "") -> None:
        """Take somebody out of the book; what they were asked stands.

        Take somebody out of the book; what they were asked stands.
        """
        self.ask("DELETE", f"/outsiders/{self.quoted(id)}", idempotency_key=idempotency_key)

    def restore_outsider(self, id: str, *, idempotency_key: str = "") -> shapes.Outsider:
        """Put somebody back into the book.

        Put somebody back into the book.
        """
        found: shapes.Outsider = self.ask(
            "POST", f"/outsiders/{self.quoted(id)}/restore", idempotency_key=idempotency_key
        )
        return found

    def start_sweep(
        self,
        *,
        conversation_ids: Sequence[str],
        deed: Literal["assign", "tag", "untag", "prioritize", "snooze", "solve", "reopen", "spam", "wanted"],
        member_id: str | Unset | None = UNSET,
        reason: Literal["", "knows", "language", "decides", "away", "load", "other"] | Unset = UNSET,
        words: str | Unset = UNSET,
        summary: str | Unset = UNSET,
        tag: str | Unset = UNSET,
        priority: Literal["normal", "high", "urgent"] | Unset = UNSET,
        until: str | Unset | None = UNSET,
        resolution: Literal[
            "answer", "refund", "replacement", "redelivery", "credit", "repair", "apology", "other"
        ]
        | Unset = UNSET,
        is_quiet: bool | Unset = UNSET,
        idempotency_key: str = "",
    ) -> shapes.Sweep:
        """Do one thing to up to 1,000 conversations; what it cannot be done to is left out and counted.

        Do one thing to up to 1,000 conversations; what it cannot be done to is left out and counted.
        """
        found: shapes.Sweep = self.ask(
            "POST",
            "/sweeps",
            body={
                "conversation_ids": conversation_ids,
                "deed": deed,
                "member_id": member_id,
                "reason": reason,
                "words": words,
                "summary": summary,
                "tag": tag,
                "priority": priority,
                "until": until,
                "resolution": resolution,
                "is_quiet": is_quiet,
            },
            idempotency_key=idempotency_key,
        )
        return found

    def get_sweep(self, id: str, *, fields: str | Unset = UNSET) -> shapes.Sweep:
        """Get how far a sweep of one's own, or its undo, has come.

        Get how far a sweep of one's own, or its undo, has come.
        """
        found: shapes.Sweep = self.ask("GET", f"/sweeps/{self.quoted(id)}", query={"fields": fields})
        return found

    def undo_sweep(self, id: str, *, idempotency_key: str = "") -> shapes.Sweep:
        """Put all conversations of a sweep back as they stood, but those that somebody changed since.

        Put all conversations of a sweep back as they stood, but those that somebody changed since.
        """
        found: shapes.Sweep = self.ask(
            "POST", f"/sweeps/{self.quoted(id)}/undo", idempotency_key=idempotency_key
        )
        return found

    def list_views(
        self, *, fields: str | Unset = UNSET, parameters: Mapping[str, str] | None = None
    ) -> Pages[shapes.View]:
        """List one's own views, then those of the team.

        List one's own views, then those of the team.
        """
        return self.pages("/views", {"fields": fields}, parameters)

    def save_view(
        self,
        *,
        name: str,
        queue: Literal["now", "risk", "promised", "mine", "called", "customer", "snoozed", "solved", "spam"],
        filters: dict[str, str] | Unset = UNSET,
        is_shared: bool | Unset = UNSET,
        idempotency_key: str = "",
    ) -> shapes.View:
        """Save a queue with filters under a name; a filter that there is not, or a value that is none, is left
        out.

        Save a queue with filters under a name; a filter that there is not, or a value that is none, is left
        out.
        """
        found: shapes.View = self.ask(
            "POST",
            "/views",
            body={"name": name, "queue": queue, "filters": filters, "is_shared": is_shared},
            idempotency_key=idempotency_key,
        )
        return found

    def get_view(self, id: str, *, fields: str | Unset = UNSET) -> shapes.View:
        """Get a view.

        Get a view.
        """
        found: shapes.View = self.ask("GET", f"/views/{self.quoted(id)}", query={"fields": fields})
        return found

    def rename_view(
        self, id: str, *, name: str, idempotency_key: str = "", if_match: str = ""
    ) -> shapes.View:
        """Give a view another name.

        Give a view another name.
        """
        found: shapes.View = self.ask(
            "PATCH",
            f"/views/{self.quoted(id)}",
            body={"name": name},
            idempotency_key=idempotency_key,
            if_match=if_match,
        )
        return found

    def delete_view(self, id: str, *, idempotency_key: str = "", if_match: str = "") -> None:
        """Put a view away; for 30 days it can be brought back.

        Put a view away; for 30 days it can be brought back.
        """
        self.ask("DELETE", f"/views/{self.quoted(id)}", idempotency_key=idempotency_key, if_match=if_match)

    def move_view(
        self, id: str, *, to: Literal["up", "down"], idempotency_key: str = "", if_match: str = ""
    ) -> None:
        """Let a view change places with the one before or after it.

        Let a view change places with the one before or after it.
        """
        self.ask(
            "POST",
            f"/views/{self.quoted(id)}/move",
            body={"to": to},
            idempotency_key=idempotency_key,
            if_match=if_match,
        )

    def restore_view(self, id: str, *, idempotency_key: str = "") -> shapes.View:
        """Bring a deleted view back to its place.

        Bring a deleted view back to its place.
        """
        found: shapes.View = self.ask(
            "POST", f"/views/{self.quoted(id)}/restore", idempotency_key=idempotency_key
        )
        return found

    def list_saved_replies(
        self, *, fields: str | Unset = UNSET, parameters: Mapping[str, str] | None = None
    ) -> Pages[shapes.SavedReply]:
        """List the saved replies that one may use, by folder and name.

        List the saved replies that one may use, by folder and name.
        """
        return self.pages("/saved_replies", {"fields": fields}, parameters)

    def add_saved_reply(
        self,
        *,
        name: str,
        texts: dict[str, str] | Unset = UNSET,
        folder: str | Unset = UNSET,
        language: Literal["en", "hi", "gu"] | Unset = UNSET,
        is_mine: bool | Unset = UNSET,
        tags_on: Sequence[str] | Unset = UNSET,
        tags_off: Sequence[str] | Unset = UNSET,
        becomes: Literal["", "solved", "pending"] | Unset = UNSET,
        priority: Literal["", "normal", "high", "urgent"] | Unset = UNSET,
        assigns: Literal["", "me", "nobody", "colleague"] | Unset = UNSET,
        member_id: str | Unset | None = UNSET,
        checklist_id: str | Unset | None = UNSET,
        idempotency_key: str = "",
    ) -> shapes.SavedReply:
        """Save a reply, for everybody or for oneself.

        Save a reply, for everybody or for oneself.
        """
        found: shapes.SavedReply = self.ask(
            "POST",
            "/saved_replies",
            body={
                "name": name,
                "texts": texts,
                "folder": folder,
                "language": language,
                "is_mine": is_mine,
                "tags_on": tags_on,
                "tags_off": tags_off,
                "becomes": becomes,
                "priority": priority,
                "assigns": assigns,
                "member_id": member_id,
                "checklist_id": checklist_id,
            },
            idempotency_key=idempotency_key,
        )
        return found

    def get_saved_reply(self, id: str, *, fields: str | Unset = UNSET) -> shapes.SavedReply:
        """Get a saved reply.

        Get a saved reply.
        """
        found: shapes.SavedReply = self.ask(
            "GET", f"/saved_replies/{self.quoted(id)}", query={"fields": fields}
        )
        return found

    def change_saved_reply(
        self,
        id: str,
        *,
        name: str | Unset | None = UNSET,
        texts: dict[str, str] | Unset | None = UNSET,
        folder: str | Unset | None = UNSET,
        language: Literal["en", "hi", "gu"] | Unset | None = UNSET,
        is_mine: bool | Unset | None = UNSET,
        tags_on: Sequence[str] | Unset | None = UNSET,
        tags_off: Sequence[str] | Unset | None = UNSET,
        becomes: Literal["", "solved", "pending"] | Unset | None = UNSET,
        priority: Literal["", "normal", "high", "urgent"] | Unset | None = UNSET,
        assigns: Literal["", "me", "nobody", "colleague"] | Unset | None = UNSET,
        member_id: str | Unset | None = UNSET,
        checklist_id: str | Unset | None = UNSET,
        fits: Sequence[Literal["en", "hi", "gu"]] | Unset = UNSET,
        idempotency_key: str = "",
        if_match: str = "",
    ) -> shapes.SavedReply:
        """Change a saved reply.

        Change a saved reply.
        """
        found: shapes.SavedReply = self.ask(
            "PATCH",
            f"/saved_replies/{self.quoted(id)}",
            body={
                "name": name,
                "texts": texts,
                "folder": folder,
                "language": language,
                "is_mine": is_mine,
                "tags_on": tags_on,
                "tags_off": tags_off,
                "becomes": becomes,
                "priority": priority,
                "assigns": assigns,
                "member_id": member_id,
                "checklist_id": checklist_id,
                "fits": fits,
            },
            idempotency_key=idempotency_key,
            if_match=if_match,
        )
        return found

    def remove_saved_reply(self, id: str, *, idempotency_key: str = "", if_match: str = "") -> None:
        """Take a saved reply away; for 30 days it can be brought back.

        Take a saved reply away; for 30 days it can be brought back.
        """
        self.ask(
            "DELETE", f"/saved_replies/{self.quoted(id)}", idempotency_key=idempotency_key, if_match=if_match
        )

    def restore_saved_reply(self, id: str, *, idempotency_key: str = "") -> shapes.SavedReply:
        """Bring a saved reply back that was taken away.

        Bring a saved reply back that was taken away.
        """
        found: shapes.SavedReply = self.ask(
            "POST", f"/saved_replies/{self.quoted(id)}/restore", idempotency_key=idempotency_key
        )
        return found

    def bring_saved_replies(
        self,
        *,
        csv: str,
        is_mine: bool | Unset = UNSET,
        dry_run: bool | Unset = UNSET,
        idempotency_key: str = "",
    ) -> shapes.Brought:
        """Bring saved replies in from a CSV file: a name that is there already is changed, a line in trouble
        does nothing.

        Bring saved replies in from a CSV file: a name that is there already is changed, a line in trouble
        does nothing.
        """
        found: shapes.Brought = self.ask(
            "POST",
            "/saved_replies/import",
            body={"csv": csv, "is_mine": is_mine, "dry_run": dry_run},
            idempotency_key=idempotency_key,
        )
        return found

    def run_macro(
        self, id: str, *, saved_reply_id: str, idempotency_key: str = "", if_match: str = ""
    ) -> shapes.MacroRun:
        """Do at once what goes with a saved reply that has no words.

        Do at once what goes with a saved reply that has no words.
        """
        found: shapes.MacroRun = self.ask(
            "POST",
            f"/conversations/{self.quoted(id)}/run_macro",
            body={"saved_reply_id": saved_reply_id},
            idempotency_key=idempotency_key,
            if_match=if_match,
        )
        return found

    def get_macro_run(self, id: str, *, fields: str | Unset = UNSET) -> shapes.MacroRun:
        """Get a macro that was run.

        Get a macro that was run.
        """
        found: shapes.MacroRun = self.ask("GET", f"/macro_runs/{self.quoted(id)}", query={"fields": fields})
        return found

    def undo_macro(self, id: str, *, idempotency_key: str = "") -> None:
        """Undo what a macro did, but for what somebody has changed since.

        Undo what a macro did, but for what somebody has changed since.
        """
        self.ask("POST", f"/macro_runs/{self.quoted(id)}/undo", idempotency_key=idempotency_key)

    def list_checklists(
        self,
        *,
        removed: bool | Unset = UNSET,
        fields: str | Unset = UNSET,
        parameters: Mapping[str, str] | None = None,
    ) -> Pages[shapes.ShopChecklist]:
        """List the checklists in their order.

        `removed=true` lists those that were removed and can be restored.
        """
        return self.pages("/checklists", {"removed": removed, "fields": fields}, parameters)

    def add_checklist(
        self,
        *,
        names: dict[str, str],
        items: Sequence[dict[str, str]],
        is_required: bool | Unset = UNSET,
        idempotency_key: str = "",
    ) -> shapes.ShopChecklist:
        """Write a checklist, last in their order.

        Write a checklist, last in their order.
        """
        found: shapes.ShopChecklist = self.ask(
            "POST",
            "/checklists",
            body={"names": names, "items": items, "is_required": is_required},
            idempotency_key=idempotency_key,
        )
        return found

    def get_checklist(self, id: str, *, fields: str | Unset = UNSET) -> shapes.ShopChecklist:
        """Get a checklist.

        Get a checklist.
        """
        found: shapes.ShopChecklist = self.ask(
            "GET", f"/checklists/{self.quoted(id)}", query={"fields": fields}
        )
        return found

    def change_checklist(
        self,
        id: str,
        *,
        names: dict[str, str] | Unset | None = UNSET,
        items: Sequence[dict[str, str]] | Unset | None = UNSET,
        is_required: bool | Unset | None = UNSET,
        idempotency_key: str = "",
        if_match: str = "",
    ) -> shapes.ShopChecklist:
        """Change a checklist; conversations that have it keep it as it was.

        Change a checklist; conversations that have it keep it as it was.
        """
        found: shapes.ShopChecklist = self.ask(
            "PATCH",
            f"/checklists/{self.quoted(id)}",
            body={"names": names, "items": items, "is_required": is_required},
            idempotency_key=idempotency_key,
            if_match=if_match,
        )
        return found

    def remove_checklist(self, id: str, *, idempotency_key: str = "", if_match: str = "") -> None:
        """Take a checklist away; for 30 days it can come back, and conversations keep theirs.

        Take a checklist away; for 30 days it can come back, and conversations keep theirs.
        """
        self.ask(
            "DELETE", f"/checklists/{self.quoted(id)}", idempotency_key=idempotency_key, if_match=if_match
        )

    def move_checklist(
        self, id: str, *, to: Literal["up", "down"], idempotency_key: str = "", if_match: str = ""
    ) -> None:
        """Let a checklist change places with the one before or after it.

        Let a checklist change places with the one before or after it.
        """
        self.ask(
            "POST",
            f"/checklists/{self.quoted(id)}/move",
            body={"to": to},
            idempotency_key=idempotency_key,
            if_match=if_match,
        )

    def restore_checklist(self, id: str, *, idempotency_key: str = "") -> shapes.ShopChecklist:
        """Bring a removed checklist back.

        Bring a removed checklist back.
        """
        found: shapes.ShopChecklist = self.ask(
            "POST", f"/checklists/{self.quoted(id)}/restore", idempotency_key=idempotency_key
        )
        return found

    def list_exports(
        self, *, fields: str | Unset = UNSET, parameters: Mapping[str, str] | None = None
    ) -> Pages[shapes.Export]:
        """List the ten newest exports.

        List the ten newest exports.
        """
        return self.pages("/exports", {"fields": fields}, parameters)

    def run_export(self, *, idempotency_key: str = "") -> shapes.Export:
        """Have everything of the shop written into a file.

        It is made in the background; while one is being made there is no second: 409.
        """
        found: shapes.Export = self.ask("POST", "/exports", idempotency_key=idempotency_key)
        return found

    def get_export(self, id: str, *, fields: str | Unset = UNSET) -> shapes.Export:
        """Get an export, to see how far it is.

        Get an export, to see how far it is.
        """
        found: shapes.Export = self.ask("GET", f"/exports/{self.quoted(id)}", query={"fields": fields})
        return found

    def remove_export(self, id: str, *, idempotency_key: str = "") -> None:
        """Delete the file of an export now.

        Delete the file of an export now.
        """
        self.ask("DELETE", f"/exports/{self.quoted(id)}", idempotency_key=idempotency_key)

    def fetch_export(self, id: str, *, idempotency_key: str = "") -> shapes.Link:
        """Get a link to the file of an export, which works for ten minutes. That it was fetched stands in the
        audit.

        Get a link to the file of an export, which works for ten minutes. That it was fetched stands in the
        audit.
        """
        found: shapes.Link = self.ask(
            "POST", f"/exports/{self.quoted(id)}/fetch", idempotency_key=idempotency_key
        )
        return found

    def list_fields(
        self,
        *,
        removed: bool | Unset = UNSET,
        fields: str | Unset = UNSET,
        parameters: Mapping[str, str] | None = None,
    ) -> Pages[shapes.Field]:
        """List the fields in their order, those on hold too.

        `removed=true` lists those that were removed and can be restored.
        """
        return self.pages("/fields", {"removed": removed, "fields": fields}, parameters)

    def add_field(
        self,
        *,
        about: Literal["conversation", "customer"],
        kind: Literal["text", "long", "number", "yesno", "date", "one", "several", "link"],
        names: dict[str, str],
        unit: str | Unset = UNSET,
        least: float | str | Unset | None = UNSET,
        most: float | str | Unset | None = UNSET,
        options: Sequence[dict[str, str]] | Unset = UNSET,
        is_required: bool | Unset = UNSET,
        idempotency_key: str = "",
    ) -> shapes.Field:
        """Add a field, last in its order.

        Add a field, last in its order.
        """
        found: shapes.Field = self.ask(
            "POST",
            "/fields",
            body={
                "about": about,
                "kind": kind,
                "names": names,
                "unit": unit,
                "least": least,
                "most": most,
                "options": options,
                "is_required": is_required,
            },
            idempotency_key=idempotency_key,
        )
        return found

    def get_field(self, id: str, *, fields: str | Unset = UNSET) -> shapes.Field:
        """Get a field.

        Get a field.
        """
        found: shapes.Field = self.ask("GET", f"/fields/{self.quoted(id)}", query={"fields": fields})
        return found

    def change_field(
        self,
        id: str,
        *,
        names: dict[str, str] | Unset | None = UNSET,
        unit: str | Unset | None = UNSET,
        least: float | str | Unset | None = UNSET,
        most: float | str | Unset | None = UNSET,
        options: Sequence[dict[str, str]] | Unset | None = UNSET,
        is_required: bool | Unset | None = UNSET,
        idempotency_key: str = "",
        if_match: str = "",
    ) -> shapes.Field:
        """Change all of a field but what it is about, its kind and its key: values are kept by those.

        Change all of a field but what it is about, its kind and its key: values are kept by those.
        """
        found: shapes.Field = self.ask(
            "PATCH",
            f"/fields/{self.quoted(id)}",
            body={
                "names": names,
                "unit": unit,
                "least": least,
                "most": most,
                "options": options,
                "is_required": is_required,
            },
            idempotency_key=idempotency_key,
            if_match=if_match,
        )
        return found

    def remove_field(self, id: str, *, idempotency_key: str = "", if_match: str = "") -> None:
        """Take a field away; for 30 days it comes back with its values.

        Take a field away; for 30 days it comes back with its values.
        """
        self.ask("DELETE", f"/fields/{self.quoted(id)}", idempotency_key=idempotency_key, if_match=if_match)

    def move_field(
        self, id: str, *, to: Literal["up", "down"], idempotency_key: str = "", if_match: str = ""
    ) -> None:
        """Let a field change places with the one before or after it.

        Let a field change places with the one before or after it.
        """
        self.ask(
            "POST",
            f"/fields/{self.quoted(id)}/move",
            body={"to": to},
            idempotency_key=idempotency_key,
            if_match=if_match,
        )

    def hold_field(self, id: str, *, idempotency_key: str = "", if_match: str = "") -> shapes.Field:
        """Neither ask nor show a field for now; its values are kept.

        Neither ask nor show a field for now; its values are kept.
        """
        found: shapes.Field = self.ask(
            "POST", f"/fields/{self.quoted(id)}/hold", idempotency_key=idempotency_key, if_match=if_match
        )
        return found

    def resume_field(self, id: str, *, idempotency_key: str = "", if_match: str = "") -> shapes.Field:
        """Ask and show a field again.

        Ask and show a field again.
        """
        found: shapes.Field = self.ask(
            "POST", f"/fields/{self.quoted(id)}/resume", idempotency_key=idempotency_key, if_match=if_match
        )
        return found

    def restore_field(self, id: str, *, idempotency_key: str = "") -> shapes.Field:
        """Bring a removed field back with its values.

        Bring a removed field back with its values.
        """
        found: shapes.Field = self.ask(
            "POST", f"/fields/{self.quoted(id)}/restore", idempotency_key=idempotency_key
        )
        return found

    def list_imports(
        self, *, fields: str | Unset = UNSET, parameters: Mapping[str, str] | None = None
    ) -> Pages[shapes.Import]:
        """List the files of other help desks, the newest first: twenty at most.

        List the files of other help desks, the newest first: twenty at most.
        """
        return self.pages("/imports", {"fields": fields}, parameters)

    def begin_import(
        self, *, content: bytes | BinaryIO, name: str, idempotency_key: str = ""
    ) -> shapes.Import:
        """Bring an export of another help desk, which is looked through first; nothing comes in yet.

        Bring an export of another help desk, which is looked through first; nothing comes in yet.
        """
        found: shapes.Import = self.ask(
            "POST", "/imports", query={"name": name}, content=content, idempotency_key=idempotency_key
        )
        return found

    def get_import(self, id: str, *, fields: str | Unset = UNSET) -> shapes.Import:
        """Get a file and how far it is.

        Get a file and how far it is.
        """
        found: shapes.Import = self.ask("GET", f"/imports/{self.quoted(id)}", query={"fields": fields})
        return found

    def list_remarks(
        self, id: str, *, fields: str | Unset = UNSET, parameters: Mapping[str, str] | None = None
    ) -> Pages[shapes.ImportRemark]:
        """List the first twenty things that are not taken over as they are.

        List the first twenty things that are not taken over as they are.
        """
        return self.pages(f"/imports/{self.quoted(id)}/remarks", {"fields": fields}, parameters)

    def check_import(
        self,
        id: str,
        *,
        account_id: str | Unset | None = UNSET,
        agents: dict[str, str | None] | Unset = UNSET,
        statuses: dict[str, Literal["solved", "pending", "open", "out"]] | Unset = UNSET,
        tags: dict[str, str] | Unset = UNSET,
        fields: dict[str, str | None] | Unset = UNSET,
        channels: dict[str, str] | Unset = UNSET,
        idempotency_key: str = "",
        if_match: str = "",
    ) -> shapes.Import:
        """Say what becomes of the other desk's words, and have the file checked; nothing comes in yet.

        Say what becomes of the other desk's words, and have the file checked; nothing comes in yet.
        """
        found: shapes.Import = self.ask(
            "POST",
            f"/imports/{self.quoted(id)}/check",
            body={
                "account_id": account_id,
                "agents": agents,
                "statuses": statuses,
                "tags": tags,
                "fields": fields,
                "channels": channels,
            },
            idempotency_key=idempotency_key,
            if_match=if_match,
        )
        return found

    def bring_import_in(self, id: str, *, idempotency_key: str = "", if_match: str = "") -> shapes.Import:
        """Have a checked file come in, silently; what is here already is not doubled.

        Have a checked file come in, silently; what is here already is not doubled.
        """
        found: shapes.Import = self.ask(
            "POST", f"/imports/{self.quoted(id)}/bring-in", idempotency_key=idempotency_key, if_match=if_match
        )
        return found

    def pause_import(self, id: str, *, idempotency_key: str = "", if_match: str = "") -> shapes.Import:
        """Let what comes in stop after the part that is being written.

        Let what comes in stop after the part that is being written.
        """
        found: shapes.Import = self.ask(
            "POST", f"/imports/{self.quoted(id)}/pause", idempotency_key=idempotency_key, if_match=if_match
        )
        return found

    def resume_import(self, id: str, *, idempotency_key: str = "", if_match: str = "") -> shapes.Import:
        """Let what was paused go on.

        Let what was paused go on.
        """
        found: shapes.Import = self.ask(
            "POST", f"/imports/{self.quoted(id)}/resume", idempotency_key=idempotency_key, if_match=if_match
        )
        return found

    def list_members(
        self,
        *,
        former: bool | Unset = UNSET,
        fields: str | Unset = UNSET,
        parameters: Mapping[str, str] | None = None,
    ) -> Pages[shapes.Member]:
        """List the colleagues by name; former=true lists those who left.

        List the colleagues by name; `former=true` lists those who left.
        """
        return self.pages("/members", {"former": former, "fields": fields}, parameters)

    def get_member_of_team(self, id: str, *, fields: str | Unset = UNSET) -> shapes.Member:
        """Get a colleague, one who left too.

        Get a colleague, one who left too.
        """
        found: shapes.Member = self.ask("GET", f"/members/{self.quoted(id)}", query={"fields": fields})
        return found

    def change_role(
        self,
        id: str,
        *,
        role: Literal["owner", "manager", "member", "reader"],
        idempotency_key: str = "",
        if_match: str = "",
    ) -> shapes.Member:
        """Give a colleague another role; it holds from their next request. No program makes or unmakes an owner.

        Give a colleague another role; it holds from their next request. No program makes or unmakes an owner.
        """
        found: shapes.Member = self.ask(
            "PATCH",
            f"/members/{self.quoted(id)}",
            body={"role": role},
            idempotency_key=idempotency_key,
            if_match=if_match,
        )
        return found

    def revoke_member(self, id: str, *, idempotency_key: str = "", if_match: str = "") -> shapes.Member:
        """End a colleague's rights in this shop, at once; their answers keep their name.

        End a colleague's rights in this shop, at once; their answers keep their name.
        """
        found: shapes.Member = self.ask(
            "POST", f"/members/{self.quoted(id)}/revoke", idempotency_key=idempotency_key, if_match=if_match
        )
        return found

    def list_invitations(
        self, *, fields: str | Unset = UNSET, parameters: Mapping[str, str] | None = None
    ) -> Pages[shapes.Invitation]:
        """List the invitations that nobody has taken up, those that ran out too.

        List the invitations that nobody has taken up, those that ran out too.
        """
        return self.pages("/invitations", {"fields": fields}, parameters)

    def invite_member(
        self, *, email: str, role: Literal["owner", "manager", "member", "reader"], idempotency_key: str = ""
    ) -> shapes.Invitation:
        """Mail a link that lets one person in, once, within seven days; as an owner, no program does.

        Mail a link that lets one person in, once, within seven days; as an owner, no program does.
        """
        found: shapes.Invitation = self.ask(
            "POST", "/invitations", body={"email": email, "role": role}, idempotency_key=idempotency_key
        )
        return found

    def get_invitation_of_team(self, id: str, *, fields: str | Unset = UNSET) -> shapes.Invitation:
        """Get an invitation.

        Get an invitation.
        """
        found: shapes.Invitation = self.ask(
            "GET", f"/invitations/{self.quoted(id)}", query={"fields": fields}
        )
        return found

    def withdraw_invitation(self, id: str, *, idempotency_key: str = "") -> None:
        """Make a link useless.

        Make a link useless.
        """
        self.ask("DELETE", f"/invitations/{self.quoted(id)}", idempotency_key=idempotency_key)

    def renew_invitation(self, id: str, *, idempotency_key: str = "") -> shapes.Invitation:
        """Mail a new link; the old one ends.

        Mail a new link; the old one ends.
        """
        found: shapes.Invitation = self.ask(
            "POST", f"/invitations/{self.quoted(id)}/renew", idempotency_key=idempotency_key
        )
        return found

    def get_me(self, *, fields: str | Unset = UNSET) -> shapes.Me:
        """Get for whom the token acts, and what it is for; every token may ask.

        Get for whom the token acts, and what it is for; every token may ask.
        """
        found: shapes.Me = self.ask("GET", "/me", query={"fields": fields})
        return found

    def go_away(
        self,
        *,
        since: str,
        until: str,
        stand_in_id: str | Unset | None = UNSET,
        note: str | Unset = UNSET,
        idempotency_key: str = "",
    ) -> shapes.Me:
        """Say when one is away, and who stands in.

        Say when one is away, and who stands in.
        """
        found: shapes.Me = self.ask(
            "POST",
            "/me/away",
            body={"since": since, "until": until, "stand_in_id": stand_in_id, "note": note},
            idempotency_key=idempotency_key,
        )
        return found

    def come_back(self, *, idempotency_key: str = "") -> shapes.Me:
        """Be here again, or do not go after all.

        Be here again, or do not go after all.
        """
        found: shapes.Me = self.ask("POST", "/me/back", idempotency_key=idempotency_key)
        return found

    def take_chats(self, *, is_taking: bool, idempotency_key: str = "") -> shapes.Me:
        """Take live chats from now on, or none.

        Take live chats from now on, or none.
        """
        found: shapes.Me = self.ask(
            "POST", "/me/chats", body={"is_taking": is_taking}, idempotency_key=idempotency_key
        )
        return found

    def get_own_hearing(self, *, fields: str | Unset = UNSET) -> shapes.Hearing:
        """Get of what one hears, and how.

        Get of what one hears, and how.
        """
        found: shapes.Hearing = self.ask("GET", "/me/hearing", query={"fields": fields})
        return found

    def choose_hearing(
        self,
        *,
        kinds: dict[str, Sequence[Literal["sound", "push", "mail"]]],
        quiet: Literal["closed", "times", "never"] | Unset = UNSET,
        quiet_from: str | Unset | None = UNSET,
        quiet_to: str | Unset | None = UNSET,
        digest: Literal["off", "hourly", "daily"] | Unset = UNSET,
        shows_words: bool | Unset = UNSET,
        idempotency_key: str = "",
    ) -> shapes.Hearing:
        """Choose of what one hears, and how.

        Choose of what one hears, and how.
        """
        found: shapes.Hearing = self.ask(
            "PUT",
            "/me/hearing",
            body={
                "kinds": kinds,
                "quiet": quiet,
                "quiet_from": quiet_from,
                "quiet_to": quiet_to,
                "digest": digest,
                "shows_words": shows_words,
            },
            idempotency_key=idempotency_key,
        )
        return found

    def list_channel_hours(
        self, *, fields: str | Unset = UNSET, parameters: Mapping[str, str] | None = None
    ) -> Pages[shapes.ChannelHours]:
        """List the channels of the shop with their hours.

        List the channels of the shop with their hours.
        """
        return self.pages("/hours/channels", {"fields": fields}, parameters)

    def set_channel_hours(
        self, channel: str, *, hours: dict[str, Sequence[Sequence[str]]] | None, idempotency_key: str = ""
    ) -> shapes.ChannelHours:
        """Give a channel a week of its own, or the shop's again.

        Give a channel a week of its own, or the shop's again.
        """
        found: shapes.ChannelHours = self.ask(
            "PUT",
            f"/hours/channels/{self.quoted(channel)}",
            body={"hours": hours},
            idempotency_key=idempotency_key,
        )
        return found

    def list_open_days(
        self,
        *,
        channel: str | Unset = UNSET,
        fields: str | Unset = UNSET,
        parameters: Mapping[str, str] | None = None,
    ) -> Pages[shapes.OpenDay]:
        """List the next 14 days as customers of the shop, or of a channel, meet them.

        List the next 14 days as customers of the shop, or of a channel, meet them.
        """
        return self.pages("/hours/days", {"channel": channel, "fields": fields}, parameters)

    def list_special_days(
        self, *, fields: str | Unset = UNSET, parameters: Mapping[str, str] | None = None
    ) -> Pages[shapes.SpecialDay]:
        """List the special days from today on.

        List the special days from today on.
        """
        return self.pages("/special_days", {"fields": fields}, parameters)

    def set_special_day(
        self,
        *,
        date: str,
        hours: Sequence[Sequence[str]],
        channel: str | Unset = UNSET,
        reason: dict[str, str] | Unset = UNSET,
        idempotency_key: str = "",
    ) -> shapes.SpecialDay:
        """Give a date hours of its own.

        Give a date hours of its own.
        """
        found: shapes.SpecialDay = self.ask(
            "POST",
            "/special_days",
            body={"date": date, "channel": channel, "hours": hours, "reason": reason},
            idempotency_key=idempotency_key,
        )
        return found

    def get_special_day(self, id: str, *, fields: str | Unset = UNSET) -> shapes.SpecialDay:
        """Get a special day.

        Get a special day.
        """
        found: shapes.SpecialDay = self.ask(
            "GET", f"/special_days/{self.quoted(id)}", query={"fields": fields}
        )
        return found

    def remove_special_day(self, id: str, *, idempotency_key: str = "") -> None:
        """Give a date its usual hours again.

        Give a date its usual hours again.
        """
        self.ask("DELETE", f"/special_days/{self.quoted(id)}", idempotency_key=idempotency_key)

    def list_public_holidays(
        self, *, year: int, fields: str | Unset = UNSET, parameters: Mapping[str, str] | None = None
    ) -> Pages[shapes.PublicHoliday]:
        """List the public holidays of the shop's state that are still to come in a year, this one or one of the
        next two.

        List the public holidays of the shop's state that are still to come in a year, this one or one of the
        next two.
        """
        return self.pages("/public_holidays", {"year": year, "fields": fields}, parameters)

    def close_on_public_holidays(
        self, *, year: int, dates: Sequence[str], idempotency_key: str = ""
    ) -> Pages[shapes.Holiday]:
        """Close the shop on public holidays; those on which it is closed already stay.

        Close the shop on public holidays; those on which it is closed already stay.
        """
        return self.first_page(
            "POST", "/public_holidays", body={"year": year, "dates": dates}, idempotency_key=idempotency_key
        )

    def change_time_zone(self, *, time_zone: str, idempotency_key: str = "") -> shapes.Settings:
        """Move the shop's clock: its hours stay what the clock shows, in the new zone.

        Move the shop's clock: its hours stay what the clock shows, in the new zone.
        """
        found: shapes.Settings = self.ask(
            "PUT", "/settings/time_zone", body={"time_zone": time_zone}, idempotency_key=idempotency_key
        )
        return found

    def get_settings(self, *, fields: str | Unset = UNSET) -> shapes.Settings:
        """Get how the shop works.

        Get how the shop works.
        """
        found: shapes.Settings = self.ask("GET", "/settings", query={"fields": fields})
        return found

    def change_settings(
        self,
        *,
        name: str | Unset | None = UNSET,
        names: dict[str, str] | Unset | None = UNSET,
        language: Literal["en", "hi", "gu"] | Unset | None = UNSET,
        languages: Sequence[Literal["en", "hi", "gu"]] | Unset | None = UNSET,
        colour: str | Unset | None = UNSET,
        hours: dict[str, Sequence[Sequence[str]]] | Unset | None = UNSET,
        holiday_state: str | Unset | None = UNSET,
        first_answer_target_seconds: int | Unset | None = UNSET,
        acknowledgement: Mapping[str, Any] | Unset | None = UNSET,
        asks_if_sorted: bool | Unset | None = UNSET,
        follow_up_after_days: int | Unset | None = UNSET,
        idempotency_key: str = "",
        if_match: str = "",
    ) -> shapes.Settings:
        """Change how the shop works; all of what is sent, or nothing.

        Change how the shop works; all of what is sent, or nothing.
        """
        found: shapes.Settings = self.ask(
            "PATCH",
            "/settings",
            body={
                "name": name,
                "names": names,
                "language": language,
                "languages": languages,
                "colour": colour,
                "hours": hours,
                "holiday_state": holiday_state,
                "first_answer_target_seconds": first_answer_target_seconds,
                "acknowledgement": acknowledgement,
                "asks_if_sorted": asks_if_sorted,
                "follow_up_after_days": follow_up_after_days,
            },
            idempotency_key=idempotency_key,
            if_match=if_match,
        )
        return found

    def list_holidays(
        self, *, fields: str | Unset = UNSET, parameters: Mapping[str, str] | None = None
    ) -> Pages[shapes.Holiday]:
        """List the holidays from today on.

        List the holidays from today on.
        """
        return self.pages("/holidays", {"fields": fields}, parameters)

    def add_holiday(
        self, *, date: str, name: str, names: dict[str, str] | Unset = UNSET, idempotency_key: str = ""
    ) -> shapes.Holiday:
        """Close the shop on a day.

        Close the shop on a day.
        """
        found: shapes.Holiday = self.ask(
            "POST",
            "/holidays",
            body={"date": date, "name": name, "names": names},
            idempotency_key=idempotency_key,
        )
        return found

    def get_holiday_of_shop(self, id: str, *, fields: str | Unset = UNSET) -> shapes.Holiday:
        """Get a holiday.

        Get a holiday.
        """
        found: shapes.Holiday = self.ask("GET", f"/holidays/{self.quoted(id)}", query={"fields": fields})
        return found

    def remove_holiday(self, id: str, *, idempotency_key: str = "") -> None:
        """Open the shop on that day again.

        Open the shop on that day again.
        """
        self.ask("DELETE", f"/holidays/{self.quoted(id)}", idempotency_key=idempotency_key)

    def get_routing_of_shop(self, *, fields: str | Unset = UNSET) -> shapes.Routing:
        """Get how what comes is given out.

        Get how what comes is given out.
        """
        found: shapes.Routing = self.ask("GET", "/routing", query={"fields": fields})
        return found

    def set_routing(
        self,
        *,
        mode: Literal["off", "suggest", "assign"] | Unset | None = UNSET,
        reopened: Literal["stays", "anybody", "queue"] | Unset | None = UNSET,
        reasons: Sequence[Literal["knows", "language", "skill", "load"]] | Unset | None = UNSET,
        seen_minutes: int | Unset | None = UNSET,
        usual_limit: int | Unset | None = UNSET,
        idempotency_key: str = "",
    ) -> shapes.Routing:
        """Decide whether what comes is given to somebody, and by what.

        Decide whether what comes is given to somebody, and by what.
        """
        found: shapes.Routing = self.ask(
            "PATCH",
            "/routing",
            body={
                "mode": mode,
                "reopened": reopened,
                "reasons": reasons,
                "seen_minutes": seen_minutes,
                "usual_limit": usual_limit,
            },
            idempotency_key=idempotency_key,
        )
        return found

    def set_skills(self, *, skills: Sequence[dict[str, str]], idempotency_key: str = "") -> shapes.Routing:
        """Write the whole list of skills; rules and colleagues lose one that is gone.

        Write the whole list of skills; rules and colleagues lose one that is gone.
        """
        found: shapes.Routing = self.ask(
            "PUT", "/routing/skills", body={"skills": skills}, idempotency_key=idempotency_key
        )
        return found

    def add_skill_need(
        self,
        *,
        on: Literal["tag", "order", "problem"],
        skill: str,
        value: str | Unset = UNSET,
        idempotency_key: str = "",
    ) -> shapes.Routing:
        """Say what needs a skill; the same again changes nothing.

        Say what needs a skill; the same again changes nothing.
        """
        found: shapes.Routing = self.ask(
            "POST",
            "/routing/needs",
            body={"on": on, "value": value, "skill": skill},
            idempotency_key=idempotency_key,
        )
        return found

    def remove_skill_need(
        self,
        *,
        on: Literal["tag", "order", "problem"],
        skill: str,
        value: str | Unset = UNSET,
        idempotency_key: str = "",
    ) -> shapes.Routing:
        """Say that something needs a skill no more.

        Say that something needs a skill no more.
        """
        found: shapes.Routing = self.ask(
            "POST",
            "/routing/needs/remove",
            body={"on": on, "value": value, "skill": skill},
            idempotency_key=idempotency_key,
        )
        return found

    def list_work(
        self, *, fields: str | Unset = UNSET, parameters: Mapping[str, str] | None = None
    ) -> Pages[shapes.Work]:
        """List what each colleague takes who answers customers, by name.

        List what each colleague takes who answers customers, by name.
        """
        return self.pages("/work", {"fields": fields}, parameters)

    def set_work(
        self,
        id: str,
        *,
        is_on: bool | Unset = UNSET,
        languages: Sequence[Literal["en", "hi", "gu"]] | Unset = UNSET,
        skills: Sequence[str] | Unset = UNSET,
        channels: Sequence[str] | Unset = UNSET,
        load_limit: int | Unset | None = UNSET,
        idempotency_key: str = "",
    ) -> shapes.Work:
        """Say what a colleague takes.

        Say what a colleague takes.
        """
        found: shapes.Work = self.ask(
            "PUT",
            f"/members/{self.quoted(id)}/work",
            body={
                "is_on": is_on,
                "languages": languages,
                "skills": skills,
                "channels": channels,
                "load_limit": load_limit,
            },
            idempotency_key=idempotency_key,
        )
        return found

    def set_own_work(
        self,
        *,
        is_on: bool | Unset = UNSET,
        languages: Sequence[Literal["en", "hi", "gu"]] | Unset = UNSET,
        skills: Sequence[str] | Unset = UNSET,
        channels: Sequence[str] | Unset = UNSET,
        load_limit: int | Unset | None = UNSET,
        idempotency_key: str = "",
    ) -> shapes.Work:
        """Say what one takes oneself; whoever does not lead changes languages, load and whether anything comes.

        Say what one takes oneself; whoever does not lead changes languages, load and whether anything comes.
        """
        found: shapes.Work = self.ask(
            "PUT",
            "/me/work",
            body={
                "is_on": is_on,
                "languages": languages,
                "skills": skills,
                "channels": channels,
                "load_limit": load_limit,
            },
            idempotency_key=idempotency_key,
        )
        return found

    def list_routing_decisions(
        self, id: str, *, fields: str | Unset = UNSET, parameters: Mapping[str, str] | None = None
    ) -> Pages[shapes.Decision]:
        """List why a conversation went where it did, the newest first.

        List why a conversation went where it did, the newest first.
        """
        return self.pages(f"/conversations/{self.quoted(id)}/routing", {"fields": fields}, parameters)

    def list_policies(
        self,
        *,
        removed: bool | Unset = UNSET,
        fields: str | Unset = UNSET,
        parameters: Mapping[str, str] | None = None,
    ) -> Pages[shapes.Policy]:
        """List the policies in the order in which they are tried: the first that fits counts.

        `removed=true` lists those that were removed and can be restored.
        """
        return self.pages("/policies", {"removed": removed, "fields": fields}, parameters)

    def add_policy(
        self,
        *,
        name: str,
        channel: str | Unset = UNSET,
        language: Literal["", "en", "hi", "gu"] | Unset = UNSET,
        priority: Literal["", "normal", "high", "urgent"] | Unset = UNSET,
        customer_tag_id: str | Unset | None = UNSET,
        first_answer_seconds: int | Unset | None = UNSET,
        next_answer_seconds: int | Unset | None = UNSET,
        solution_seconds: int | Unset | None = UNSET,
        warn_percent: int | Unset = UNSET,
        is_active: bool | Unset = UNSET,
        idempotency_key: str = "",
    ) -> shapes.Policy:
        """Make a policy, tried after all others, for what begins from now on.

        Make a policy, tried after all others, for what begins from now on.
        """
        found: shapes.Policy = self.ask(
            "POST",
            "/policies",
            body={
                "name": name,
                "channel": channel,
                "language": language,
                "priority": priority,
                "customer_tag_id": customer_tag_id,
                "first_answer_seconds": first_answer_seconds,
                "next_answer_seconds": next_answer_seconds,
                "solution_seconds": solution_seconds,
                "warn_percent": warn_percent,
                "is_active": is_active,
            },
            idempotency_key=idempotency_key,
        )
        return found

    def get_policy(self, id: str, *, fields: str | Unset = UNSET) -> shapes.Policy:
        """Get a policy.

        Get a policy.
        """
        found: shapes.Policy = self.ask("GET", f"/policies/{self.quoted(id)}", query={"fields": fields})
        return found

    def change_policy(
        self,
        id: str,
        *,
        name: str | Unset = UNSET,
        channel: str | Unset = UNSET,
        language: Literal["", "en", "hi", "gu"] | Unset = UNSET,
        priority: Literal["", "normal", "high", "urgent"] | Unset = UNSET,
        customer_tag_id: str | Unset | None = UNSET,
        first_answer_seconds: int | Unset | None = UNSET,
        next_answer_seconds: int | Unset | None = UNSET,
        solution_seconds: int | Unset | None = UNSET,
        warn_percent: int | Unset = UNSET,
        is_active: bool | Unset = UNSET,
        idempotency_key: str = "",
        if_match: str = "",
    ) -> shapes.Policy:
        """Change a policy for what begins from now on; what runs keeps the time that was promised.

        Change a policy for what begins from now on; what runs keeps the time that was promised.
        """
        found: shapes.Policy = self.ask(
            "PATCH",
            f"/policies/{self.quoted(id)}",
            body={
                "name": name,
                "channel": channel,
                "language": language,
                "priority": priority,
                "customer_tag_id": customer_tag_id,
                "first_answer_seconds": first_answer_seconds,
                "next_answer_seconds": next_answer_seconds,
                "solution_seconds": solution_seconds,
                "warn_percent": warn_percent,
                "is_active": is_active,
            },
            idempotency_key=idempotency_key,
            if_match=if_match,
        )
        return found

    def remove_policy(self, id: str, *, idempotency_key: str = "", if_match: str = "") -> None:
        """Take a policy away; for 30 days it can come back.

        Take a policy away; for 30 days it can come back.
        """
        self.ask("DELETE", f"/policies/{self.quoted(id)}", idempotency_key=idempotency_key, if_match=if_match)

    def preview_policy(
        self,
        *,
        name: str,
        channel: str | Unset = UNSET,
        language: Literal["", "en", "hi", "gu"] | Unset = UNSET,
        priority: Literal["", "normal", "high", "urgent"] | Unset = UNSET,
        customer_tag_id: str | Unset | None = UNSET,
        first_answer_seconds: int | Unset | None = UNSET,
        next_answer_seconds: int | Unset | None = UNSET,
        solution_seconds: int | Unset | None = UNSET,
        warn_percent: int | Unset = UNSET,
        is_active: bool | Unset = UNSET,
        instead_of_id: str | Unset | None = UNSET,
        idempotency_key: str = "",
    ) -> shapes.PolicyPreview:
        """Look at what a policy would have done; nothing is saved.

        Look at what a policy would have done; nothing is saved.
        """
        found: shapes.PolicyPreview = self.ask(
            "POST",
            "/policies/preview",
            body={
                "name": name,
                "channel": channel,
                "language": language,
                "priority": priority,
                "customer_tag_id": customer_tag_id,
                "first_answer_seconds": first_answer_seconds,
                "next_answer_seconds": next_answer_seconds,
                "solution_seconds": solution_seconds,
                "warn_percent": warn_percent,
                "is_active": is_active,
                "instead_of_id": instead_of_id,
            },
            idempotency_key=idempotency_key,
        )
        return found

    def move_policy(
        self, id: str, *, to: Literal["up", "down"], idempotency_key: str = "", if_match: str = ""
    ) -> None:
        """Let a policy change places with the one before or after it.

        Let a policy change places with the one before or after it.
        """
        self.ask(
            "POST",
            f"/policies/{self.quoted(id)}/move",
            body={"to": to},
            idempotency_key=idempotency_key,
            if_match=if_match,
        )

    def switch_policy_on(self, id: str, *, idempotency_key: str = "", if_match: str = "") -> shapes.Policy:
        """Let a policy count, for what begins from now on.

        Let a policy count, for what begins from now on.
        """
        found: shapes.Policy = self.ask(
            "POST",
            f"/policies/{self.quoted(id)}/switch-on",
            idempotency_key=idempotency_key,
            if_match=if_match,
        )
        return found

    def switch_policy_off(self, id: str, *, idempotency_key: str = "", if_match: str = "") -> shapes.Policy:
        """Let a policy count no more, for what begins from now on.

        Let a policy count no more, for what begins from now on.
        """
        found: shapes.Policy = self.ask(
            "POST",
            f"/policies/{self.quoted(id)}/switch-off",
            idempotency_key=idempotency_key,
            if_match=if_match,
        )
        return found

    def restore_policy(self, id: str, *, idempotency_key: str = "") -> shapes.Policy:
        """Bring a removed policy back, tried after all others.

        Bring a removed policy back, tried after all others.
        """
        found: shapes.Policy = self.ask(
            "POST", f"/policies/{self.quoted(id)}/restore", idempotency_key=idempotency_key
        )
        return found

    def get_chain_of_shop(self, *, fields: str | Unset = UNSET) -> shapes.Chain:
        """Get whom the shop asks as the time of a promise runs out.

        Get whom the shop asks as the time of a promise runs out.
        """
        found: shapes.Chain = self.ask("GET", "/chain", query={"fields": fields})
        return found

    def set_chain_of_shop(
        self, *, steps: Sequence[Mapping[str, Any]], idempotency_key: str = ""
    ) -> shapes.Chain:
        """Write the whole chain; conversations that wait follow it from their next step on.

        The last step is one in which everybody hears, when the time is missed or later.
        """
        found: shapes.Chain = self.ask(
            "PUT", "/chain", body={"steps": steps}, idempotency_key=idempotency_key
        )
        return found

    def reset_chain_of_shop(self, *, idempotency_key: str = "") -> shapes.Chain:
        """Go back to the steps with which every shop begins.

        Go back to the steps with which every shop begins.
        """
        found: shapes.Chain = self.ask("POST", "/chain/reset", idempotency_key=idempotency_key)
        return found

    def preview_chain_of_shop(
        self,
        *,
        channel: str | Unset = UNSET,
        minutes: int | Unset = UNSET,
        fields: str | Unset = UNSET,
        parameters: Mapping[str, str] | None = None,
    ) -> Pages[shapes.ReachedStep]:
        """List when each step would be taken for a promise that begins now, and whom it would reach.

        List when each step would be taken for a promise that begins now, and whom it would reach.
        """
        return self.pages(
            "/chain/preview", {"channel": channel, "minutes": minutes, "fields": fields}, parameters
        )

    def list_own_word_kinds(
        self, *, fields: str | Unset = UNSET, parameters: Mapping[str, str] | None = None
    ) -> Pages[shapes.OwnWordKind]:
        """List what Saath may say by itself, and what the shop decided of each.

        List what Saath may say by itself, and what the shop decided of each.
        """
        return self.pages("/own_words/kinds", {"fields": fields}, parameters)

    def decide_own_word_kind(
        self, kind: str, *, is_on: bool, times: dict[str, int] | Unset = UNSET, idempotency_key: str = ""
    ) -> shapes.OwnWordKind:
        """Decide whether Saath says something by itself, and when. Its words are worded with the other texts.

        Decide whether Saath says something by itself, and when. Its words are worded with the other texts.
        """
        found: shapes.OwnWordKind = self.ask(
            "PUT",
            f"/own_words/kinds/{self.quoted(kind)}",
            body={"is_on": is_on, "times": times},
            idempotency_key=idempotency_key,
        )
        return found

    def list_own_texts(
        self, *, fields: str | Unset = UNSET, parameters: Mapping[str, str] | None = None
    ) -> Pages[shapes.OwnText]:
        """List every text that customers get without anybody writing it.

        List every text that customers get without anybody writing it.
        """
        return self.pages("/own_words/texts", {"fields": fields}, parameters)

    def word_own_text(self, name: str, *, texts: dict[str, str], idempotency_key: str = "") -> shapes.OwnText:
        """Word a text, or go back to ours by sending none.

        Word a text, or go back to ours by sending none.
        """
        found: shapes.OwnText = self.ask(
            "PUT",
            f"/own_words/texts/{self.quoted(name)}",
            body={"texts": texts},
            idempotency_key=idempotency_key,
        )
        return found

    def list_own_words(
        self,
        *,
        limit: int | Unset = UNSET,
        fields: str | Unset = UNSET,
        parameters: Mapping[str, str] | None = None,
    ) -> Pages[shapes.OwnWord]:
        """List what Saath said and closed by itself, newest first.

        List what Saath said and closed by itself, newest first.
        """
        return self.pages("/own_words", {"limit": limit, "fields": fields}, parameters)

    def get_own_word_said(self, id: str, *, fields: str | Unset = UNSET) -> shapes.OwnWord:
        """Get one thing that Saath did by itself.

        Get one thing that Saath did by itself.
        """
        found: shapes.OwnWord = self.ask("GET", f"/own_words/{self.quoted(id)}", query={"fields": fields})
        return found

    def undo_closing(self, id: str, *, idempotency_key: str = "") -> shapes.OwnWord:
        """Take a closing back: the conversation waits for its customer again.

        Take a closing back: the conversation waits for its customer again.
        """
        found: shapes.OwnWord = self.ask(
            "POST", f"/own_words/{self.quoted(id)}/undo", idempotency_key=idempotency_key
        )
        return found

    def get_settings_of_amends(self, *, fields: str | Unset = UNSET) -> shapes.AmendsSettings:
        """Get how amends are made.

        Get how amends are made.
        """
        found: shapes.AmendsSettings = self.ask("GET", "/amends/settings", query={"fields": fields})
        return found

    def decide_amends(
        self,
        *,
        modes: dict[str, Literal["off", "prepare", "send"]],
        gift: Literal["words", "codes", "coupon"] | Unset = UNSET,
        currency: str | Unset | None = UNSET,
        case_minor: int | Unset = UNSET,
        month_minor: int | Unset = UNSET,
        again_after_days: int | Unset = UNSET,
        coupon_days: int | Unset = UNSET,
        signed_by_id: str | Unset | None = UNSET,
        idempotency_key: str = "",
    ) -> shapes.AmendsSettings:
        """Decide how amends are made; coupons are made in the name of whose token it is.

        Decide how amends are made; coupons are made in the name of whose token it is.
        """
        found: shapes.AmendsSettings = self.ask(
            "PUT",
            "/amends/settings",
            body={
                "modes": modes,
                "gift": gift,
                "currency": currency,
                "case_minor": case_minor,
                "month_minor": month_minor,
                "again_after_days": again_after_days,
                "coupon_days": coupon_days,
                "signed_by_id": signed_by_id,
            },
            idempotency_key=idempotency_key,
        )
        return found

    def add_codes(self, *, codes: Sequence[str], idempotency_key: str = "") -> shapes.AddedCodes:
        """Add codes to make amends with.

        Add codes to make amends with.
        """
        found: shapes.AddedCodes = self.ask(
            "POST", "/amends/codes", body={"codes": codes}, idempotency_key=idempotency_key
        )
        return found

    def list_amends(
        self,
        *,
        limit: int | Unset = UNSET,
        fields: str | Unset = UNSET,
        parameters: Mapping[str, str] | None = None,
    ) -> Pages[shapes.Amends]:
        """List amends, newest first.

        List amends, newest first.
        """
        return self.pages("/amends", {"limit": limit, "fields": fields}, parameters)

    def get_amends(self, id: str, *, fields: str | Unset = UNSET) -> shapes.Amends:
        """Get amends.

        Get amends.
        """
        found: shapes.Amends = self.ask("GET", f"/amends/{self.quoted(id)}", query={"fields": fields})
        return found

    def send_amends(self, id: str, *, idempotency_key: str = "") -> shapes.Amends:
        """Send amends that were prepared, in one's own name.

        Send amends that were prepared, in one's own name.
        """
        found: shapes.Amends = self.ask(
            "POST", f"/amends/{self.quoted(id)}/send", idempotency_key=idempotency_key
        )
        return found

    def drop_amends(self, id: str, *, idempotency_key: str = "") -> shapes.Amends:
        """Let amends be that were prepared.

        Let amends be that were prepared.
        """
        found: shapes.Amends = self.ask(
            "POST", f"/amends/{self.quoted(id)}/drop", idempotency_key=idempotency_key
        )
        return found

    def list_webhooks(
        self, *, fields: str | Unset = UNSET, parameters: Mapping[str, str] | None = None
    ) -> Pages[shapes.Webhook]:
        """List the webhooks, the oldest first: twenty at most.

        List the webhooks, the oldest first: twenty at most.
        """
        return self.pages("/webhooks", {"fields": fields}, parameters)

    def add_webhook(
        self,
        *,
        name: str,
        url: str,
        kinds: Sequence[str] | Unset = UNSET,
        hears_everything: bool | Unset = UNSET,
        idempotency_key: str = "",
    ) -> shapes.Webhook:
        """Tell an address what happens from now on.

        The answer holds the `secret` with which everything is signed; it is told this one time.
        """
        found: shapes.Webhook = self.ask(
            "POST",
            "/webhooks",
            body={"name": name, "url": url, "kinds": kinds, "hears_everything": hears_everything},
            idempotency_key=idempotency_key,
        )
        return found

    def get_webhook(self, id: str, *, fields: str | Unset = UNSET) -> shapes.Webhook:
        """Get a webhook and how it stands.

        Get a webhook and how it stands.
        """
        found: shapes.Webhook = self.ask("GET", f"/webhooks/{self.quoted(id)}", query={"fields": fields})
        return found

    def change_webhook(
        self,
        id: str,
        *,
        name: str | Unset | None = UNSET,
        url: str | Unset | None = UNSET,
        kinds: Sequence[str] | Unset | None = UNSET,
        hears_everything: bool | Unset | None = UNSET,
        idempotency_key: str = "",
        if_match: str = "",
    ) -> shapes.Webhook:
        """Change its name, its address or its events.

        Change its name, its address or its events.
        """
        found: shapes.Webhook = self.ask(
            "PATCH",
            f"/webhooks/{self.quoted(id)}",
            body={"name": name, "url": url, "kinds": kinds, "hears_everything": hears_everything},
            idempotency_key=idempotency_key,
            if_match=if_match,
        )
        return found

    def remove_webhook(self, id: str, *, idempotency_key: str = "", if_match: str = "") -> None:
        """Send it nothing more, and forget its secret.

        Send it nothing more, and forget its secret.
        """
        self.ask("DELETE", f"/webhooks/{self.quoted(id)}", idempotency_key=idempotency_key, if_match=if_match)

    def pause_webhook(self, id: str, *, idempotency_key: str = "", if_match: str = "") -> shapes.Webhook:
        """Send nothing until it is resumed.

        Send nothing until it is resumed.
        """
        found: shapes.Webhook = self.ask(
            "POST", f"/webhooks/{self.quoted(id)}/pause", idempotency_key=idempotency_key, if_match=if_match
        )
        return found

    def resume_webhook(self, id: str, *, idempotency_key: str = "", if_match: str = "") -> shapes.Webhook:
        """Tell it again what happens; what happened meanwhile comes by a replay.

        Tell it again what happens; what happened meanwhile comes by a replay.
        """
        found: shapes.Webhook = self.ask(
            "POST", f"/webhooks/{self.quoted(id)}/resume", idempotency_key=idempotency_key, if_match=if_match
        )
        return found

    def rotate_webhook_secret(
        self,
        id: str,
        *,
        is_known_to_others: bool | Unset = UNSET,
        idempotency_key: str = "",
        if_match: str = "",
    ) -> shapes.Webhook:
        """Make another secret, which the answer holds this one time; for 24 hours everything is signed with
        both.

        Make another secret, which the answer holds this one time; for 24 hours everything is signed with
        both.
        """
        found: shapes.Webhook = self.ask(
            "POST",
            f"/webhooks/{self.quoted(id)}/rotate-secret",
            body={"is_known_to_others": is_known_to_others},
            idempotency_key=idempotency_key,
            if_match=if_match,
        )
        return found

    def test_webhook(
        self, id: str, *, idempotency_key: str = "", if_match: str = ""
    ) -> shapes.WebhookDelivery:
        """Send a signed event of the kind webhook.test once, also to one that is paused.

        Send a signed event of the kind `webhook.test` once, also to one that is paused.
        """
        found: shapes.WebhookDelivery = self.ask(
            "POST", f"/webhooks/{self.quoted(id)}/test", idempotency_key=idempotency_key, if_match=if_match
        )
        return found

    def list_webhook_deliveries(
        self,
        id: str,
        *,
        limit: int | Unset = UNSET,
        state: Literal["waiting", "taken", "failed"] | Unset | None = UNSET,
        fields: str | Unset = UNSET,
        parameters: Mapping[str, str] | None = None,
    ) -> Pages[shapes.WebhookDelivery]:
        """List what was sent in the last 30 days, the newest first.

        List what was sent in the last 30 days, the newest first.
        """
        return self.pages(
            f"/webhooks/{self.quoted(id)}/deliveries",
            {"limit": limit, "state": state, "fields": fields},
            parameters,
        )

    def get_webhook_delivery(self, id: str, *, fields: str | Unset = UNSET) -> shapes.WebhookDelivery:
        """Get a delivery with every try.

        Get a delivery with every try.
        """
        found: shapes.WebhookDelivery = self.ask(
            "GET", f"/webhook-deliveries/{self.quoted(id)}", query={"fields": fields}
        )
        return found

    def send_webhook_delivery_again(self, id: str, *, idempotency_key: str = "") -> shapes.WebhookDelivery:
        """Send one once more, the same bytes under the same id.

        Send one once more, the same bytes under the same id.
        """
        found: shapes.WebhookDelivery = self.ask(
            "POST", f"/webhook-deliveries/{self.quoted(id)}/send-again", idempotency_key=idempotency_key
        )
        return found

    def list_webhook_replays(
        self,
        id: str,
        *,
        limit: int | Unset = UNSET,
        fields: str | Unset = UNSET,
        parameters: Mapping[str, str] | None = None,
    ) -> Pages[shapes.WebhookReplay]:
        """List the replays of the last 30 days, the newest first.

        List the replays of the last 30 days, the newest first.
        """
        return self.pages(
            f"/webhooks/{self.quoted(id)}/replays", {"limit": limit, "fields": fields}, parameters
        )

    def replay_webhook(
        self,
        id: str,
        *,
        since: str,
        until: str | Unset | None = UNSET,
        everything: bool | Unset = UNSET,
        idempotency_key: str = "",
        if_match: str = "",
    ) -> shapes.WebhookReplay:
        """Send what happened in a stretch of time and did not arrive, or everything, once more.

        Send what happened in a stretch of time and did not arrive, or everything, once more.
        """
        found: shapes.WebhookReplay = self.ask(
            "POST",
            f"/webhooks/{self.quoted(id)}/replays",
            body={"since": since, "until": until, "everything": everything},
            idempotency_key=idempotency_key,
            if_match=if_match,
        )
        return found

    def list_events(
        self,
        *,
        since: str | Unset | None = UNSET,
        limit: int | Unset = UNSET,
        cursor: str | Unset = UNSET,
        fields: str | Unset = UNSET,
    ) -> shapes.ToldEvents:
        """List what happened, from the last 30 days on: ids and names of changed fields, never words.

        Ask with `next_cursor` until `is_caught_up`, and again later: nothing is left out. What happens while
        the first page is read may come twice, with the same id.
        """
        found: shapes.ToldEvents = self.ask(
            "GET", "/events", query={"since": since, "limit": limit, "cursor": cursor, "fields": fields}
        )
        return found

    def list_audit(
        self,
        *,
        limit: int | Unset = UNSET,
        kind: Mapping[str, Any] | Unset | None = UNSET,
        fields: str | Unset = UNSET,
        parameters: Mapping[str, str] | None = None,
    ) -> Pages[shapes.AuditRow]:
        """List who could reach what, the newest first; it is kept for 400 days.

        List who could reach what, the newest first; it is kept for 400 days.
        """
        return self.pages("/audit", {"limit": limit, "kind": kind, "fields": fields}, parameters)

    def get_chat(self, *, fields: str | Unset = UNSET) -> shapes.Chat:
        """Get the settings of the chat.

        Get the settings of the chat.
        """
        found: shapes.Chat = self.ask("GET", "/chat", query={"fields": fields})
        return found

    def change_chat(
        self,
        *,
        is_on: bool | Unset | None = UNSET,
        sites: Sequence[str] | Unset | None = UNSET,
        colour: str | Unset | None = UNSET,
        greeting: dict[str, str] | Unset | None = UNSET,
        away: dict[str, str] | Unset | None = UNSET,
        chats_each: int | Unset | None = UNSET,
        longest_wait_seconds: int | Unset | None = UNSET,
        idempotency_key: str = "",
        if_match: str = "",
    ) -> shapes.Chat:
        """Change the settings of the chat; all of what is sent, or nothing.

        Change the settings of the chat; all of what is sent, or nothing.
        """
        found: shapes.Chat = self.ask(
            "PATCH",
            "/chat",
            body={
                "is_on": is_on,
                "sites": sites,
                "colour": colour,
                "greeting": greeting,
                "away": away,
                "chats_each": chats_each,
                "longest_wait_seconds": longest_wait_seconds,
            },
            idempotency_key=idempotency_key,
            if_match=if_match,
        )
        return found

    def renew_identity_secret(self, *, idempotency_key: str = "") -> shapes.ChatSecret:
        """Make a new secret for saying who is signed in; the one before it is good for another day.

        Make a new secret for saying who is signed in; the one before it is good for another day.
        """
        found: shapes.ChatSecret = self.ask(
            "POST", "/chat/identity_secret/renew", idempotency_key=idempotency_key
        )
        return found

    def list_openers(
        self, *, fields: str | Unset = UNSET, parameters: Mapping[str, str] | None = None
    ) -> Pages[shapes.Opener]:
        """List the messages that the shop's pages show by themselves.

        List the messages that the shop's pages show by themselves.
        """
        return self.pages("/chat/openers", {"fields": fields}, parameters)

    def add_opener(
        self,
        *,
        path: str,
        kind: Literal["after", "stuck"] | Unset = UNSET,
        seconds: int | Unset = UNSET,
        texts: dict[str, str] | Unset = UNSET,
        is_on: bool | Unset = UNSET,
        idempotency_key: str = "",
    ) -> shapes.Opener:
        """Let the shop's pages show a message by themselves; there are five at most.

        Let the shop's pages show a message by themselves; there are five at most.
        """
        found: shapes.Opener = self.ask(
            "POST",
            "/chat/openers",
            body={"path": path, "kind": kind, "seconds": seconds, "texts": texts, "is_on": is_on},
            idempotency_key=idempotency_key,
        )
        return found

    def get_opener(self, id: str, *, fields: str | Unset = UNSET) -> shapes.Opener:
        """Get a message that shows itself.

        Get a message that shows itself.
        """
        found: shapes.Opener = self.ask("GET", f"/chat/openers/{self.quoted(id)}", query={"fields": fields})
        return found

    def change_opener(
        self,
        id: str,
        *,
        path: str | Unset | None = UNSET,
        kind: Literal["after", "stuck"] | Unset | None = UNSET,
        seconds: int | Unset | None = UNSET,
        texts: dict[str, str] | Unset | None = UNSET,
        is_on: bool | Unset | None = UNSET,
        idempotency_key: str = "",
        if_match: str = "",
    ) -> shapes.Opener:
        """Change where a message shows itself, when, or its words.

        Change where a message shows itself, when, or its words.
        """
        found: shapes.Opener = self.ask(
            "PATCH",
            f"/chat/openers/{self.quoted(id)}",
            body={"path": path, "kind": kind, "seconds": seconds, "texts": texts, "is_on": is_on},
            idempotency_key=idempotency_key,
            if_match=if_match,
        )
        return found

    def remove_opener(self, id: str, *, idempotency_key: str = "", if_match: str = "") -> None:
        """Let a message be gone, with its figures.

        Let a message be gone, with its figures.
        """
        self.ask(
            "DELETE", f"/chat/openers/{self.quoted(id)}", idempotency_key=idempotency_key, if_match=if_match
        )

    def get_visitor(self, id: str, *, fields: str | Unset = UNSET) -> shapes.ChatVisitor:
        """Get who writes a conversation from the shop's page; 404 where nobody does.

        Get who writes a conversation from the shop's page; 404 where nobody does.
        """
        found: shapes.ChatVisitor = self.ask(
            "GET", f"/conversations/{self.quoted(id)}/visitor", query={"fields": fields}
        )
        return found

    def block_visitor(self, id: str, *, idempotency_key: str = "") -> shapes.ChatVisitor:
        """Take nothing more from the visitor of a conversation, on whichever device they are known.

        Take nothing more from the visitor of a conversation, on whichever device they are known.
        """
        found: shapes.ChatVisitor = self.ask(
            "POST", f"/conversations/{self.quoted(id)}/visitor/block", idempotency_key=idempotency_key
        )
        return found

    def unblock_visitor(self, id: str, *, idempotency_key: str = "") -> shapes.ChatVisitor:
        """Let the visitor of a conversation write again.

        Let the visitor of a conversation write again.
        """
        found: shapes.ChatVisitor = self.ask(
            "POST", f"/conversations/{self.quoted(id)}/visitor/unblock", idempotency_key=idempotency_key
        )
        return found

    def list_mail_addresses(
        self, *, fields: str | Unset = UNSET, parameters: Mapping[str, str] | None = None
    ) -> Pages[shapes.MailAddress]:
        """List the addresses to which customers write.

        List the addresses to which customers write.
        """
        return self.pages("/mail_addresses", {"fields": fields}, parameters)

    def get_mail_address(self, id: str, *, fields: str | Unset = UNSET) -> shapes.MailAddress:
        """Get an address to which customers write.

        Get an address to which customers write.
        """
        found: shapes.MailAddress = self.ask(
            "GET", f"/mail_addresses/{self.quoted(id)}", query={"fields": fields}
        )
        return found

    def trust_servers(
        self,
        id: str,
        *,
        trusts: Sequence[str],
        is_behind_server: bool,
        idempotency_key: str = "",
        if_match: str = "",
    ) -> shapes.MailAddress:
        """Believe what these mail servers found out about senders (RFC 8601).

        Believe what these mail servers found out about senders (RFC 8601).
        """
        found: shapes.MailAddress = self.ask(
            "POST",
            f"/mail_addresses/{self.quoted(id)}/trust",
            body={"trusts": trusts, "is_behind_server": is_behind_server},
            idempotency_key=idempotency_key,
            if_match=if_match,
        )
        return found

    def list_mailboxes(
        self, *, fields: str | Unset = UNSET, parameters: Mapping[str, str] | None = None
    ) -> Pages[shapes.Mailbox]:
        """List the mailboxes that are read, in the order in which they were added.

        List the mailboxes that are read, in the order in which they were added.
        """
        return self.pages("/mailboxes", {"fields": fields}, parameters)

    def add_mailbox(
        self,
        *,
        account_id: str,
        host: str,
        user: str,
        password: str,
        port: int | Unset = UNSET,
        security: Literal["tls", "starttls"] | Unset = UNSET,
        folders: Sequence[str] | Unset = UNSET,
        reads_sent: bool | Unset = UNSET,
        idempotency_key: str = "",
    ) -> shapes.Mailbox:
        """Begin to read a mailbox.

        The first visit only counts; then it waits until somebody begins it, with the mails that are there or
        without.
        """
        found: shapes.Mailbox = self.ask(
            "POST",
            "/mailboxes",
            body={
                "account_id": account_id,
                "host": host,
                "port": port,
                "security": security,
                "user": user,
                "password": password,
                "folders": folders,
                "reads_sent": reads_sent,
            },
            idempotency_key=idempotency_key,
        )
        return found

    def get_mailbox_of_shop(self, id: str, *, fields: str | Unset = UNSET) -> shapes.Mailbox:
        """Get a mailbox.

        Get a mailbox.
        """
        found: shapes.Mailbox = self.ask("GET", f"/mailboxes/{self.quoted(id)}", query={"fields": fields})
        return found

    def change_mailbox(
        self,
        id: str,
        *,
        host: str | Unset | None = UNSET,
        port: int | Unset | None = UNSET,
        security: Literal["tls", "starttls"] | Unset | None = UNSET,
        password: str | Unset | None = UNSET,
        reads_sent: bool | Unset | None = UNSET,
        idempotency_key: str = "",
        if_match: str = "",
    ) -> shapes.Mailbox:
        """Read a mailbox elsewhere, with another password, or with what was answered from it.

        Read a mailbox elsewhere, with another password, or with what was answered from it.
        """
        found: shapes.Mailbox = self.ask(
            "PATCH",
            f"/mailboxes/{self.quoted(id)}",
            body={
                "host": host,
                "port": port,
                "security": security,
                "password": password,
                "reads_sent": reads_sent,
            },
            idempotency_key=idempotency_key,
            if_match=if_match,
        )
        return found

    def remove_mailbox(self, id: str, *, idempotency_key: str = "", if_match: str = "") -> None:
        """Forget a mailbox and what opens it; what came from it stays.

        Forget a mailbox and what opens it; what came from it stays.
        """
        self.ask(
            "DELETE", f"/mailboxes/{self.quoted(id)}", idempotency_key=idempotency_key, if_match=if_match
        )

    def begin_mailbox(
        self, id: str, *, since: str | None, idempotency_key: str = "", if_match: str = ""
    ) -> shapes.Mailbox:
        """Say after the first count what becomes of the mails that are there; new mail comes in from now on.

        Say after the first count what becomes of the mails that are there; new mail comes in from now on.
        """
        found: shapes.Mailbox = self.ask(
            "POST",
            f"/mailboxes/{self.quoted(id)}/begin",
            body={"since": since},
            idempotency_key=idempotency_key,
            if_match=if_match,
        )
        return found

    def look_back(
        self, id: str, *, since: str, idempotency_key: str = "", if_match: str = ""
    ) -> shapes.Mailbox:
        """Go through the mails since a day once more: what is missing is imported.

        Go through the mails since a day once more: what is missing is imported.
        """
        found: shapes.Mailbox = self.ask(
            "POST",
            f"/mailboxes/{self.quoted(id)}/look_back",
            body={"since": since},
            idempotency_key=idempotency_key,
            if_match=if_match,
        )
        return found

    def visit_mailbox(self, id: str, *, idempotency_key: str = "", if_match: str = "") -> shapes.Mailbox:
        """Visit a mailbox at once, whatever pause it has after trouble.

        Visit a mailbox at once, whatever pause it has after trouble.
        """
        found: shapes.Mailbox = self.ask(
            "POST", f"/mailboxes/{self.quoted(id)}/visit", idempotency_key=idempotency_key, if_match=if_match
        )
        return found

    def pause_mailbox(self, id: str, *, idempotency_key: str = "", if_match: str = "") -> shapes.Mailbox:
        """Read a mailbox no more until it is resumed; nothing is missed.

        Read a mailbox no more until it is resumed; nothing is missed.
        """
        found: shapes.Mailbox = self.ask(
            "POST", f"/mailboxes/{self.quoted(id)}/pause", idempotency_key=idempotency_key, if_match=if_match
        )
        return found

    def resume_mailbox(self, id: str, *, idempotency_key: str = "", if_match: str = "") -> shapes.Mailbox:
        """Read a mailbox again, from where reading stopped.

        Read a mailbox again, from where reading stopped.
        """
        found: shapes.Mailbox = self.ask(
            "POST", f"/mailboxes/{self.quoted(id)}/resume", idempotency_key=idempotency_key, if_match=if_match
        )
        return found

    def list_ways(
        self, *, fields: str | Unset = UNSET, parameters: Mapping[str, str] | None = None
    ) -> Pages[shapes.WayOut]:
        """List the ways on which answers can leave, by address.

        List the ways on which answers can leave, by address.
        """
        return self.pages("/ways_out", {"fields": fields}, parameters)

    def get_way_out(self, id: str, *, fields: str | Unset = UNSET) -> shapes.WayOut:
        """Get a way out.

        Get a way out.
        """
        found: shapes.WayOut = self.ask("GET", f"/ways_out/{self.quoted(id)}", query={"fields": fields})
        return found

    def change_way(
        self,
        id: str,
        *,
        host: str | Unset | None = UNSET,
        port: int | Unset | None = UNSET,
        security: Literal["tls", "starttls"] | Unset | None = UNSET,
        secret: str | Unset | None = UNSET,
        idempotency_key: str = "",
        if_match: str = "",
    ) -> shapes.WayOut:
        """Reach another server, or sign in with another password or key.

        Reach another server, or sign in with another password or key.
        """
        found: shapes.WayOut = self.ask(
            "PATCH",
            f"/ways_out/{self.quoted(id)}",
            body={"host": host, "port": port, "security": security, "secret": secret},
            idempotency_key=idempotency_key,
            if_match=if_match,
        )
        return found

    def remove_way(self, id: str, *, idempotency_key: str = "", if_match: str = "") -> None:
        """Forget a way and what opens it; not the one in use.

        Forget a way and what opens it; not the one in use.
        """
        self.ask("DELETE", f"/ways_out/{self.quoted(id)}", idempotency_key=idempotency_key, if_match=if_match)

    def add_server(
        self,
        *,
        account_id: str,
        host: str,
        user: str,
        password: str,
        port: int | Unset = UNSET,
        security: Literal["tls", "starttls"] | Unset = UNSET,
        idempotency_key: str = "",
    ) -> shapes.WayOut:
        """Take a mail server into the list and send a test mail over it.

        Take a mail server into the list and send a test mail over it.
        """
        found: shapes.WayOut = self.ask(
            "POST",
            "/ways_out/server",
            body={
                "account_id": account_id,
                "host": host,
                "port": port,
                "security": security,
                "user": user,
                "password": password,
            },
            idempotency_key=idempotency_key,
        )
        return found

    def add_mailgun(
        self,
        *,
        account_id: str,
        domain: str,
        key: str,
        region: Literal["us", "eu"],
        idempotency_key: str = "",
    ) -> shapes.WayOut:
        """Take a domain at Mailgun into the list and send a test mail through it.

        Take a domain at Mailgun into the list and send a test mail through it.
        """
        found: shapes.WayOut = self.ask(
            "POST",
            "/ways_out/mailgun",
            body={"account_id": account_id, "domain": domain, "key": key, "region": region},
            idempotency_key=idempotency_key,
        )
        return found

    def add_brevo(self, *, account_id: str, key: str, idempotency_key: str = "") -> shapes.WayOut:
        """Take Brevo into the list and send a test mail through it.

        Take Brevo into the list and send a test mail through it.
        """
        found: shapes.WayOut = self.ask(
            "POST",
            "/ways_out/brevo",
            body={"account_id": account_id, "key": key},
            idempotency_key=idempotency_key,
        )
        return found

    def add_sign_in(self, *, account_id: str, mailbox_id: str, idempotency_key: str = "") -> shapes.WayOut:
        """Send by the sign-in that a mailbox has at its provider.

        Send by the sign-in that a mailbox has at its provider.
        """
        found: shapes.WayOut = self.ask(
            "POST",
            "/ways_out/sign_in",
            body={"account_id": account_id, "mailbox_id": mailbox_id},
            idempotency_key=idempotency_key,
        )
        return found

    def try_way(self, id: str, *, idempotency_key: str = "", if_match: str = "") -> shapes.WayOut:
        """Send a test mail to the colleague whose token this is.

        Send a test mail to the colleague whose token this is.
        """
        found: shapes.WayOut = self.ask(
            "POST", f"/ways_out/{self.quoted(id)}/try", idempotency_key=idempotency_key, if_match=if_match
        )
        return found

    def use_way(self, id: str, *, way_id: str | None, idempotency_key: str = "") -> Pages[shapes.WayOut]:
        """Let the answers of an address leave on another way from now on.

        Let the answers of an address leave on another way from now on.
        """
        return self.first_page(
            "POST",
            f"/mail_addresses/{self.quoted(id)}/use_way",
            body={"way_id": way_id},
            idempotency_key=idempotency_key,
        )

    def say_tags(self, id: str, *, works: bool | None, idempotency_key: str = "") -> None:
        """Try whether mail to an address with a +tag arrives, or say it.

        Try whether mail to an address with a +tag arrives, or say it.
        """
        self.ask(
            "POST",
            f"/mail_addresses/{self.quoted(id)}/tags",
            body={"works": works},
            idempotency_key=idempotency_key,
        )

    def get_mail_domain(self, name: str, *, fields: str | Unset = UNSET) -> shapes.MailDomain:
        """Get what DNS says of a domain that the shop writes from, and what it should say.

        Get what DNS says of a domain that the shop writes from, and what it should say.
        """
        found: shapes.MailDomain = self.ask(
            "GET", f"/mail_domains/{self.quoted(name)}", query={"fields": fields}
        )
        return found

    def check_mail_domain(self, name: str, *, idempotency_key: str = "") -> shapes.MailDomain:
        """Ask DNS now.

        Ask DNS now.
        """
        found: shapes.MailDomain = self.ask(
            "POST", f"/mail_domains/{self.quoted(name)}/check", idempotency_key=idempotency_key
        )
        return found

    def make_signing_keys(self, name: str, *, idempotency_key: str = "") -> shapes.MailDomain:
        """Make new signing keys (DKIM); each signs when DNS shows its record, until then an older one goes on.

        Make new signing keys (DKIM); each signs when DNS shows its record, until then an older one goes on.
        """
        found: shapes.MailDomain = self.ask(
            "POST", f"/mail_domains/{self.quoted(name)}/keys", idempotency_key=idempotency_key
        )
        return found

    def list_arrivals(
        self,
        *,
        limit: int | Unset = UNSET,
        state: Literal["accepted", "repeat", "ignored", "quarantined", "failed", "waiting", "missing"]
        | Unset
        | None = UNSET,
        source: str | Unset | None = UNSET,
        day: str | Unset | None = UNSET,
        fields: str | Unset = UNSET,
        parameters: Mapping[str, str] | None = None,
    ) -> Pages[shapes.Arrival]:
        """List what came in, newest first: every mail, post and delivery, whatever became of it.

        List what came in, newest first: every mail, post and delivery, whatever became of it.
        """
        return self.pages(
            "/arrivals",
            {"limit": limit, "state": state, "source": source, "day": day, "fields": fields},
            parameters,
        )

    def get_arrival(self, id: str, *, fields: str | Unset = UNSET) -> shapes.Arrival:
        """Get one thing that came in.

        Get one thing that came in.
        """
        found: shapes.Arrival = self.ask("GET", f"/arrivals/{self.quoted(id)}", query={"fields": fields})
        return found

    def read_again(self, id: str, *, idempotency_key: str = "") -> shapes.Arrival:
        """Read a thing again that failed, or that waits and was forgotten.

        Read a thing again that failed, or that waits and was forgotten.
        """
        found: shapes.Arrival = self.ask(
            "POST", f"/arrivals/{self.quoted(id)}/read_again", idempotency_key=idempotency_key
        )
        return found

    def release_arrival(self, id: str, *, idempotency_key: str = "") -> shapes.Arrival:
        """Let a mail in that a rule kept out; mail of its sender is let in from now on.

        Let a mail in that a rule kept out; mail of its sender is let in from now on.
        """
        found: shapes.Arrival = self.ask(
            "POST", f"/arrivals/{self.quoted(id)}/release", idempotency_key=idempotency_key
        )
        return found

    def list_sender_rules(
        self,
        *,
        limit: int | Unset = UNSET,
        fields: str | Unset = UNSET,
        parameters: Mapping[str, str] | None = None,
    ) -> Pages[shapes.Rule]:
        """List whose mail is always let in, or never, newest first.

        List whose mail is always let in, or never, newest first.
        """
        return self.pages("/sender_rules", {"limit": limit, "fields": fields}, parameters)

    def add_sender_rule(
        self, *, kind: Literal["allow", "block"], sender: str, idempotency_key: str = ""
    ) -> shapes.Rule:
        """Let in everything from an address or a domain, or nothing.

        Let in everything from an address or a domain, or nothing.
        """
        found: shapes.Rule = self.ask(
            "POST", "/sender_rules", body={"kind": kind, "sender": sender}, idempotency_key=idempotency_key
        )
        return found

    def get_rule(self, id: str, *, fields: str | Unset = UNSET) -> shapes.Rule:
        """Get a sender rule.

        Get a sender rule.
        """
        found: shapes.Rule = self.ask("GET", f"/sender_rules/{self.quoted(id)}", query={"fields": fields})
        return found

    def remove_sender_rule(self, id: str, *, idempotency_key: str = "") -> None:
        """Judge a sender's mail by itself again.

        Judge a sender's mail by itself again.
        """
        self.ask("DELETE", f"/sender_rules/{self.quoted(id)}", idempotency_key=idempotency_key)

    def list_suppressed_addresses(
        self,
        *,
        limit: int | Unset = UNSET,
        fields: str | Unset = UNSET,
        parameters: Mapping[str, str] | None = None,
    ) -> Pages[shapes.SuppressedAddress]:
        """List the addresses to which machines write no more, newest first.

        List the addresses to which machines write no more, newest first.
        """
        return self.pages("/suppressed_addresses", {"limit": limit, "fields": fields}, parameters)

    def allow_address(self, id: str, *, idempotency_key: str = "") -> None:
        """Let machines write to an address again.

        Let machines write to an address again.
        """
        self.ask("DELETE", f"/suppressed_addresses/{self.quoted(id)}", idempotency_key=idempotency_key)

    def list_all_orders(
        self,
        *,
        limit: int | Unset = UNSET,
        state: Literal[
            "placed",
            "confirmed",
            "packed",
            "shipped",
            "out_for_delivery",
            "attempted",
            "delivered",
            "returning",
            "returned",
            "lost",
            "cancelled",
        ]
        | Unset
        | None = UNSET,
        customer: str | Unset | None = UNSET,
        q: str | Unset = UNSET,
        fields: str | Unset = UNSET,
        parameters: Mapping[str, str] | None = None,
    ) -> Pages[shapes.Order]:
        """List orders, newest first.

        List orders, newest first.
        """
        return self.pages(
            "/orders",
            {"limit": limit, "state": state, "customer": customer, "q": q, "fields": fields},
            parameters,
        )

    def get_order(
        self, id: str, *, include: str | Unset = UNSET, fields: str | Unset = UNSET
    ) -> shapes.Order:
        """Get an order, with all that is in it where that is included.

        Get an order, with all that is in it where that is included.
        """
        found: shapes.Order = self.ask(
            "GET", f"/orders/{self.quoted(id)}", query={"include": include, "fields": fields}
        )
        return found

    def send_orders(
        self,
        *,
        orders: Sequence[Mapping[str, Any]],
        is_history: bool | Unset = UNSET,
        partial: bool | Unset = UNSET,
        idempotency_key: str = "",
    ) -> shapes.SentThings:
        """Send up to 1,000 orders, each whole and by your own external_id.

        All of them are kept or none, unless `partial`. With `application/x-ndjson` each is a line, and with
        `partial` there may be 10,000 of them, each thousand kept by itself. Send them as often as you like
        and in any order: what is older than what is known changes nothing, and an order is the same in the
        end.
        """
        found: shapes.SentThings = self.ask(
            "POST",
            "/orders/bulk",
            query={"partial": partial},
            body={"orders": orders, "is_history": is_history},
            idempotency_key=idempotency_key,
        )
        return found

    def list_late_orders(
        self,
        *,
        limit: int | Unset = UNSET,
        soon: bool | Unset = UNSET,
        fields: str | Unset = UNSET,
        parameters: Mapping[str, str] | None = None,
    ) -> Pages[shapes.LateOrder]:
        """List the orders that are late, or will be, whose promise is oldest first.

        List the orders that are late, or will be, whose promise is oldest first.
        """
        return self.pages("/late-orders", {"limit": limit, "soon": soon, "fields": fields}, parameters)

    def list_couriers(
        self, *, fields: str | Unset = UNSET, parameters: Mapping[str, str] | None = None
    ) -> Pages[shapes.Courier]:
        """List how long couriers took, by zone, as it is learnt from parcels that came.

        List how long couriers took, by zone, as it is learnt from parcels that came.
        """
        return self.pages("/couriers", {"fields": fields}, parameters)

    def get_delivery_rule(self, *, fields: str | Unset = UNSET) -> shapes.DeliveryRule:
        """Get what the shop promises where its platform and the courier say nothing.

        Get what the shop promises where its platform and the courier say nothing.
        """
        found: shapes.DeliveryRule = self.ask("GET", "/delivery-rule", query={"fields": fields})
        return found

    def set_delivery_rule(
        self, *, dispatch_days: int, courier_days: int, idempotency_key: str = ""
    ) -> shapes.DeliveryRule:
        """Say within how many days the shop dispatches and couriers deliver.

        Say within how many days the shop dispatches and couriers deliver.
        """
        found: shapes.DeliveryRule = self.ask(
            "PUT",
            "/delivery-rule",
            body={"dispatch_days": dispatch_days, "courier_days": courier_days},
            idempotency_key=idempotency_key,
        )
        return found

    def list_acts_of_order(
        self, id: str, *, fields: str | Unset = UNSET, parameters: Mapping[str, str] | None = None
    ) -> Pages[shapes.OrderAct]:
        """List what was done to an order, the newest twenty.

        List what was done to an order, the newest twenty.
        """
        return self.pages(f"/orders/{self.quoted(id)}/acts", {"fields": fields}, parameters)

    def list_acts_to_approve(
        self, *, fields: str | Unset = UNSET, parameters: Mapping[str, str] | None = None
    ) -> Pages[shapes.OrderAct]:
        """List what waits for a second person, oldest first.

        List what waits for a second person, oldest first.
        """
        return self.pages("/order-acts", {"fields": fields}, parameters)

    def get_order_act(self, id: str, *, fields: str | Unset = UNSET) -> shapes.OrderAct:
        """Get one thing that is done to an order.

        Get one thing that is done to an order.
        """
        found: shapes.OrderAct = self.ask("GET", f"/order-acts/{self.quoted(id)}", query={"fields": fields})
        return found

    def refund_order(
        self,
        id: str,
        *,
        reason: str,
        amount: Mapping[str, Any] | Unset | None = UNSET,
        conversation_id: str | Unset | None = UNSET,
        lines: Sequence[Mapping[str, Any]] | Unset = UNSET,
        with_shipping: bool | Unset = UNSET,
        idempotency_key: str = "",
    ) -> shapes.OrderAct:
        """Ask for money to go back.

        Ask for money to go back.
        """
        found: shapes.OrderAct = self.ask(
            "POST",
            f"/orders/{self.quoted(id)}/refund",
            body={
                "reason": reason,
                "amount": amount,
                "conversation_id": conversation_id,
                "lines": lines,
                "with_shipping": with_shipping,
            },
            idempotency_key=idempotency_key,
        )
        return found

    def replace_order(
        self,
        id: str,
        *,
        reason: str,
        amount: Mapping[str, Any] | Unset | None = UNSET,
        conversation_id: str | Unset | None = UNSET,
        lines: Sequence[Mapping[str, Any]] | Unset = UNSET,
        idempotency_key: str = "",
    ) -> shapes.OrderAct:
        """Ask for pieces to be sent once more.

        Ask for pieces to be sent once more.
        """
        found: shapes.OrderAct = self.ask(
            "POST",
            f"/orders/{self.quoted(id)}/replace",
            body={"reason": reason, "amount": amount, "conversation_id": conversation_id, "lines": lines},
            idempotency_key=idempotency_key,
        )
        return found

    def cancel_order(
        self,
        id: str,
        *,
        reason: str,
        amount: Mapping[str, Any] | Unset | None = UNSET,
        conversation_id: str | Unset | None = UNSET,
        idempotency_key: str = "",
    ) -> shapes.OrderAct:
        """Ask for an order to be cancelled.

        Ask for an order to be cancelled.
        """
        found: shapes.OrderAct = self.ask(
            "POST",
            f"/orders/{self.quoted(id)}/cancel",
            body={"reason": reason, "amount": amount, "conversation_id": conversation_id},
            idempotency_key=idempotency_key,
        )
        return found

    def readdress_order(
        self,
        id: str,
        *,
        reason: str,
        address: Mapping[str, Any],
        amount: Mapping[str, Any] | Unset | None = UNSET,
        conversation_id: str | Unset | None = UNSET,
        idempotency_key: str = "",
    ) -> shapes.OrderAct:
        """Ask for an order to go elsewhere.

        Ask for an order to go elsewhere.
        """
        found: shapes.OrderAct = self.ask(
            "POST",
            f"/orders/{self.quoted(id)}/readdress",
            body={"reason": reason, "amount": amount, "conversation_id": conversation_id, "address": address},
            idempotency_key=idempotency_key,
        )
        return found

    def return_order(
        self,
        id: str,
        *,
        reason: str,
        amount: Mapping[str, Any] | Unset | None = UNSET,
        conversation_id: str | Unset | None = UNSET,
        lines: Sequence[Mapping[str, Any]] | Unset = UNSET,
        label_url: str | Unset = UNSET,
        tracking_number: str | Unset = UNSET,
        idempotency_key: str = "",
    ) -> shapes.OrderAct:
        """Ask for pieces to come back.

        Ask for pieces to come back.
        """
        found: shapes.OrderAct = self.ask(
            "POST",
            f"/orders/{self.quoted(id)}/return",
            body={
                "reason": reason,
                "amount": amount,
                "conversation_id": conversation_id,
                "lines": lines,
                "label_url": label_url,
                "tracking_number": tracking_number,
            },
            idempotency_key=idempotency_key,
        )
        return found

    def give_coupon(
        self,
        id: str,
        *,
        reason: str,
        amount: Mapping[str, Any],
        until: str | Unset | None = UNSET,
        conversation_id: str | Unset | None = UNSET,
        idempotency_key: str = "",
    ) -> shapes.OrderAct:
        """Ask for a coupon for who bought.

        Ask for a coupon for who bought.
        """
        found: shapes.OrderAct = self.ask(
            "POST",
            f"/orders/{self.quoted(id)}/coupon",
            body={"reason": reason, "amount": amount, "until": until, "conversation_id": conversation_id},
            idempotency_key=idempotency_key,
        )
        return found

    def approve_act(self, id: str, *, idempotency_key: str = "") -> shapes.OrderAct:
        """Agree to what a colleague asked for; who asked it is never the second person.

        Agree to what a colleague asked for; who asked it is never the second person.
        """
        found: shapes.OrderAct = self.ask(
            "POST", f"/order-acts/{self.quoted(id)}/approve", idempotency_key=idempotency_key
        )
        return found

    def withdraw_act(
        self, id: str, *, words: str | Unset = UNSET, idempotency_key: str = ""
    ) -> shapes.OrderAct:
        """Take back what was not sent yet, or what surely did not arrive.

        Take back what was not sent yet, or what surely did not arrive.
        """
        found: shapes.OrderAct = self.ask(
            "POST",
            f"/order-acts/{self.quoted(id)}/withdraw",
            body={"words": words},
            idempotency_key=idempotency_key,
        )
        return found

    def look_again(self, id: str, *, idempotency_key: str = "") -> shapes.OrderAct:
        """Have the platform asked once more whether it arrived.

        Have the platform asked once more whether it arrived.
        """
        found: shapes.OrderAct = self.ask(
            "POST", f"/order-acts/{self.quoted(id)}/look-again", idempotency_key=idempotency_key
        )
        return found

    def send_act_again(self, id: str, *, idempotency_key: str = "") -> shapes.OrderAct:
        """Send anew what was looked for and not found after it must have arrived.

        Send anew what was looked for and not found after it must have arrived.
        """
        found: shapes.OrderAct = self.ask(
            "POST", f"/order-acts/{self.quoted(id)}/send-again", idempotency_key=idempotency_key
        )
        return found

    def list_order_limits(self, *, fields: str | Unset = UNSET) -> shapes.Limits:
        """List how much each role may spend without a second person, in the currencies for which it was set.

        List how much each role may spend without a second person, in the currencies for which it was set.
        """
        found: shapes.Limits = self.ask("GET", "/order-limits", query={"fields": fields})
        return found

    def set_order_limits(
        self,
        *,
        currency: str,
        member: int | None,
        manager: int | None,
        owner: int | None,
        idempotency_key: str = "",
    ) -> shapes.Limits:
        """Set how much each role may spend in a currency without a second person; only an owner may.

        Set how much each role may spend in a currency without a second person; only an owner may.
        """
        found: shapes.Limits = self.ask(
            "PUT",
            "/order-limits",
            body={"currency": currency, "member": member, "manager": manager, "owner": owner},
            idempotency_key=idempotency_key,
        )
        return found

    def get_cash_rule(self, *, fields: str | Unset = UNSET) -> shapes.CashRule:
        """Get when people may pay at the door.

        Get when people may pay at the door.
        """
        found: shapes.CashRule = self.ask("GET", "/cash-rule", query={"fields": fields})
        return found

    def set_cash_rule(
        self,
        *,
        is_offered: bool,
        most_minor: int | Unset = UNSET,
        not_at: Sequence[str] | Unset = UNSET,
        most_refused: int | Unset = UNSET,
        idempotency_key: str = "",
    ) -> shapes.CashRule:
        """Say when people may pay at the door.

        Say when people may pay at the door.
        """
        found: shapes.CashRule = self.ask(
            "PUT",
            "/cash-rule",
            body={
                "is_offered": is_offered,
                "most_minor": most_minor,
                "not_at": not_at,
                "most_refused": most_refused,
            },
            idempotency_key=idempotency_key,
        )
        return found

    def list_products(
        self,
        *,
        q: str | Unset = UNSET,
        limit: int | Unset = UNSET,
        fields: str | Unset = UNSET,
        parameters: Mapping[str, str] | None = None,
    ) -> Pages[shapes.Product]:
        """List the products that a text asks for, by any of their names and with a slip of the finger.

        List the products that a text asks for, by any of their names and with a slip of the finger.
        """
        return self.pages("/products", {"q": q, "limit": limit, "fields": fields}, parameters)

    def get_product(self, id: str, *, fields: str | Unset = UNSET) -> shapes.Product:
        """Get a product.

        Get a product.
        """
        found: shapes.Product = self.ask("GET", f"/products/{self.quoted(id)}", query={"fields": fields})
        return found

    def send_products(
        self,
        *,
        products: Sequence[Mapping[str, Any]],
        partial: bool | Unset = UNSET,
        idempotency_key: str = "",
    ) -> shapes.SentThings:
        """Send up to 1,000 products, each whole and by your own external_id.

        All of them are kept or none, unless `partial`; `application/x-ndjson` is taken as with orders. What
        is older than what is known changes nothing.
        """
        found: shapes.SentThings = self.ask(
            "POST",
            "/products/bulk",
            query={"partial": partial},
            body={"products": products},
            idempotency_key=idempotency_key,
        )
        return found

    def make_offer(
        self,
        id: str,
        *,
        kind: Literal["product", "cart", "payment"],
        product_id: str | Unset | None = UNSET,
        variant_id: str | Unset | None = UNSET,
        quantity: int | Unset = UNSET,
        amount: Mapping[str, Any] | Unset | None = UNSET,
        idempotency_key: str = "",
    ) -> shapes.Offer:
        """Make a link to put into an answer: to a product, to a cart with it, or to a payment.

        Make a link to put into an answer: to a product, to a cart with it, or to a payment.
        """
        found: shapes.Offer = self.ask(
            "POST",
            f"/conversations/{self.quoted(id)}/offers",
            body={
                "kind": kind,
                "product_id": product_id,
                "variant_id": variant_id,
                "quantity": quantity,
                "amount": amount,
            },
            idempotency_key=idempotency_key,
        )
        return found

    def get_payment_account(self, *, fields: str | Unset = UNSET) -> shapes.PaymentAccount:
        """Get where payments by UPI go; only an owner may.

        Get where payments by UPI go; only an owner may.
        """
        found: shapes.PaymentAccount = self.ask("GET", "/payment-account", query={"fields": fields})
        return found

    def set_payment_account(
        self, *, vpa: str, name: str | Unset = UNSET, idempotency_key: str = ""
    ) -> shapes.PaymentAccount:
        """Say where payments by UPI go; only an owner may.

        Say where payments by UPI go; only an owner may.
        """
        found: shapes.PaymentAccount = self.ask(
            "PUT", "/payment-account", body={"vpa": vpa, "name": name}, idempotency_key=idempotency_key
        )
        return found

    def list_all_connections(
        self, *, fields: str | Unset = UNSET, parameters: Mapping[str, str] | None = None
    ) -> Pages[shapes.Connection]:
        """List where orders and parcels are told from.

        List where orders and parcels are told from.
        """
        return self.pages("/connections", {"fields": fields}, parameters)

    def connect_platform(
        self, *, platform: str, name: str, account: str | Unset = UNSET, idempotency_key: str = ""
    ) -> shapes.Connection:
        """Connect a platform or a courier; 409 where it is connected already.

        Connect a platform or a courier; 409 where it is connected already.
        """
        found: shapes.Connection = self.ask(
            "POST",
            "/connections",
            body={"platform": platform, "account": account, "name": name},
            idempotency_key=idempotency_key,
        )
        return found

    def get_connection(self, id: str, *, fields: str | Unset = UNSET) -> shapes.Connection:
        """Get one connection, with how it stands and how far the last test came.

        Get one connection, with how it stands and how far the last test came.
        """
        found: shapes.Connection = self.ask(
            "GET", f"/connections/{self.quoted(id)}", query={"fields": fields}
        )
        return found

    def end_connection(self, id: str, *, idempotency_key: str = "") -> None:
        """Hear no more of it; its orders stay.

        Hear no more of it; its orders stay.
        """
        self.ask("DELETE", f"/connections/{self.quoted(id)}", idempotency_key=idempotency_key)

    def set_connection_secret(
        self, id: str, *, secret: str, is_known_to_others: bool | Unset = UNSET, idempotency_key: str = ""
    ) -> shapes.Connection:
        """Keep the secret that the platform signs with.

        Keep the secret that the platform signs with.
        """
        found: shapes.Connection = self.ask(
            "PUT",
            f"/connections/{self.quoted(id)}/secret",
            body={"secret": secret, "is_known_to_others": is_known_to_others},
            idempotency_key=idempotency_key,
        )
        return found

    def make_connection_secret(
        self, id: str, *, is_known_to_others: bool | Unset = UNSET, idempotency_key: str = ""
    ) -> shapes.NewSecret:
        """Make a secret to sign with, for a platform that takes one.

        Make a secret to sign with, for a platform that takes one.
        """
        found: shapes.NewSecret = self.ask(
            "POST",
            f"/connections/{self.quoted(id)}/new-secret",
            body={"is_known_to_others": is_known_to_others},
            idempotency_key=idempotency_key,
        )
        return found

    def set_connection_credentials(
        self, id: str, *, credentials: dict[str, str], idempotency_key: str = ""
    ) -> shapes.Connection:
        """Keep what opens the platform's API; it is never shown again.

        Keep what opens the platform's API; it is never shown again.
        """
        found: shapes.Connection = self.ask(
            "PUT",
            f"/connections/{self.quoted(id)}/credentials",
            body={"credentials": credentials},
            idempotency_key=idempotency_key,
        )
        return found

    def bring_history(self, id: str, *, idempotency_key: str = "") -> shapes.Connection:
        """Have the orders brought in that were there before.

        Have the orders brought in that were there before.
        """
        found: shapes.Connection = self.ask(
            "POST", f"/connections/{self.quoted(id)}/bring-history", idempotency_key=idempotency_key
        )
        return found

    def test_connection(self, id: str, *, idempotency_key: str = "") -> shapes.Connection:
        """Have a signed delivery sent through the address that the platform uses; hops tell how far it came.

        Have a signed delivery sent through the address that the platform uses; `hops` tell how far it came.
        """
        found: shapes.Connection = self.ask(
            "POST", f"/connections/{self.quoted(id)}/test", idempotency_key=idempotency_key
        )
        return found

    def list_heard_deliveries(
        self,
        id: str,
        *,
        limit: int | Unset = UNSET,
        state: Literal["received", "waiting", "taken", "ignored", "failed", "asked", "settled"]
        | Unset
        | None = UNSET,
        fields: str | Unset = UNSET,
        parameters: Mapping[str, str] | None = None,
    ) -> Pages[shapes.HeardDelivery]:
        """List what a platform delivered.

        List what a platform delivered.
        """
        return self.pages(
            f"/connections/{self.quoted(id)}/deliveries",
            {"limit": limit, "state": state, "fields": fields},
            parameters,
        )

    def read_deliveries_again(self, id: str, *, idempotency_key: str = "") -> shapes.ReadAgain:
        """Read again all that failed.

        Read again all that failed.
        """
        found: shapes.ReadAgain = self.ask(
            "POST", f"/connections/{self.quoted(id)}/read-again", idempotency_key=idempotency_key
        )
        return found

    def settle_heard_delivery(self, id: str, delivery_id: str, *, idempotency_key: str = "") -> None:
        """Say that what a platform asked for, on behalf of a customer, is done.

        Say that what a platform asked for, on behalf of a customer, is done.
        """
        self.ask(
            "POST",
            f"/connections/{self.quoted(id)}/deliveries/{self.quoted(delivery_id)}/settle",
            idempotency_key=idempotency_key,
        )

    def list_all_customers(
        self,
        *,
        limit: int | Unset = UNSET,
        q: str | Unset = UNSET,
        tag: str | Unset | None = UNSET,
        sort: Literal["newest", "least_known"] | Unset = UNSET,
        fields: str | Unset = UNSET,
        parameters: Mapping[str, str] | None = None,
    ) -> Pages[shapes.CustomerShape]:
        """List customers who have written or bought.

        `q` looks through what was said, so it asks for conversations:read as well.
        """
        return self.pages(
            "/customers", {"limit": limit, "q": q, "tag": tag, "sort": sort, "fields": fields}, parameters
        )

    def get_customer(
        self, id: str, *, include: str | Unset = UNSET, fields: str | Unset = UNSET
    ) -> shapes.CustomerShape:
        """Get a customer.

        One who was put together with another is there still, with `merged_into_id`.
        """
        found: shapes.CustomerShape = self.ask(
            "GET", f"/customers/{self.quoted(id)}", query={"include": include, "fields": fields}
        )
        return found

    def change_customer(
        self,
        id: str,
        *,
        name: str | Unset | None = UNSET,
        language: Literal["", "en", "hi", "gu"] | Unset | None = UNSET,
        called: str | Unset | None = UNSET,
        form: Literal["", "plain", "her", "him"] | Unset | None = UNSET,
        reach: Literal["", "email", "chat", "phone", "whatsapp", "sms"] | Unset | None = UNSET,
        hours: str | Unset | None = UNSET,
        needs: str | Unset | None = UNSET,
        idempotency_key: str = "",
        if_match: str = "",
    ) -> shapes.CustomerShape:
        """Change what is known of a customer and how they like it.

        Change what is known of a customer and how they like it.
        """
        found: shapes.CustomerShape = self.ask(
            "PATCH",
            f"/customers/{self.quoted(id)}",
            body={
                "name": name,
                "language": language,
                "called": called,
                "form": form,
                "reach": reach,
                "hours": hours,
                "needs": needs,
            },
            idempotency_key=idempotency_key,
            if_match=if_match,
        )
        return found

    def send_customers(
        self,
        *,
        customers: Sequence[Mapping[str, Any]],
        partial: bool | Unset = UNSET,
        idempotency_key: str = "",
    ) -> shapes.SentThings:
        """Send up to 1,000 customers, each by your own external_id.

        Who is not known by it yet is known by their mail address, else by their number, else new. All are
        kept or none, unless `partial`; `application/x-ndjson` is taken as with orders. What is older than
        what you told before changes nothing.
        """
        found: shapes.SentThings = self.ask(
            "POST",
            "/customers/bulk",
            query={"partial": partial},
            body={"customers": customers},
            idempotency_key=idempotency_key,
        )
        return found

    def list_customer_tags(
        self, *, fields: str | Unset = UNSET, parameters: Mapping[str, str] | None = None
    ) -> Pages[shapes.Ref]:
        """List the shop's tags of customers by name, the first sixty.

        List the shop's tags of customers by name, the first sixty.
        """
        return self.pages("/customer-tags", {"fields": fields}, parameters)

    def tag_customer(
        self, id: str, *, name: str, idempotency_key: str = "", if_match: str = ""
    ) -> shapes.CustomerShape:
        """Put a tag on a customer, making it where it is new.

        Put a tag on a customer, making it where it is new.
        """
        found: shapes.CustomerShape = self.ask(
            "POST",
            f"/customers/{self.quoted(id)}/tags",
            body={"name": name},
            idempotency_key=idempotency_key,
            if_match=if_match,
        )
        return found

    def untag_customer(
        self, id: str, tag_id: str, *, idempotency_key: str = "", if_match: str = ""
    ) -> shapes.CustomerShape:
        """Take a tag off a customer.

        Take a tag off a customer.
        """
        found: shapes.CustomerShape = self.ask(
            "DELETE",
            f"/customers/{self.quoted(id)}/tags/{self.quoted(tag_id)}",
            idempotency_key=idempotency_key,
            if_match=if_match,
        )
        return found

    def list_identities(
        self, id: str, *, fields: str | Unset = UNSET, parameters: Mapping[str, str] | None = None
    ) -> Pages[shapes.IdentityShape]:
        """List the ways in which a customer reaches the shop.

        List the ways in which a customer reaches the shop.
        """
        return self.pages(f"/customers/{self.quoted(id)}/identities", {"fields": fields}, parameters)

    def add_identity(
        self, id: str, *, kind: Literal["email", "phone"], address: str, idempotency_key: str = ""
    ) -> shapes.IdentityShape:
        """Know a customer by another address or number too; nothing goes there before they have written from it.

        409 where it is another customer's: the two may be one.
        """
        found: shapes.IdentityShape = self.ask(
            "POST",
            f"/customers/{self.quoted(id)}/identities",
            body={"kind": kind, "address": address},
            idempotency_key=idempotency_key,
        )
        return found

    def get_identity(self, id: str, *, fields: str | Unset = UNSET) -> shapes.IdentityShape:
        """Get one way in which a customer reaches the shop.

        Get one way in which a customer reaches the shop.
        """
        found: shapes.IdentityShape = self.ask(
            "GET", f"/identities/{self.quoted(id)}", query={"fields": fields}
        )
        return found

    def forget_identity(self, id: str, *, idempotency_key: str = "") -> None:
        """Take back that a customer is known there; 409 once anybody wrote from or to it.

        Take back that a customer is known there; 409 once anybody wrote from or to it.
        """
        self.ask("DELETE", f"/identities/{self.quoted(id)}", idempotency_key=idempotency_key)

    def split_identity(self, id: str, *, idempotency_key: str = "") -> shapes.MoveOfCustomer:
        """Let one way in which a customer reaches the shop be somebody else's, with what was said by it.

        Let one way in which a customer reaches the shop be somebody else's, with what was said by it.
        """
        found: shapes.MoveOfCustomer = self.ask(
            "POST", f"/identities/{self.quoted(id)}/split", idempotency_key=idempotency_key
        )
        return found

    def list_customer_notes(
        self, id: str, *, fields: str | Unset = UNSET, parameters: Mapping[str, str] | None = None
    ) -> Pages[shapes.NoteShape]:
        """List the notes about a customer, pinned ones first, then the newest.

        List the notes about a customer, pinned ones first, then the newest.
        """
        return self.pages(f"/customers/{self.quoted(id)}/notes", {"fields": fields}, parameters)

    def note_customer(
        self, id: str, *, text: str, is_pinned: bool | Unset = UNSET, idempotency_key: str = ""
    ) -> shapes.NoteShape:
        """Write something down about a customer.

        Write something down about a customer.
        """
        found: shapes.NoteShape = self.ask(
            "POST",
            f"/customers/{self.quoted(id)}/notes",
            body={"text": text, "is_pinned": is_pinned},
            idempotency_key=idempotency_key,
        )
        return found

    def get_customer_note(self, id: str, *, fields: str | Unset = UNSET) -> shapes.NoteShape:
        """Get a note about a customer.

        Get a note about a customer.
        """
        found: shapes.NoteShape = self.ask(
            "GET", f"/customer-notes/{self.quoted(id)}", query={"fields": fields}
        )
        return found

    def pin_customer_note(self, id: str, *, is_pinned: bool, idempotency_key: str = "") -> shapes.NoteShape:
        """Show a note beside each conversation of its customer, or no more.

        Show a note beside each conversation of its customer, or no more.
        """
        found: shapes.NoteShape = self.ask(
            "PATCH",
            f"/customer-notes/{self.quoted(id)}",
            body={"is_pinned": is_pinned},
            idempotency_key=idempotency_key,
        )
        return found

    def remove_customer_note(self, id: str, *, idempotency_key: str = "") -> None:
        """Take a note away; it can be brought back for 30 days.

        Take a note away; it can be brought back for 30 days.
        """
        self.ask("DELETE", f"/customer-notes/{self.quoted(id)}", idempotency_key=idempotency_key)

    def restore_customer_note(self, id: str, *, idempotency_key: str = "") -> shapes.NoteShape:
        """Bring a note back that was taken away.

        Bring a note back that was taken away.
        """
        found: shapes.NoteShape = self.ask(
            "POST", f"/customer-notes/{self.quoted(id)}/restore", idempotency_key=idempotency_key
        )
        return found

    def list_consents(
        self, id: str, *, fields: str | Unset = UNSET, parameters: Mapping[str, str] | None = None
    ) -> Pages[shapes.ConsentShape]:
        """List what a customer said yes and no to, newest first.

        List what a customer said yes and no to, newest first.
        """
        return self.pages(f"/customers/{self.quoted(id)}/consents", {"fields": fields}, parameters)

    def record_consent(
        self,
        id: str,
        *,
        purpose: Literal["service", "marketing", "feedback", "profiling"],
        how: Literal["written", "said", "form", "paper", "stopped"],
        wording: str,
        language: Literal["en", "hi", "gu"],
        proof: str,
        channel: Literal["", "email", "chat", "phone", "whatsapp", "sms"] | Unset = UNSET,
        at: str | Unset | None = UNSET,
        idempotency_key: str = "",
    ) -> Pages[shapes.ConsentShape]:
        """Write down that a customer said yes. An older one than what stands changes nothing now.

        Write down that a customer said yes. An older one than what stands changes nothing now.
        """
        return self.first_page(
            "POST",
            f"/customers/{self.quoted(id)}/consents",
            body={
                "purpose": purpose,
                "channel": channel,
                "how": how,
                "wording": wording,
                "language": language,
                "proof": proof,
                "at": at,
            },
            idempotency_key=idempotency_key,
        )

    def withdraw_consent(
        self,
        id: str,
        *,
        purpose: Literal["service", "marketing", "feedback", "profiling"],
        channel: Literal["", "email", "chat", "phone", "whatsapp", "sms"] | Unset = UNSET,
        how: Literal["written", "said", "form", "paper", "stopped"] | Unset = UNSET,
        proof: str | Unset = UNSET,
        at: str | Unset | None = UNSET,
        idempotency_key: str = "",
    ) -> Pages[shapes.ConsentShape]:
        """Write down that a customer said no.

        Write down that a customer said no.
        """
        return self.first_page(
            "POST",
            f"/customers/{self.quoted(id)}/consents/withdraw",
            body={"purpose": purpose, "channel": channel, "how": how, "proof": proof, "at": at},
            idempotency_key=idempotency_key,
        )

    def list_suggestions(
        self, id: str, *, fields: str | Unset = UNSET, parameters: Mapping[str, str] | None = None
    ) -> Pages[shapes.SuggestionShape]:
        """List who may be the same person, what is sure first.

        List who may be the same person, what is sure first.
        """
        return self.pages(f"/customers/{self.quoted(id)}/suggestions", {"fields": fields}, parameters)

    def suggest_customer(
        self, id: str, *, customer_id: str, address: str, idempotency_key: str = ""
    ) -> Pages[shapes.SuggestionShape]:
        """Say that another customer may be the same person; nobody is put together by it.

        Say that another customer may be the same person; nobody is put together by it.
        """
        return self.first_page(
            "POST",
            f"/customers/{self.quoted(id)}/suggestions",
            body={"customer_id": customer_id, "address": address},
            idempotency_key=idempotency_key,
        )

    def dismiss_suggestion(self, id: str, *, idempotency_key: str = "") -> None:
        """Take two customers for two from now on.

        Take two customers for two from now on.
        """
        self.ask("POST", f"/suggestions/{self.quoted(id)}/dismiss", idempotency_key=idempotency_key)

    def restore_suggestion(self, id: str, *, idempotency_key: str = "") -> None:
        """Take back that they are two.

        Take back that they are two.
        """
        self.ask("POST", f"/suggestions/{self.quoted(id)}/restore", idempotency_key=idempotency_key)

    def list_customer_moves(
        self, id: str, *, fields: str | Unset = UNSET, parameters: Mapping[str, str] | None = None
    ) -> Pages[shapes.MoveOfCustomer]:
        """List what was put together with a customer and what was split off, newest first; each can be taken
        back.

        List what was put together with a customer and what was split off, newest first; each can be taken
        back.
        """
        return self.pages(f"/customers/{self.quoted(id)}/moves", {"fields": fields}, parameters)

    def merge_customers(
        self, id: str, *, customer_id: str, idempotency_key: str = ""
    ) -> shapes.MoveOfCustomer:
        """Let another customer be this one: all of theirs comes here.

        Let another customer be this one: all of theirs comes here.
        """
        found: shapes.MoveOfCustomer = self.ask(
            "POST",
            f"/customers/{self.quoted(id)}/merge",
            body={"customer_id": customer_id},
            idempotency_key=idempotency_key,
        )
        return found

    def undo_customer_move(self, id: str, *, idempotency_key: str = "") -> shapes.CustomerShape:
        """Take back that two customers are one, or that one is two.

        Take back that two customers are one, or that one is two.
        """
        found: shapes.CustomerShape = self.ask(
            "POST", f"/customer-moves/{self.quoted(id)}/undo", idempotency_key=idempotency_key
        )
        return found
