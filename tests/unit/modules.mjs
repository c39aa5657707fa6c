// Runs functions with modules of the pages that know nothing of pages, each with a storage of its own. Each line of
// standard input is JSON: the function's source, and what it is given; so is each line of the answer: what it returned,
// or what it threw.
// Usage: node modules.mjs
import { createInterface } from 'node:readline/promises';
import { arrival } from '../../scripts/page/share/arrival.js';
import * as token from '../../scripts/page/share/token.js';
import * as copies from '../../scripts/page/store/copy.js';
import * as forms from '../../scripts/page/store/forms.js';
import { merge } from '../../scripts/page/store/merge.js';
import * as situation from '../../scripts/page/store/situation.js';
import * as steps from '../../scripts/page/store/steps.js';
import { get, set } from '../../scripts/page/store/storage.js';

const modules = { arrival, token, store: { copies, forms, get, merge, set, situation, steps } };

/** A browser's storage. */
class Storage {
  #kept = new Map();

  getItem(key) {
    return this.#kept.get(key) ?? null;
  }

  setItem(key, value) {
    this.#kept.set(key, String(value));
  }

  removeItem(key) {
    this.#kept.delete(key);
  }
}

/** Give the modules a storage as a browser that was never here: also after a test has broken the one there was. */
function storage() {
  for (const area of ['localStorage', 'sessionStorage']) {
    Object.defineProperty(globalThis, area, { value: new Storage(), configurable: true, writable: true });
  }
}

const names = Object.keys(modules);

for await (const line of createInterface({ input: process.stdin })) {
  const { run, given } = JSON.parse(line);
  storage();
  try {
    const result = new Function('given', ...names, `return (${run})(given)`)(given, ...Object.values(modules));
    console.log(JSON.stringify({ result: result ?? null }));
  } catch (error) {
    console.log(JSON.stringify({ error: error.stack }));
  }
}
