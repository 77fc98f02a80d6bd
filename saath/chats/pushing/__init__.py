"""Telling the shop's own app that there is an answer: the conversation's reference and a number, never words."""
