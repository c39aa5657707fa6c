// A QR code as a PNG, which chat apps know how to keep and to forward.

/* global QR -- the address of its library, put before this bundle by scripts/bundles.py */

/**
 * The address of the picture. Rejects where the library can't be had.
 *
 * @param {string} text
 * @returns {Promise<string>}
 */
export async function picture(text) {
  const { encode, renderSVG } = await import(QR);
  const { data, size } = encode(text, { ecc: 'M', border: 4 });
  const scale = Math.ceil(480 / size);
  const canvas = document.createElement('canvas');
  canvas.width = canvas.height = size * scale;
  const ink = /** @type {CanvasRenderingContext2D} */ (canvas.getContext('2d', { willReadFrequently: true }));
  ink.fillStyle = '#fff';
  ink.fillRect(0, 0, size * scale, size * scale);
  ink.fillStyle = '#000';
  /** @type {boolean[][]} */ (data).forEach((row, y) =>
    row.forEach((dark, x) => dark && ink.fillRect(x * scale, y * scale, scale, scale)),
  );
  // A browser that guards against fingerprints may hand out another picture than was drawn.
  const shade = (/** @type {number} */ at) => ink.getImageData(at, at, 1, 1).data[0];
  if (shade(0) === 255 && shade(4.5 * scale) === 0) return canvas.toDataURL('image/png');
  return `data:image/svg+xml,${encodeURIComponent(renderSVG(text, { ecc: 'M', border: 4 }))}`;
}
