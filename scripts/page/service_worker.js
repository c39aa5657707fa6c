// The service worker: keeps the guide, and the runtime of the calculators where the reader uses or asks for
// it, and answers from what it keeps. One release is kept whole or not at all; a new one waits until the
// reader changes over. scripts/offline.py puts Workbox's modules and the list of the release before this.

/* global workbox, RELEASE */

import { UNREACHABLE } from './words/every_page.js';

/** @typedef {{ hash: string, raw: number, br: number, gz: number }} File */
/** @typedef {(share: number, encoding: 'raw' | 'br' | 'gz') => void} Share */
/** @typedef {(progress: { loaded: number, total: number }) => void} Report */
/** @typedef {{ request: Request, url: URL }} Asked */

const scope = /** @type {ServiceWorkerGlobalScope} */ (/** @type {unknown} */ (globalThis));
const { caches, clients } = scope;
const { core, precaching, routing } = workbox;
core.setCacheNameDetails({ prefix: 'guide' }); // Workbox adds the scope: two guides on one host never meet
const RUNTIME = core.cacheNames.runtime;
const root = new URL('./', location.href);
const here = (/** @type {string} */ address) => new URL(address, root).href;
/** @type {Map<string, File>} */
const runtime = new Map(RELEASE.runtime.map(([address, hash, raw, br, gz]) => [here(address), { hash, raw, br, gz }]));

// Files that did not change keep their entry, those of the release before stay until it is replaced:
// entries are kept under address and hash, so two releases share what is the same and nothing else.
const guide = new precaching.PrecacheController();
guide.addToCacheList(RELEASE.pages.map(([url, hash]) => ({ url, revision: hash, integrity: `sha256-${hash}` })));

/** @type {Record<string, 'br' | 'gz'>} */
const ENCODINGS = { br: 'br', gzip: 'gz' };
const savesData = () =>
  Boolean(/** @type {{ connection?: { saveData?: boolean } }} */ (navigator).connection?.saveData);

let forgotten = false; // the reader had everything deleted: nothing is put back while old pages are open
scope.addEventListener('fetch', (event) => forgotten && event.stopImmediatePropagation());

scope.addEventListener('install', (event) => {
  event.waitUntil(guide.install(event).then(bringRuntime).catch(tell));
});

scope.addEventListener('activate', (event) => {
  event.waitUntil(Promise.all([guide.activate(event), dropRuntime(), clients.claim()]));
});

/** What a reader could use without a network stays so with the new release: its runtime belongs to it. */
async function bringRuntime() {
  if (savesData() || !(await (await caches.open(RUNTIME)).keys()).length) return;
  try {
    await keep();
  } catch (error) {
    // Two runtimes at once may not fit. A guide that never changes again would be worse than one without.
    if (/** @type {Error} */ (error).name !== 'QuotaExceededError') throw error;
  }
}

async function dropRuntime() {
  const cache = await caches.open(RUNTIME);
  const old = (await cache.keys()).filter(({ url }) => !runtime.has(url));
  await Promise.all(old.map((request) => cache.delete(request)));
}

/**
 * The pages cannot see why an install failed.
 *
 * @param {Error} error
 * @returns {Promise<never>}
 */
async function tell(error) {
  const pages = await clients.matchAll({ includeUncontrolled: true, type: 'window' });
  pages.forEach((page) => page.postMessage({ failed: error.name }));
  throw error;
}

/** @param {BufferSource} content */
async function base64(content) {
  return btoa(String.fromCharCode(...new Uint8Array(await crypto.subtle.digest('SHA-256', content))));
}

/**
 * Reads a body, calling back with the share that has come; a body longer than it should be is cut there.
 *
 * @param {Response} response
 * @param {number} size
 * @param {Share} report
 */
async function read(response, size, report) {
  const content = new Uint8Array(size);
  const reader = /** @type {ReadableStream<Uint8Array>} */ (response.body).getReader();
  const encoding = ENCODINGS[response.headers.get('Content-Encoding') ?? ''] ?? 'raw';
  for (let got = 0; ;) {
    const { done, value } = await reader.read();
    if (done) return content.subarray(0, got);
    if (got + value.length > size) {
      reader.cancel();
      return content.subarray(0, 0);
    }
    content.set(value, got);
    got += value.length;
    report(got / size, encoding);
  }
}

/**
 * Fetches one file of the runtime, only if it is the one of this release to the last bit.
 *
 * @param {string} url
 * @param {File} file
 * @param {Share} report
 */
async function fetchWhole(url, { hash, raw }, report) {
  let problem;
  // What the page has just loaded lies in the browser's own cache; what is broken there is asked for anew.
  for (const cache of /** @type {const} */ (['default', 'reload'])) {
    try {
      const response = await fetch(url, { cache });
      if (!response.ok) throw new Error(`${response.status}`);
      const copy = response.clone(); // the very answer: the browser keeps its compiled code with it
      if ((await base64(await read(response, raw, report))) === hash) return copy;
      problem = new Error('altered');
    } catch (error) {
      problem = error;
    }
  }
  throw problem;
}

/** @type {Promise<void> | null} */
let keeping = null;
/** @type {Set<Report>} */
const listeners = new Set();

/**
 * Keeps the whole runtime. Files that are there already stay: after a cut the rest is fetched.
 *
 * @param {Report} [report]
 */
function keep(report) {
  if (report) listeners.add(report);
  keeping ??= keepAll().finally(() => {
    keeping = null;
    listeners.clear();
  });
  return keeping;
}

async function keepAll() {
  const cache = await caches.open(RUNTIME);
  const kept = new Set((await cache.keys()).map(({ url }) => url));
  const missing = [...runtime].filter(([url]) => !kept.has(url));
  const total = missing.reduce((sum, [, { br }]) => sum + br, 0);
  let before = 0;
  for (const [url, file] of missing) {
    const report = (/** @type {number} */ share) =>
      listeners.forEach((listener) => listener({ loaded: before + share * file.br, total }));
    await cache.put(url, await fetchWhole(url, file, report));
    before += file.br;
  }
}

/**
 * Fetches what is missing of the guide: the browser may have dropped some.
 *
 * @param {ExtendableEvent} event
 */
async function mend(event) {
  const cache = await caches.open(guide.strategy.cacheName);
  const kept = new Set((await cache.keys()).map(({ url }) => url));
  for (const [url, cacheKey] of guide.getURLsToCacheKeys()) {
    if (kept.has(cacheKey)) continue;
    const integrity = guide.getIntegrityForCacheKey(cacheKey);
    const request = new Request(url, { integrity, cache: 'reload', credentials: 'same-origin' });
    await Promise.all(guide.strategy.handleAll({ request, event, params: { cacheKey, integrity } }));
  }
}

/**
 * At every visit: what was begun is brought to its end.
 *
 * @param {ExtendableEvent} event
 */
async function tend(event) {
  await mend(event);
  const begun = (await (await caches.open(RUNTIME)).keys()).length;
  if (begun && begun < runtime.size && !savesData()) await keep();
}

/** Looks at every file that should be here; what is not as it should be is thrown out. */
async function check() {
  async function look(/** @type {string} */ name, /** @type {[string, string][]} */ files) {
    const cache = await caches.open(name);
    const found = { stored: 0, of: files.length, bytes: 0 };
    for (const [key, hash] of files) {
      const body = await (await cache.match(key))?.arrayBuffer().catch(() => null);
      if (!body) continue;
      if ((await base64(body)) !== hash) {
        await cache.delete(key);
        continue;
      }
      found.stored += 1;
      found.bytes += body.byteLength;
    }
    return found;
  }
  /** @type {[string, string][]} */
  const pages = RELEASE.pages.map(([address, hash]) => [guide.getCacheKeyForURL(here(address)), hash]);
  const { id, day } = RELEASE;
  return {
    id,
    day,
    pages: await look(guide.strategy.cacheName, pages),
    runtime: await look(
      RUNTIME,
      [...runtime].map(([url, { hash }]) => [url, hash]),
    ),
  };
}

async function forget() {
  forgotten = true;
  await Promise.all([caches.delete(guide.strategy.cacheName), caches.delete(RUNTIME)]);
}

scope.addEventListener('message', (event) => {
  const port = event.ports[0];
  /** @type {Report} */
  const progress = (now) => port.postMessage({ progress: now });
  /** @type {Record<string, () => Promise<unknown>>} */
  const tasks = {
    check,
    forget,
    keep: () => mend(event).then(() => keep(progress)),
    tend: () => tend(event),
    go: () => scope.skipWaiting(),
  };
  const todo = tasks[event.data];
  if (!todo) return;
  const done = todo().then((answer) => port?.postMessage({ done: answer ?? true }));
  event.waitUntil(done.catch((error) => port?.postMessage({ failed: error.name })));
});

routing.registerRoute(
  new precaching.PrecacheRoute(guide, {
    directoryIndex: null,
    cleanURLs: false,
    // Chat apps add words of their own after the “?”, or leave it there alone: whatever stands there, it is the same page.
    urlManipulation: (/** @type {{ url: URL }} */ { url }) => [new URL(url.pathname, url)],
  }),
);
routing.registerRoute(
  (/** @type {Asked} */ { url }) => runtime.has(url.href),
  async (/** @type {Asked} */ { request }) => (await (await caches.open(RUNTIME)).match(request.url)) ?? fetch(request),
);

/**
 * Another address of the same host, or a page that is missing here: the server's answer, else one of ours.
 *
 * @param {Asked} asked
 * @returns {Promise<Response>}
 */
async function beyond({ request, url }) {
  try {
    return await fetch(request);
  } catch {
    const path = url.pathname.replace(/\/index\.html$|\/*$/, '/');
    if (path !== url.pathname && guide.getCacheKeyForURL(new URL(path, root).href)) return Response.redirect(path);
    const page = await guide.matchPrecache(here('assets/missing.txt')); // a copy of 404.html
    if (!page) return Response.error();
    const html = (await page.text())
      .replaceAll(
        /data-to="(.*?)" href="\/"/g,
        (/** @type {string} */ _, /** @type {string} */ to) => `href="${root.pathname}${to}"`,
      )
      .replace(UNREACHABLE.usual, UNREACHABLE.here);
    return new Response(html, { status: 404, headers: { 'Content-Type': 'text/html; charset=utf-8' } });
  }
}

routing.registerRoute(new routing.NavigationRoute(beyond));
routing.setCatchHandler(async (/** @type {Asked} */ asked) =>
  asked.request.mode === 'navigate' ? beyond(asked) : Response.error(),
);
