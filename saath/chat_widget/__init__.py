"""The chat on the shop's pages: its API, and the widget that speaks it."""
