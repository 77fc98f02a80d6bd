"""Unwanted mail: by whose word, and by what the store was taught."""
