"""The model of Kargo's expressions does with quotes what Kargo does."""

from types import SimpleNamespace
from typing import Any

import pytest

from tests.carriers.expressions import evaluated

IMAGE = {"image": SimpleNamespace(Tag="1.10", Digest="sha256:0123")}


@pytest.mark.parametrize(
    ("template", "value"),
    [
        ("1.10", "1.10"),
        ("${{ image.Tag }}", 1.1),
        ("${{ quote(image.Tag) }}", "1.10"),
        ('${{ quote(image.Tag + "@" + image.Digest) }}', "1.10@sha256:0123"),
        ("${{ quote(image.Tag) }}@${{ quote(image.Digest) }}", '1.10"@"sha256:0123'),
        ("${{ image.Tag }}: ${{ image.Digest }}", "1.10: sha256:0123"),
    ],
)
def test_only_the_quotes_around_the_whole_text_go(template: str, value: Any) -> None:
    assert evaluated({"value": [template]}, IMAGE) == {"value": [value]}
