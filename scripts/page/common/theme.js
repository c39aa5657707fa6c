// What the theme's own script lacks.

/** Material's search listens to keys only; what an input method or a paste puts in must count too. */
export function searchWithoutKeys() {
  const query = document.querySelector('.md-search__input');
  query?.addEventListener('input', () => query.dispatchEvent(new KeyboardEvent('keyup')));
}
