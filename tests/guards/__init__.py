"""Guards: each walks everything of its kind, fails closed, and proves on a bad example that it would catch one."""
