"""The tree by jsonnet (rjsonnet): a function per kind gives data, jsonnet writes it as YAML."""

import json
import sys
from pathlib import Path

import rjsonnet
from facts import write

folder, apps, team, out = Path(sys.argv[1]), int(sys.argv[2]), int(sys.argv[3]), sys.argv[4]
PROGRAM = """
local kinds = import 'tree.jsonnet';
local name(pattern, number) = std.format(pattern, [number]);
local files(n) = kinds[n % 6](
  name('app-%05d', n), name('app-%05d', n - 1), name('team-%04d', std.floor(n / TEAM))
);
std.foldl(
  function(all, n) all + [
    [file.key, std.manifestYamlDoc(file.value, quote_keys=false)]
    for file in std.objectKeysValues(files(n))
  ], std.range(0, LAST), []
)
""".replace("TEAM", str(team)).replace("LAST", str(apps - 1))
made: set[str] = set()
at = folder / f"all-{apps}.jsonnet"
at.write_text(PROGRAM, encoding="utf-8")
for path, text in json.loads(rjsonnet.evaluate_file(str(at))):
    write(out, path, text + "\n", made)
