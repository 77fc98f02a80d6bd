from saath.core.metrics import counter, exposition, histogram


def test_figures_are_shown() -> None:
    counter("tested", "Tests.", ("kind",)).labels("unit").inc()
    histogram("tested_span", "Spans.").observe(0.5)
    text, content_type = exposition()
    assert b'saath_tested_total{kind="unit"} 1.0' in text
    assert b"saath_tested_span_seconds_sum 0.5" in text
    assert content_type.startswith("text/plain")
