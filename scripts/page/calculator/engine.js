// The page's one worker: started once, asked one question at a time, started afresh after a failure.

import { hindrance } from '../common/browser.js';
import { today } from '../common/clock.js';

/** @typedef {{ label: string, text?: string, rows?: Record<string, string>[], lines?: string[], suffix?: string }} Given */
/**
 * What Python answers: `errors` and `read` by field, the result as `html`, what `travels` in a link, what it `gives` to be
 * kept, and of what was `typed` what does not say it by itself.
 *
 * @typedef {{
 *   errors: Record<string, string>, read: Record<string, string>, html: string, announce: string,
 *   travels: import('../share/token.js').Form, gives: Record<string, Given>, typed?: Record<string, string>,
 * }} Answer
 */
/** @typedef {CustomEvent<Answer> & { form: Record<string, string> }} Answered of a section, with the form that it answers */
/** @typedef {'dead' | 'silent' | 'old' | 'forbidden'} Death */
/** @typedef {{ progress?: { loaded: number, total: number }, ready?: true, dead?: Death }} News */
/** @typedef {{ name: string, form: string, resolve: (answer?: Answer | null) => void, reject: (why: Error) => void }} Question */

const SILENCE = 30_000; // ms without a sign of life from the worker
const FINAL = ['old', 'forbidden'];

/**
 * Whether trying again changes nothing.
 *
 * @param {Death} why
 */
export const isFinal = (why) => FINAL.includes(why);

export class Engine {
  #make;
  /** @type {Worker | null} */
  #worker = null;
  /** @type {Map<object, Question>} the newest question of each section: an older one needs no answer any more */
  #queue = new Map();
  /** @type {Question | null} */
  #flight = null;
  /** @type {ReturnType<typeof setTimeout> | undefined} */
  #watch;
  /** @type {Set<(news: News) => void>} */
  #listeners = new Set();
  /** @type {'idle' | 'loading' | 'ready' | 'dead'} */
  state = 'idle';

  /** @param {() => Worker} make */
  constructor(make) {
    this.#make = make;
  }

  /**
   * Calls back with progress, readiness or death as they happen.
   *
   * @param {(news: News) => void} listener
   */
  listen(listener) {
    this.#listeners.add(listener);
  }

  start() {
    if (this.state === 'loading' || this.state === 'ready') return;
    const hindered = hindrance();
    if (hindered) {
      this.#die(hindered);
      return;
    }
    this.state = 'loading';
    /** @type {Worker} */
    let worker;
    try {
      worker = this.#make();
    } catch {
      this.#die('old');
      return;
    }
    this.#worker = worker;
    worker.addEventListener('error', () => worker === this.#worker && this.#die('dead'));
    worker.addEventListener('message', ({ data }) => worker === this.#worker && this.#hear(data));
    this.#heartbeat();
  }

  /**
   * Asks for an answer to `form`: resolves to the answer, to null where the program failed, or to undefined where
   * `caller` has asked anew before this question's turn came.
   *
   * @param {object} caller
   * @param {string} name
   * @param {Record<string, string>} form
   * @returns {Promise<Answer | null | undefined>}
   */
  ask(caller, name, form) {
    this.start();
    if (this.state === 'dead') return Promise.reject(new Error('dead'));
    return new Promise((resolve, reject) => {
      this.#queue.get(caller)?.resolve();
      // By today a day is read that was typed without its year, or as 昨天.
      this.#queue.set(caller, { name, form: JSON.stringify({ ...form, '.today': today() }), resolve, reject });
      this.#send();
    });
  }

  #send() {
    if (this.state !== 'ready' || this.#flight) return;
    const [next] = this.#queue;
    if (!next) return;
    const [caller, question] = next;
    this.#queue.delete(caller);
    this.#flight = question;
    this.#worker?.postMessage({ name: question.name, form: question.form });
    this.#heartbeat();
  }

  /** @param {News & { answer?: string, failed?: true }} data */
  #hear(data) {
    if (data.dead) {
      this.#die('dead');
      return;
    }
    if (data.ready) this.state = 'ready';
    if (data.ready || data.progress) this.#listeners.forEach((listener) => listener(data));
    if (data.answer || data.failed) {
      this.#flight?.resolve(data.answer ? JSON.parse(data.answer) : null);
      this.#flight = null;
    }
    this.#heartbeat();
    this.#send();
  }

  // Silence counts only while something is expected, and not while the phone sleeps.
  #heartbeat() {
    clearTimeout(this.#watch);
    if (this.state !== 'loading' && !this.#flight) return;
    this.#watch = setTimeout(() => (document.hidden ? this.#heartbeat() : this.#die('silent')), SILENCE);
  }

  /** @param {Death} why */
  #die(why) {
    clearTimeout(this.#watch);
    this.#worker?.terminate();
    this.#worker = null;
    this.state = 'dead';
    const waiting = [...(this.#flight ? [this.#flight] : []), ...this.#queue.values()];
    this.#flight = null;
    this.#queue.clear();
    waiting.forEach(({ reject }) => reject(new Error(why)));
    this.#listeners.forEach((listener) => listener({ dead: why }));
    // Its files may be gone or damaged: offline/release.js knows what to do about that.
    if (!isFinal(why)) dispatchEvent(new Event('enginedead'));
  }
}
