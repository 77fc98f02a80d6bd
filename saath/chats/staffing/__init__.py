"""The record of who was there for the chat, and of how fast it was."""
