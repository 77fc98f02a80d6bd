"""Answer what waits in the queue: `python -m examples.answer_a_conversation https://desk.example.in "It leaves tomorrow."`."""

from __future__ import annotations

import os
import sys

from saath_client import Problem, Saath, etag_of


def answer_first(shop: Saath, text: str) -> str:
    """Answer the conversation that waits longest, unless somebody has just changed it; return its reference, '' for none."""
    for conversation in shop.list_conversations(queue="now"):
        found = shop.get_conversation(conversation["id"], include="messages")
        try:
            shop.reply_to_conversation(found["id"], text=text, if_match=etag_of(found))
        except Problem as problem:
            print(problem.title, problem.what_to_do, problem.errors)
        else:
            return found["reference"]
    return ""


if __name__ == "__main__":
    with Saath(sys.argv[1], os.environ["SAATH_TOKEN"]) as desk:
        print(answer_first(desk, sys.argv[2]))
