// Where an address leads. Chat apps write signs in their own way, stick words of their own to an address, or put all of
// it into the query.

/**
 * The id in an address, the token of numbers behind a tilde (null without any), and what of the query may stay.
 * Whatever an id or a token can't hold ends it, and neither ends with a dash.
 *
 * @param {string} href
 */
export function arrival(href) {
  const url = new URL(href);
  const [query, fragment] = [url.search, url.hash].map(asWritten);
  const place = /#[^\w~]*([a-z][\w-]*)?(?:~([\w-]*))?/;
  const numbers = /([a-z][a-z0-9-]*)~(\d[\w-]{5,})/; // the digit of the version, and at the least a seal
  const found =
    (fragment.includes('~') && place.exec(fragment)) ||
    numbers.exec(query) ||
    place.exec(query) ||
    place.exec(fragment);
  const [, id = '', token = !id && fragment.includes('~') ? '' : null] = found || [];
  const inQuery = found && found.input === query;
  return {
    id: trimmed(id),
    token: token === null ? null : trimmed(token),
    search: inQuery || numbers.test(query) ? '' : url.search,
  };
}

const trimmed = (/** @type {string} */ word) => word.replace(/[_-]+$/, '');

/** @param {string} text */
function asWritten(text) {
  // Twice, for what was packed into another address on its way.
  for (let i = 0; i < 2; i++) text = text.replace(/(?:%[0-9a-f]{2})+/gi, decoded);
  return text
    .replace(/\p{Cf}/gu, '')
    .replace(/[～〜]/g, '~')
    .replace(/＃/g, '#');
}

/** @param {string} run */
function decoded(run) {
  try {
    return decodeURIComponent(run);
  } catch {
    return run; // cut within a sign, or not written by us: it ends what stands before it
  }
}
