"""Problems that many conversations are cases of."""
