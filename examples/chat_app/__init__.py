"""A shop's own app, in a terminal: the conversation API with a signed identity, a live stream and pushes.

It needs `httpx`, and `cryptography` for the pushes, and nothing of Saath. `docs/howto/chat-in-your-own-app.md` goes through it.
"""
