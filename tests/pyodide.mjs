// Starts the packed runtime as the browser does and runs the Python on standard input; prints its last expression.
// Usage: node pyodide.mjs RUNTIME_FOLDER PYTHON_ZIP
import { readFileSync } from 'node:fs';
import { text } from 'node:stream/consumers';
import { pathToFileURL } from 'node:url';

const [core, zip] = process.argv.slice(2);
const { loadPyodide } = await import(pathToFileURL(`${core}/pyodide.mjs`));
const { info } = JSON.parse(readFileSync('node_modules/pyodide/pyodide-lock.json'));
const py = await loadPyodide({ indexURL: core, packageBaseUrl: core, stdLibURL: zip, lockFileContents: { info, packages: {} } });
console.log(py.runPython(await text(process.stdin)));
