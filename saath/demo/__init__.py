"""The demo shop "Paanch Takiye": its people, its history, and a mailbox page that stands in for mail programs."""
