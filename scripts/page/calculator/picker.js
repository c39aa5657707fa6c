// Beside a day that can be typed, a button that opens the system's own calendar.

import { today } from '../common/clock.js';
import { button, make } from '../common/dom.js';
import { CALCULATING } from '../words/calculators.js';

/** @param {HTMLInputElement} input */
export function addPicker(input) {
  const native = make('input');
  if (typeof native.showPicker !== 'function') return;
  Object.assign(native, { type: 'date', className: 'calc-native-date', tabIndex: -1 });
  native.setAttribute('aria-hidden', 'true');
  const open = () => {
    native.value = /^\d{4}-\d\d-\d\d$/.test(input.value) ? input.value : today();
    try {
      native.showPicker();
    } catch {
      input.focus(); // no calendar here: the day can still be typed
    }
  };
  native.addEventListener('input', (event) => {
    event.stopPropagation();
    if (!native.value) return;
    input.value = native.value;
    input.dispatchEvent(new Event('input', { bubbles: true }));
    input.dispatchEvent(new Event('change', { bubbles: true }));
  });
  native.addEventListener('change', (event) => event.stopPropagation());
  const label = CALCULATING.pick(input.labels?.[0]?.textContent ?? '');
  input.after(button('', open, { className: 'calc-pick', label }), native);
}

/** @param {ParentNode} within */
export const addPickers = (within) =>
  within
    .querySelectorAll('input[data-unit=day]')
    .forEach((input) => addPicker(/** @type {HTMLInputElement} */ (input)));
