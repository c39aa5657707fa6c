// Short ways to find and to make elements.

/** @typedef {HTMLInputElement | HTMLSelectElement} Control */
/** @typedef {{ text?: string, label?: string, role?: string, [property: string]: unknown }} Properties */

/**
 * The first element that fits, which is known to be there.
 *
 * @param {ParentNode} within
 * @param {string} selector
 * @returns {HTMLElement}
 */
export const one = (within, selector) => /** @type {HTMLElement} */ (within.querySelector(selector));

/**
 * @param {ParentNode} within
 * @param {string} selector
 * @returns {HTMLElement[]}
 */
export const all = (within, selector) => [...within.querySelectorAll(/** @type {'p'} */ (selector))];

/**
 * Of several controls, those that fit.
 *
 * @param {ParentNode} within
 * @param {string} selector
 * @returns {Control[]}
 */
export const controls = (within, selector) => [...within.querySelectorAll(/** @type {'input'} */ (selector))];

/**
 * A form's control, or undefined where it has none of that name.
 *
 * @param {HTMLFormElement} form
 * @param {string} name
 * @returns {Control | undefined}
 */
export const control = (form, name) => /** @type {Control | undefined} */ (form.elements.namedItem(name) ?? undefined);

/**
 * The box by which a field, or a group of rows, is said to have been checked.
 *
 * @param {HTMLFormElement} form
 * @param {string} name
 */
export const tickOf = (form, name) => /** @type {HTMLInputElement | undefined} */ (control(form, `${name}.confirmed`));

/**
 * What a form holds, as texts by name.
 *
 * @param {HTMLFormElement} form
 * @returns {Record<string, string>}
 */
export const formData = (form) => Object.fromEntries(/** @type {Iterable<[string, string]>} */ (new FormData(form)));

/**
 * A new element: `text` is its text, `label` what a screen reader calls it; all else are its properties.
 *
 * @template {keyof HTMLElementTagNameMap} Tag
 * @param {Tag} tag
 * @param {Properties} [properties]
 * @param {...(Node | string)} children
 * @returns {HTMLElementTagNameMap[Tag]}
 */
export function make(tag, { text, label, role, ...properties } = {}, ...children) {
  const element = Object.assign(document.createElement(tag), properties);
  if (role) element.setAttribute('role', role);
  if (label) element.setAttribute('aria-label', label);
  if (text) element.textContent = text;
  element.append(...children);
  return element;
}

/**
 * A button that does something and submits nothing.
 *
 * @param {string} text
 * @param {(event: MouseEvent) => unknown} act
 * @param {Properties} [properties]
 */
export function button(text, act, properties) {
  const made = make('button', { type: 'button', text, ...properties });
  made.addEventListener('click', act);
  return made;
}

/** @param {Element} element */
export function focusOn(element) {
  const target = /** @type {HTMLElement} */ (element);
  target.tabIndex = -1;
  target.focus();
}

/** @param {number} bytes */
export const megabytes = (bytes) => (bytes / 1e6).toFixed(1);
