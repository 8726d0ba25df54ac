// Renovate's own edit of its updates, which a dry run does not come to: a list of them on standard
// input, each with what was found.
import { readFileSync, writeFileSync } from "node:fs";
const [dist, folder] = process.argv.slice(2);
const load = (path) => import(`${dist}/${path}.js`);
const { GlobalConfig } = await load("config/global");
const { doAutoReplace } = await load("workers/repository/update/branch/auto-replace");
GlobalConfig.set({ localDir: folder });
for (const upgrade of JSON.parse(readFileSync(0, "utf8"))) {
  const file = `${folder}/${upgrade.packageFile}`;
  writeFileSync(file, await doAutoReplace(upgrade, readFileSync(file, "utf8"), false));
}
