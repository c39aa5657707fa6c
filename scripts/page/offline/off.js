// Whether the reader had everything deleted: then it is not kept again until they ask for it.

import { get } from '../store/storage.js';

export const OFF = 'offline-off';

export const isOff = () => Boolean(get('localStorage', OFF));
