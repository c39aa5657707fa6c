// What the page says to the service worker, and hears of it.

import { root } from '../common/place.js';

/** @typedef {{ loaded: number, total: number }} Progress */
/** @typedef {{ stored: number, of: number, bytes: number }} Part */
/** @typedef {{ id: string, day: string, pages: Part, runtime: Part }} Checked */

const SILENCE = 60_000; // ms without a word from the service worker

// Browsers have none on pages that did not come over a safe line.
export const worker = /** @type {ServiceWorkerContainer | undefined} */ (navigator.serviceWorker);

export const registration = () => worker?.getRegistration(root.href);

let failure = 'failed';

/** Why the worker could not store all, as far as it has said so. */
export const lastFailure = () => failure;

/** @param {unknown} error */
export const noteFailure = (error) => {
  failure = /** @type {Error} */ (error).name;
};

/**
 * Says something to the service worker; resolves to its answer.
 *
 * @param {'check' | 'forget' | 'keep' | 'tend'} message
 * @param {(progress: Progress) => void} [report]
 * @returns {Promise<unknown>}
 */
export async function ask(message, report) {
  const active = (await registration())?.active;
  if (!active) throw new Error('none');
  return new Promise((resolve, reject) => {
    const { port1, port2 } = new MessageChannel();
    /** @type {ReturnType<typeof setTimeout>} */
    let watch;
    const wait = () => {
      clearTimeout(watch);
      watch = setTimeout(() => reject(new Error('silent')), SILENCE);
    };
    port1.onmessage = ({ data }) => {
      wait();
      if (data.progress) {
        report?.(data.progress);
        return;
      }
      clearTimeout(watch);
      if (data.failed) reject(Object.assign(new Error('failed'), { name: data.failed }));
      else resolve(data.done);
    };
    wait();
    active.postMessage(message, [port2]);
  });
}

/**
 * Asks for the service worker; resolves once one is at work, rejects where none can be or it could not store.
 *
 * @param {ServiceWorkerContainer} container
 * @param {(registration: ServiceWorkerRegistration) => void} watch
 */
export async function register(container, watch) {
  const registered = await container.register(new URL('sw.js', root), { updateViaCache: 'none' });
  watch(registered);
  if (registered.active) return;
  await new Promise((resolve, reject) => {
    const first = /** @type {ServiceWorker} */ (registered.installing ?? registered.waiting);
    const look = () => {
      if (first.state === 'activated') resolve(undefined);
      // The worker's own word why may come after the browser's that it is gone.
      if (first.state === 'redundant') {
        setTimeout(() => reject(Object.assign(new Error('failed'), { name: failure })), 500);
      }
    };
    first.addEventListener('statechange', look);
    look();
  });
}

/** Listens for why the worker could not store all: the pages can't see it otherwise. */
export function listen() {
  worker?.addEventListener('message', ({ data }) => {
    failure = data?.failed ?? failure;
  });
  worker?.startMessages?.();
}
