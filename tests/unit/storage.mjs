// A browser's storage, for modules that run without a browser: empty at first.
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
