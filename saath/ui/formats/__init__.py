"""How each language writes dates and numbers (Django `FORMAT_MODULE_PATH`)."""
