from saath.core.ids import new_public_id


def test_ids_sort_by_creation() -> None:
    ids = [new_public_id() for _number in range(100)]
    assert ids == sorted(ids)
    assert {public_id.version for public_id in ids} == {7}
