// Runs scripts/pack.py on Pyodide's own Python, so that the bytecode is what the browser's Python reads.
// Usage: node pack.mjs SITE_PACKAGES WORK_FOLDER PACK_PY
import { readFileSync } from 'node:fs';
import { dirname } from 'node:path';
import { fileURLToPath } from 'node:url';
import { loadPyodide } from 'pyodide';

const [sitePackages, work, script] = process.argv.slice(2);
const home = dirname(fileURLToPath(import.meta.resolve('pyodide')));
const { info } = JSON.parse(readFileSync(`${home}/pyodide-lock.json`));
const py = await loadPyodide({
  lockFileContents: { info, packages: {} },
  packageBaseUrl: '/none/',
  // A constant day makes two builds of the same sources identical; see scripts/pack.py for the rest.
  env: {
    SOURCE_DATE_EPOCH: '1767225600',
    PYTHONHASHSEED: '0',
    PYTHONNODEBUGRANGES: '1',
    PYTHONOPTIMIZE: '2',
    HOME: '/home/pyodide',
  },
});
for (const [root, mount] of [
  [sitePackages, '/packages'],
  [work, '/work'],
]) {
  py.FS.mkdirTree(mount);
  py.FS.mount(py.FS.filesystems.NODEFS, { root }, mount);
}
py.FS.writeFile('/stdlib.zip', readFileSync(`${home}/python_stdlib.zip`));
py.runPython(readFileSync(script, 'utf8'));
