"""`gitopsc schema`: the JSON Schema of the model."""

import argparse
import json

from gitopsc.api import schema


def run(options: argparse.Namespace) -> int:
    print(json.dumps(schema(), indent=2))
    return 0
