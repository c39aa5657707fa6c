// For scripts/bench only: Pyodide as its manual loads it, with the calculators' sources unpacked from a zip, answering as
// our worker does. That their download runs beside Pyodide's is in the stock page's favour.

/* global STOCK -- where its files are, put before this bundle by scripts/benchmarks.py */

import { answerWith } from './runtime/answer.js';

const here = (/** @type {string} */ address) => new URL(address, import.meta.url).href;

async function start() {
  const sources = fetch(here(STOCK.sources)).then((response) => response.arrayBuffer());
  const { loadPyodide } = await import(here(`${STOCK.core}pyodide.mjs`));
  const pyodide = await loadPyodide({ indexURL: here(STOCK.core) });
  pyodide.unpackArchive(await sources, 'zip');
  return pyodide.pyimport('calculators').answer;
}

answerWith(start());
