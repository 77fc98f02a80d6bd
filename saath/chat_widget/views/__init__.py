"""Views of the chat, one file a thing."""
