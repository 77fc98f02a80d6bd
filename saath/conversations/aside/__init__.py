"""Asking somebody outside by link: when, in which words, and what they may see."""
