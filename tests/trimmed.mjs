// Starts the trimmed runtime as the browser does and tries to import the modules named as arguments.
// Usage: node trimmed.mjs RUNTIME_FOLDER PYTHON_ZIP MODULE...; prints {missing, answer} as JSON.
import { readFileSync } from 'node:fs';
import { pathToFileURL } from 'node:url';

const [core, zip, ...modules] = process.argv.slice(2);
const { loadPyodide } = await import(pathToFileURL(`${core}/pyodide.mjs`));
const { info } = JSON.parse(readFileSync('node_modules/pyodide/pyodide-lock.json'));
const py = await loadPyodide({ indexURL: core, packageBaseUrl: core, stdLibURL: zip, lockFileContents: { info, packages: {} } });
const missing = modules.filter((name) => {
  try {
    py.pyimport(name);
    return false;
  } catch {
    return true;
  }
});
const answer = py.pyimport('calculators').answer('overdue_cost', '{}');
console.log(JSON.stringify({ missing, answer: JSON.parse(answer) }));
