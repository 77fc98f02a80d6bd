"""Reads of chats."""
