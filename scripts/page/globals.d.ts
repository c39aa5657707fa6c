// What scripts/bundles.py puts before a bundle, and what is there without being imported.

type Sizes = { raw: number; br: number; gz: number };

/** Old address → new one. */
declare const MOVED: Record<string, string | undefined>;
/** Addresses of scripts that are loaded later, relative to the bundle. */
declare const QR: string;
declare const WORKER: string;
/** What the worker loads, addresses relative to it. */
declare const RUNTIME: { core: string; python: string; info: unknown; files: Record<string, Sizes> };
/** One release of the site: addresses with their SHA-256, of the runtime also their sizes. */
declare const RELEASE: {
  id: string;
  day: string;
  pages: [string, string][];
  runtime: [string, string, number, number, number][];
};
/** Where the files of Pyodide as npm ships it are, relative to the worker. */
declare const STOCK: { core: string; sources: string };
declare const workbox: any;
