// The address of this page, as it would be sent.

/** Without query, id and token: where the reader is, or else where the site lives. */
function here() {
  if (location.protocol === 'file:') {
    return /** @type {HTMLLinkElement | null} */ (document.querySelector('link[rel=canonical]'))?.href ?? '';
  }
  return location.origin + location.pathname.replace(/index\.html$/, '');
}

/**
 * The address of a place in this page; '' where it has none.
 *
 * @param {string} id
 */
export function address(id) {
  return here() && here() + (id ? `#${id}` : '');
}
