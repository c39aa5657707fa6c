// Runs a function with modules of the pages that know nothing of pages, and with a storage of its own. Standard input is
// JSON: the function's source, and what it is given; prints what it returns as JSON.
// Usage: node modules.mjs
import { text } from 'node:stream/consumers';
import './storage.mjs';
import { arrival } from '../../scripts/page/share/arrival.js';
import * as token from '../../scripts/page/share/token.js';
import * as copies from '../../scripts/page/store/copy.js';
import * as forms from '../../scripts/page/store/forms.js';
import { merge } from '../../scripts/page/store/merge.js';
import * as situation from '../../scripts/page/store/situation.js';
import * as steps from '../../scripts/page/store/steps.js';
import { get, set } from '../../scripts/page/store/storage.js';

const modules = { arrival, token, store: { copies, forms, get, merge, set, situation, steps } };
const { run, given } = JSON.parse(await text(process.stdin));
const names = Object.keys(modules);
const result = new Function('given', ...names, `return (${run})(given)`)(given, ...Object.values(modules));
console.log(JSON.stringify(result ?? null));
