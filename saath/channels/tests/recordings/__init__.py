"""One module a channel: a genuine delivery, a forged one, and an answer to send."""
