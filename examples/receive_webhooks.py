"""A server that takes webhooks of Saath: it checks who sent them, answers at once, and does each thing once.

SAATH_WEBHOOK_SECRET=whsec_… python receive_webhooks.py 8000
"""

import base64
import hashlib
import hmac
import json
import os
import sys
import time
from collections.abc import Mapping
from http.server import BaseHTTPRequestHandler, ThreadingHTTPServer

SECRET = os.environ["SAATH_WEBHOOK_SECRET"]
MOST_SECONDS_APART = 5 * 60


def is_from_saath(headers: Mapping[str, str], body: bytes) -> bool:
    """Tell whether a request was signed with our secret within the last five minutes (Standard Webhooks 1.0)."""
    message, sent_at = headers.get("webhook-id", ""), headers.get("webhook-timestamp", "")
    if not sent_at.isdigit() or abs(time.time() - int(sent_at)) > MOST_SECONDS_APART:
        return False
    key = base64.b64decode(SECRET.removeprefix("whsec_"))
    signed = hmac.digest(key, f"{message}.{sent_at}.".encode() + body, hashlib.sha256)
    expected = "v1," + base64.b64encode(signed).decode()
    # While the secret is being changed there are two signatures: one of them has to be ours.
    given = headers.get("webhook-signature", "").split(" ")
    return any(hmac.compare_digest(each.encode(), expected.encode()) for each in given)


seen: set[str] = set()  # in life a table of your database, with the id as its key


def take(message: str, event: dict[str, object]) -> None:
    """Do what an event asks for, once: the same id may come again."""
    if message not in seen:
        seen.add(message)
        print(event["type"], json.dumps(event["data"]), flush=True)


class Door(BaseHTTPRequestHandler):
    """One request: 204 where it was taken, 401 where it is a stranger's."""

    def do_POST(self) -> None:
        """Take a delivery."""
        body = self.rfile.read(int(self.headers.get("Content-Length", 0)))
        headers = {name.lower(): value for name, value in self.headers.items()}
        is_good = is_from_saath(headers, body)
        if is_good:
            take(headers["webhook-id"], json.loads(body))
        self.send_response(204 if is_good else 401)
        self.end_headers()


if __name__ == "__main__":
    ThreadingHTTPServer(("127.0.0.1", int(sys.argv[1])), Door).serve_forever()
