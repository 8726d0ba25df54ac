// The tree by cdk8s: a chart per file. What is no Kubernetes object (values of charts) is left out.
const fs = require('fs');
const path = require('path');
const { App, Chart, ApiObject, YamlOutputType } = require('cdk8s');
const yaml = require('js-yaml');

const [folder, apps, team, out] = process.argv.slice(2);
const kinds = JSON.parse(fs.readFileSync(path.join(folder, 'shapes.json'), 'utf8'));
const pad = (number, digits) => String(number).padStart(digits, '0');
const app = new App({ outdir: out, yamlOutputType: YamlOutputType.FILE_PER_CHART });

for (let number = 0; number < Number(apps); number++) {
  const known = {
    app: `app-${pad(number, 5)}`,
    needed: `app-${pad(number - 1, 5)}`,
    team: `team-${pad(Math.floor(number / team), 4)}`,
  };
  const named = text => text.replace(/__([a-z]+)__/g, (_, name) => known[name]);
  for (const [at, text] of Object.entries(kinds[number % kinds.length])) {
    const content = yaml.load(named(text));
    if (!content || !content.kind) continue;
    const chart = new Chart(app, named(at).replaceAll('/', '-').replace('.yaml', ''));
    new ApiObject(chart, 'object', content);
  }
}
fs.mkdirSync(out, { recursive: true });
app.synth();
