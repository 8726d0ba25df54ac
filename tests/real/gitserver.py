"""A forge on loopback: repositories by the real `git http-backend`, behind a token, and as much of
the interface for pull requests as GitHub, Gitea and GitLab share with the scripts."""

import base64
import json
import os
import subprocess
import threading
from collections.abc import Iterator
from contextlib import contextmanager
from http.server import BaseHTTPRequestHandler, ThreadingHTTPServer
from pathlib import Path
from typing import Any, ClassVar

TOKEN = "a-token-of-the-tests"

_KEEP_OPTIONS = """\
#!/bin/sh
i=0
while [ "$i" -lt "${GIT_PUSH_OPTION_COUNT:-0}" ]; do
  eval "echo \\"\\$GIT_PUSH_OPTION_$i\\"" >>push-options
  i=$((i + 1))
done
"""


class Forge:
    """What stands on the server, seen from beside it."""

    def __init__(self, root: Path, port: int) -> None:
        self.root = root
        self.url = f"http://127.0.0.1:{port}"
        self.requests: list[tuple[str, dict[str, str]]] = []
        """The pull requests that are open, by the path they were asked for at."""

    def create(self, name: str, content: Path) -> str:
        """A repository that holds what a folder holds; gives its address."""
        bare = self.root / f"{name}.git"
        git(self.root, "init", "-q", "--bare", "-b", "main", str(bare))
        git(bare, "config", "http.receivepack", "true")
        git(bare, "config", "receive.advertisePushOptions", "true")
        hook = bare / "hooks" / "pre-receive"
        hook.write_text(_KEEP_OPTIONS, encoding="utf-8")
        hook.chmod(0o755)
        git(content, "init", "-q", "-b", "main")
        git(content, "add", "--all")
        git(content, "commit", "-q", "-m", "Begin")
        git(content, "push", "-q", str(bare), "main")
        return f"{self.url}/{name}.git"

    def files(self, name: str, branch: str = "main") -> dict[str, str]:
        """Every file of a branch."""
        bare = self.root / f"{name}.git"
        paths = git(bare, "ls-tree", "-r", "--name-only", branch).splitlines()
        return {path: git(bare, "show", f"{branch}:{path}") for path in paths}

    def log(self, name: str, branch: str = "main") -> list[str]:
        """Subjects and authors, the newest first."""
        return git(self.root / f"{name}.git", "log", "--format=%s by %an", branch).splitlines()

    def push_options(self, name: str) -> list[str]:
        path = self.root / f"{name}.git" / "push-options"
        return path.read_text(encoding="utf-8").splitlines() if path.exists() else []

    def commit(self, name: str, changes: dict[str, str], folder: Path) -> None:
        """Somebody else's push."""
        git(folder.parent, "clone", "-q", str(self.root / f"{name}.git"), str(folder))
        for path, text in changes.items():
            (folder / path).parent.mkdir(parents=True, exist_ok=True)
            (folder / path).write_text(text, encoding="utf-8")
        git(folder, "add", "--all")
        git(folder, "commit", "-q", "-m", "Somebody else")
        git(folder, "push", "-q", "origin", "main")


def git(folder: Path, *arguments: str, **more: str) -> str:
    """Git without the settings of whoever runs the tests, and with `more` in its environment."""
    run = subprocess.run(
        ["git", *arguments],
        cwd=folder,
        env={**environment(), **more},
        capture_output=True,
        text=True,
    )
    assert run.returncode == 0, f"git {arguments}: {run.stderr}"
    return run.stdout


def environment() -> dict[str, str]:
    """What a CI server sets, and no more."""
    return {
        "PATH": os.environ["PATH"],
        "HOME": "/nonexistent",
        "GIT_CONFIG_NOSYSTEM": "1",
        "GIT_AUTHOR_NAME": "Ada",
        "GIT_AUTHOR_EMAIL": "ada@example.org",
        "GIT_COMMITTER_NAME": "Ada",
        "GIT_COMMITTER_EMAIL": "ada@example.org",
        "LC_ALL": "C.UTF-8",
    }


@contextmanager
def forge(root: Path) -> Iterator[Forge]:
    """A server for as long as the block lasts."""
    root.mkdir(parents=True, exist_ok=True)
    handler = type("Handler", (_Handler,), {"forge": None})
    server = ThreadingHTTPServer(("127.0.0.1", 0), handler)
    handler.forge = Forge(root, server.server_address[1])
    thread = threading.Thread(target=server.serve_forever, daemon=True)
    thread.start()
    try:
        yield handler.forge
    finally:
        server.shutdown()
        server.server_close()
        thread.join()


class _Handler(BaseHTTPRequestHandler):
    forge: ClassVar[Any]

    def do_GET(self) -> None:
        self._git()

    def do_POST(self) -> None:
        if self.path.startswith("/api/"):
            self._request()
        else:
            self._git()

    def log_message(self, format: str, *arguments: object) -> None:
        """Not into the output of the tests."""

    def _body(self) -> bytes:
        return self.rfile.read(int(self.headers.get("Content-Length") or 0))

    def _request(self) -> None:
        asked = json.loads(self._body())
        if self.headers.get("Authorization") != f"token {TOKEN}":
            return self._answer(401, b"{}")
        known = [(path, said["head"]) for path, said in self.forge.requests]
        if (self.path, asked["head"]) in known:
            return self._answer(409, b'{"message": "pull request already exists"}')
        self.forge.requests.append((self.path, asked))
        return self._answer(201, b"{}")

    def _git(self) -> None:
        said = base64.b64encode(f"gitops:{TOKEN}".encode()).decode()
        if self.headers.get("Authorization") != f"Basic {said}":
            return self._answer(401, b"", [("WWW-Authenticate", 'Basic realm="git"')])
        path, _, query = self.path.partition("?")
        run = subprocess.run(
            ["git", "http-backend"],
            input=self._body(),
            capture_output=True,
            env={
                **environment(),
                "GIT_PROJECT_ROOT": str(self.forge.root),
                "GIT_HTTP_EXPORT_ALL": "1",
                "REQUEST_METHOD": self.command,
                "PATH_INFO": path,
                "QUERY_STRING": query,
                "CONTENT_TYPE": self.headers.get("Content-Type") or "",
                "HTTP_CONTENT_ENCODING": self.headers.get("Content-Encoding") or "",
                "GIT_PROTOCOL": self.headers.get("Git-Protocol") or "",
                "REMOTE_USER": "gitops",
            },
        )
        head, _, body = run.stdout.partition(b"\r\n\r\n")
        headers = [line.split(": ", 1) for line in head.decode().splitlines()]
        status = next((int(v.split()[0]) for k, v in headers if k == "Status"), 200)
        return self._answer(status, body, [(k, v) for k, v in headers if k != "Status"])

    def _answer(self, status: int, body: bytes, headers: list[tuple[str, str]] = []) -> None:  # noqa: B006
        self.send_response(status)
        for name, value in headers:
            self.send_header(name, value)
        self.send_header("Content-Length", str(len(body)))
        self.end_headers()
        self.wfile.write(body)
