// Runs docs/assets/js/store.js with a storage of its own. Standard input is JSON: a function's source, and what it
// is given; prints what it returns as JSON.
// Usage: node store.mjs
import { text } from 'node:stream/consumers';

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
for (const area of ['localStorage', 'sessionStorage']) {
  Object.defineProperty(globalThis, area, { value: new Storage(), configurable: true, writable: true });
}
await import('../../docs/assets/js/store.js');
const { run, given } = JSON.parse(await text(process.stdin));
console.log(JSON.stringify(new Function('given', `return (${run})(given)`)(given) ?? null));
