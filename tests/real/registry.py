"""A registry of images on this machine: as much of OCI's distribution API as those ask for who look
for newer tags."""

import hashlib
import json
import threading
from collections.abc import Iterator, Mapping, Sequence
from contextlib import contextmanager
from http.server import BaseHTTPRequestHandler, ThreadingHTTPServer
from typing import NamedTuple

MANIFEST = "application/vnd.oci.image.manifest.v1+json"


class Answer(NamedTuple):
    kind: str
    text: str
    digest: str = ""


NOT_FOUND = Answer("text/plain", "")


def digest(name: str, tag: str) -> str:
    """What a tag of an image points at, here."""
    return f"sha256:{hashlib.sha256(f'{name}:{tag}'.encode()).hexdigest()}"


@contextmanager
def registry(images: Mapping[str, Sequence[str]]) -> Iterator[str]:
    """Serve the tags of these images until the end of the block; gives `localhost:PORT`."""
    answers = dict(_answers(images))

    class Handler(BaseHTTPRequestHandler):
        def do_GET(self) -> None:
            self.wfile.write(self._head().text.encode())

        def do_HEAD(self) -> None:
            self._head()

        def _head(self) -> Answer:
            answer = answers.get(self.path.partition("?")[0], NOT_FOUND)
            self.send_response(404 if answer is NOT_FOUND else 200)
            self.send_header("Content-Type", answer.kind)
            self.send_header("Content-Length", str(len(answer.text)))
            if answer.digest:
                self.send_header("Docker-Content-Digest", answer.digest)
            self.end_headers()
            return answer

        def log_message(self, format: str, *args: object) -> None:
            """Nothing of it belongs into the report of a test."""

    server = ThreadingHTTPServer(("127.0.0.1", 0), Handler)
    thread = threading.Thread(target=server.serve_forever)
    thread.start()
    try:
        yield f"localhost:{server.server_address[1]}"
    finally:
        server.shutdown()
        server.server_close()
        thread.join()


def _answers(images: Mapping[str, Sequence[str]]) -> Iterator[tuple[str, Answer]]:
    yield "/v2/", Answer("application/json", "{}")
    for name, tags in images.items():
        listed = json.dumps({"name": name, "tags": list(tags)})
        yield f"/v2/{name}/tags/list", Answer("application/json", listed)
        for tag in tags:
            text = json.dumps({"schemaVersion": 2, "mediaType": MANIFEST})
            yield f"/v2/{name}/manifests/{tag}", Answer(MANIFEST, text, digest(name, tag))
