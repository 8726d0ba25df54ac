// The tree by js-yaml: one object a file, its names put in, written out.
const fs = require('fs');
const path = require('path');
const yaml = require('js-yaml');

const [folder, apps, team, out] = process.argv.slice(2);
const kinds = JSON.parse(fs.readFileSync(path.join(folder, 'shapes.json'), 'utf8'))
  .map(files => Object.entries(files).map(([at, text]) => [at, yaml.load(text)]));
const made = new Set();
const pad = (number, digits) => String(number).padStart(digits, '0');

function named(value, known) {
  if (typeof value === 'string') return value.replace(/__([a-z]+)__/g, (_, name) => known[name]);
  if (Array.isArray(value)) return value.map(item => named(item, known));
  if (value === null || typeof value !== 'object') return value;
  return Object.fromEntries(Object.entries(value).map(([key, item]) => [named(key, known), named(item, known)]));
}

for (let number = 0; number < Number(apps); number++) {
  const known = {
    app: `app-${pad(number, 5)}`,
    needed: `app-${pad(number - 1, 5)}`,
    team: `team-${pad(Math.floor(number / team), 4)}`,
  };
  for (const [at, content] of kinds[number % kinds.length]) {
    const file = path.join(out, named(at, known));
    const parent = path.dirname(file);
    if (!made.has(parent)) { fs.mkdirSync(parent, { recursive: true }); made.add(parent); }
    fs.writeFileSync(file, yaml.dump(named(content, known), { noArrayIndent: false, lineWidth: -1 }));
  }
}
