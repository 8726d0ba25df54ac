"""One repository has many addresses; a token opens the one by HTTPS."""

import pytest

from gitopsc.wiring.forges import http_address


@pytest.mark.parametrize(
    ("said", "opened"),
    [
        ("https://git.example.org/acme/web.git", "https://git.example.org/acme/web.git"),
        ("http://git.example.org:3000/acme/web", "http://git.example.org:3000/acme/web"),
        ("git@github.com:acme/web.git", "https://github.com/acme/web.git"),
        ("ssh://git@git.example.org:2222/acme/web.git", "https://git.example.org/acme/web.git"),
        ("ssh://git.example.org/acme/web.git", "https://git.example.org/acme/web.git"),
        ("git@ssh.dev.azure.com:v3/acme/shop/web", "https://dev.azure.com/acme/shop/_git/web"),
        (
            "ssh://git@ssh.dev.azure.com/v3/acme/shop/web",
            "https://dev.azure.com/acme/shop/_git/web",
        ),
    ],
)
def test_an_address_by_ssh_is_served_by_https(said: str, opened: str) -> None:
    assert http_address(said) == opened
