// The worker of the one-file guide. What it would fetch and import comes with its first message, compressed, as text; it
// is given out under addresses that do not exist.

import { serve } from './runtime/serve.js';

/**
 * @param {Record<string, string>} packed
 * @param {string} name
 * @param {string} type
 */
function unpack(packed, name, type) {
  const text = packed[name];
  const newer = /** @type {{ fromBase64?: (text: string) => Uint8Array<ArrayBuffer> }} */ (Uint8Array);
  const bytes = newer.fromBase64?.(text) ?? Uint8Array.from(atob(text), (c) => c.charCodeAt(0));
  delete packed[name];
  const body = /** @type {ReadableStream<Uint8Array<ArrayBuffer>>} */ (new Response(bytes).body);
  return new Response(body.pipeThrough(new DecompressionStream('gzip')), { headers: { 'Content-Type': type } });
}

addEventListener(
  'message',
  ({ data: packed }) =>
    serve(
      async (address) => {
        const name =
          String(/** @type {{ url?: string }} */ (address).url ?? address)
            .split('/')
            .pop() ?? '';
        return unpack(packed, name, name.endsWith('.wasm') ? 'application/wasm' : 'application/octet-stream');
      },
      async (_, name) => import(URL.createObjectURL(await unpack(packed, name, 'text/javascript').blob())),
    ),
  { once: true },
);
