"""The documentation that the product serves: a reference from the schema, guides that run, what has changed."""
