// The one place that knows Pyodide: loads our cut-down runtime, and says how far it is.

/* global RUNTIME -- what is loaded from where, put before this bundle by scripts/bundles.py */

import { answerWith, die } from './answer.js';

/** @typedef {{ encoding: 'raw' | 'br' | 'gz', share: number }} Arrived */

const here = (/** @type {string} */ address) => new URL(address, import.meta.url).href;

/** @type {Record<string, 'br' | 'gz'>} */
const ENCODINGS = { br: 'br', gzip: 'gz' };

/**
 * Starts the runtime and answers. `fetch` gets a file by its address, `load` a module of Pyodide by its name.
 *
 * @param {(address: string) => Promise<Response>} fetch
 * @param {(core: string, name: string) => Promise<any>} load
 */
export function serve(fetch, load) {
  const sizes = Object.fromEntries(Object.entries(RUNTIME.files).map(([address, size]) => [here(address), size]));
  /** @type {Map<string, Arrived>} */
  const arrived = new Map();
  let reported = 0;

  // Ten reports a second are enough: each makes the page write anew.
  function report(/** @type {boolean} */ last) {
    if (!last && performance.now() - reported < 100) return;
    reported = performance.now();
    let loaded = 0;
    let total = 0;
    for (const [address, size] of Object.entries(sizes)) {
      const { share = 0, encoding = 'br' } = arrived.get(address) ?? {};
      loaded += share * size[encoding];
      total += size[encoding];
    }
    postMessage({ progress: { loaded, total } });
  }

  // The stream shows bytes after decompression; the share that has come is the same on the line.
  async function count(/** @type {string} */ address, /** @type {Response} */ response) {
    const encoding = ENCODINGS[response.headers.get('Content-Encoding') ?? ''] ?? 'raw';
    const reader = /** @type {ReadableStream<Uint8Array>} */ (response.body).getReader();
    for (let got = 0; ;) {
      const { done, value } = await reader.read();
      got += value?.length ?? 0;
      arrived.set(address, { encoding, share: Math.min(got / sizes[address].raw, 1) });
      report(done);
      if (done && got !== sizes[address].raw) throw new Error(`${address} has ${got} bytes`);
      if (done) return;
    }
  }

  async function get(/** @type {string} */ address) {
    const response = await fetch(address);
    if (!response.ok) throw new Error(`${response.status} ${address}`);
    count(address, response.clone()).catch(die);
    // A server that gives WebAssembly the wrong type would make Pyodide wait for ever: put it right.
    if (address.endsWith('.wasm') && !response.headers.get('Content-Type')?.startsWith('application/wasm')) {
      return new Response(response.body, { headers: { 'Content-Type': 'application/wasm' } });
    }
    return response;
  }

  // Everything is asked for at once; Pyodide, which would ask one after the other, finds it under way.
  const core = here(RUNTIME.core);
  const python = here(RUNTIME.python);
  const asked = new Map([`${core}pyodide.asm.wasm`, python].map((address) => [address, get(address)]));
  asked.forEach((promise) => promise.catch(die));
  globalThis.fetch = (input, init) => {
    const address = String(/** @type {Request} */ (input).url ?? input);
    const promise = asked.get(address);
    asked.delete(address);
    return promise ?? /** @type {typeof globalThis.fetch} */ (fetch)(/** @type {string} */ (input), init);
  };

  async function start() {
    const [{ loadPyodide }, { default: createPyodideModule }] = await Promise.all([
      load(core, 'pyodide.mjs'),
      load(core, 'pyodide.asm.mjs'),
    ]);
    const pyodide = await loadPyodide({
      createPyodideModule,
      indexURL: core,
      packageBaseUrl: core,
      stdLibURL: python,
      lockFileContents: { info: RUNTIME.info, packages: {} },
    });
    return pyodide.pyimport('packed').answer;
  }

  answerWith(start());
}
