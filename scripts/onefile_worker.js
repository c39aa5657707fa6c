// Put before worker.js in the one-file guide. What the worker would fetch and import comes with its first message,
// compressed, as text; it is given out under addresses that do not exist.
const packed = await new Promise((resolve) => {
  addEventListener('message', ({ data }) => resolve(data), { once: true });
});

function unpack(name, type) {
  const text = packed[name];
  const bytes = Uint8Array.fromBase64?.(text) ?? Uint8Array.from(atob(text), (c) => c.charCodeAt(0));
  delete packed[name];
  const stream = new Response(bytes).body.pipeThrough(new DecompressionStream('gzip'));
  return new Response(stream, { headers: { 'Content-Type': type } });
}

globalThis.fetch = async (address) => {
  const name = String(address.url ?? address).split('/').pop();
  return unpack(name, name.endsWith('.wasm') ? 'application/wasm' : 'application/octet-stream');
};

globalThis.importPacked = async (name) => {
  const code = await unpack(name, 'text/javascript').blob();
  return import(URL.createObjectURL(code));
};

