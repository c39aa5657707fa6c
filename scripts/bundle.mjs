// Bundles the scripts of the pages (scripts/page/) and makes them small. Prints a JSON object: file name → code.
// Usage: node bundle.mjs
import { fileURLToPath } from 'node:url';
import { rollup } from '@rollup/wasm-node';
import { minify } from 'terser';

const page = fileURLToPath(new URL('page/', import.meta.url));
// calculators.js builds on site.js: what both need is in the latter, and a page that has both loads it once. What runs
// as a classic script has no imports and exports.
const KINDS = [
  { entries: ['site', 'calculators'], format: 'es' },
  { entries: ['worker'], format: 'es' },
  { entries: ['guide_worker'], format: 'es' },
  { entries: ['stock_worker'], format: 'es' },
  { entries: ['guide'], format: 'iife' },
  { entries: ['search'], format: 'iife' },
  { entries: ['service_worker'], format: 'iife' },
];

/** Imports that can't be found or go round, and whatever else is doubtful, stop the build. */
function onwarn({ message }) {
  throw new Error(message);
}

const bundles = {};
for (const { entries, format } of KINDS) {
  const input = Object.fromEntries(entries.map((name) => [name, `${page}${name}.js`]));
  const bundle = await rollup({ input, onwarn, preserveEntrySignatures: 'allow-extension' });
  const { output } = await bundle.generate({ format, entryFileNames: '[name].js', minifyInternalExports: true });
  if (output.length !== entries.length) throw new Error(`${entries} need ${output.length} files`);
  for (const { fileName, code } of output) {
    const small = await minify(code, { module: format === 'es', ecma: 2020, format: { ascii_only: false } });
    bundles[fileName] = small.code;
  }
}
console.log(JSON.stringify(bundles));
