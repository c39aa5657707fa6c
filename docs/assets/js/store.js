// What the guide keeps in this browser: the one place that reads it, checks it and writes it. Whatever stands there,
// reading never throws and never loses the good beside the bad; what it does not understand, a later release's maybe,
// is neither used nor touched; and what is written is what will be read. Knows nothing of pages.

{
  const SITUATION = 'situation';
  const STEPS = 'steps';
  const FORM = 'form-kept';
  const VERSION = 1;
  const MOST = 60; // rows of a list, and names that can be brought in
  const LONG = 2000; // characters of a text; of its display on the page of what is kept, half of that
  const WORD = 60; // characters of a label
  const DIARIES = ['contacts']; // lists that are one's own book: of two versions, both count

  const isObject = (value) => Boolean(value) && typeof value === 'object' && !Array.isArray(value);
  const isText = (value, most = LONG) => typeof value === 'string' && value.length <= most;
  const isDay = (value) => typeof value === 'string' && /^\d{4}-\d\d-\d\d$/.test(value);
  const isName = (value) => /^[a-z][a-z_]{0,39}$/.test(value);
  const isStep = (value) => /^[a-z][a-z0-9-]{0,60}$/.test(value);
  const isValue = (value) => typeof value === 'boolean' || typeof value === 'string';
  const isRow = (row) =>
    isObject(row) && Object.entries(row).every(([key, text]) => isName(key) && isText(text)) &&
    keysOf(row).some((key) => row[key].trim());
  const keysOf = (...rows) => [...new Set(rows.flatMap(Object.keys))].filter((key) => key !== 'mark');
  const shown = (row) => keysOf(row).map((key) => row[key]).filter(Boolean).join('；').slice(0, LONG / 2);
  const list = (value) => (Array.isArray(value) ? value : []);
  const object = (value) => (isObject(value) ? value : {});

  function json(text) {
    try {
      return JSON.parse(text);
    } catch {
      return null;
    }
  }

  // The browser's storage, which may be forbidden, missing or full ----------------------------------------------

  /** The text under a key of localStorage or sessionStorage, null where there is none. */
  function get(area, key) {
    try {
      return globalThis[area].getItem(key);
    } catch {
      return null;
    }
  }

  /** Puts a text under a key, or takes it away with null; says 'kept', 'full' or 'blocked'. */
  function set(area, key, text) {
    try {
      const place = globalThis[area];
      if (text === null) place.removeItem(key);
      else place.setItem(key, text);
      return place.getItem(key) === text ? 'kept' : 'blocked';
    } catch (error) {
      return /quota/i.test(error?.name ?? '') ? 'full' : 'blocked';
    }
  }

  // My situation ----------------------------------------------------------------------------------------------

  /**
   * A kept value, or null where it is not understood: `text` or `rows` with the `lines` that show them, and where it
   * is from. Rows that are not understood, or are too many, come along in `beside`, so that they stay in their place.
   */
  function entry(raw) {
    const { text, rows, lines, day, ...more } = object(raw);
    const [label, from, tick, suffix] = ['label', 'from', 'tick', 'suffix'].map((key) => (isText(more[key], WORD) ? more[key] : ''));
    const about = { label, from, day: isDay(day) ? day : '', tick, suffix };
    if (isText(text) && text.trim()) return { text, ...about };
    const found = { rows: [], lines: [], ...about };
    const beside = [];
    list(rows).forEach((row, i) => {
      if (!isRow(row) || found.rows.length === MOST) {
        beside.push(row);
        return;
      }
      const line = list(lines)[i];
      found.rows.push(row);
      found.lines.push(isText(line, LONG / 2) ? line : shown(row));
    });
    if (!found.rows.length) return null;
    return beside.length ? { ...found, beside } : found;
  }

  /**
   * What is kept: null where the reader has not agreed, {newer: true} where a later release wrote it. Else `kept` has
   * the values by name, `strange` names what is not understood, and `whole` is all of it, as it stood.
   */
  function parse(text) {
    const whole = json(text);
    if (!isObject(whole)) return null;
    if (whole.v !== VERSION) return { newer: true };
    const read = Object.entries(object(whole.kept)).map(([name, raw]) => [name, isName(name) ? entry(raw) : null]);
    return {
      kept: Object.fromEntries(read.filter(([, found]) => found)),
      strange: read.filter(([, found]) => !found).map(([name]) => name),
      whole,
    };
  }

  /** The text that keeps this: what is not understood, and what has not changed, to the letter as it stood. */
  function unparse({ kept, whole = {} }) {
    const pairs = new Map(Object.entries(object(whole.kept)));
    for (const [name, raw] of pairs) {
      const was = isName(name) ? entry(raw) : null;
      if (was && !Object.hasOwn(kept, name)) pairs.delete(name);
      else if (was && JSON.stringify(was) !== JSON.stringify(kept[name])) pairs.set(name, stored(kept[name]));
    }
    for (const [name, now] of Object.entries(kept)) if (!pairs.has(name)) pairs.set(name, stored(now));
    return JSON.stringify({ ...whole, v: VERSION, kept: Object.fromEntries(pairs) });
  }

  function stored({ beside = [], ...now }) {
    return now.rows ? { ...now, rows: [...now.rows, ...beside] } : now;
  }

  // Rows: two tabs, or two phones ---------------------------------------------------------------------------------

  const cell = (row, key) => (Object.hasOwn(row, key) ? row[key] : '');
  const sameMark = (one, other) => Boolean(one.mark) && one.mark === other.mark;
  const otherMark = (one, other) => Boolean(one.mark) && Boolean(other.mark) && one.mark !== other.mark;

  /** Whether two rows say the same. A row's `mark`, where it has one, says which row it is. */
  function alike(one, other) {
    return !otherMark(one, other) && keysOf(one, other).every((key) => cell(one, key) === cell(other, key));
  }

  /** How many cells two rows share, 0 where it is less than half: then they are two different rows. */
  function likeness(one, other) {
    if (otherMark(one, other)) return 0;
    const filled = (row) => keysOf(row).filter((key) => row[key]).length;
    const shared = keysOf(one).filter((key) => one[key] && one[key] === cell(other, key)).length;
    return 2 * shared < Math.max(filled(one), filled(other)) ? 0 : shared;
  }

  /** Which row of `to` is which of `from`: the surest first. */
  function match(from, to) {
    const found = new Map();
    const taken = new Set();
    const pair = (fits) => from.forEach((row, i) => {
      if (found.has(i)) return;
      const j = to.findIndex((other, at) => !taken.has(at) && fits(row, other));
      if (j < 0) return;
      found.set(i, j);
      taken.add(j);
    });
    pair(sameMark);
    pair(alike);
    for (let most = Math.max(0, ...[...from, ...to].map((row) => keysOf(row).length)); most > 0; most -= 1) {
      pair((one, other) => likeness(one, other) === most);
    }
    return found;
  }

  /** One row of two that came from `base`, or null where both say something else in the same cell. */
  function joined(base, mine, theirs) {
    const row = { ...theirs, ...mine };
    for (const key of keysOf(theirs, mine)) {
      const was = cell(base, key);
      const [here, there] = [mine, theirs].map((one) => (Object.hasOwn(one, key) ? one[key] : was));
      if (here !== was && there !== was && here !== there) return null;
      row[key] = here === was ? there : here;
    }
    if (theirs.mark) row.mark = theirs.mark;
    return row;
  }

  /**
   * Brings together what stands `mine` here and `theirs` there, both once `base`: nothing that was typed is lost.
   * Gives for each row its `cells`, and as `mine` the place of the row here that it is. A row that one side took away
   * stays away, unless the other has changed it; one that both have changed in the same cell stays twice.
   */
  function merge(base, mine, theirs) {
    const here = new Map([...match(base, mine)].map(([b, m]) => [m, b]));
    const there = match(base, theirs);
    const left = new Set(theirs.keys());
    const result = [];
    const both = (m, t, was) => {
      left.delete(t);
      const row = joined(was, mine[m], theirs[t]);
      result.push({ mine: m, cells: row ?? mine[m] });
      const { mark, ...copy } = theirs[t];
      if (!row) result.push({ cells: copy });
    };
    const fresh = theirs.map((_, t) => t).filter((t) => ![...there.values()].includes(t));
    mine.forEach((row, m) => {
      const b = here.get(m);
      if (b === undefined) {
        const t = fresh.find((at) => left.has(at) && (sameMark(row, theirs[at]) || alike(row, theirs[at])));
        if (t === undefined) result.push({ mine: m, cells: row });
        else both(m, t, {});
      } else if (there.has(b)) both(m, there.get(b), base[b]);
      else if (!alike(row, base[b])) result.push({ mine: m, cells: row });
    });
    const away = new Set([...there].filter(([b, t]) => left.has(t) && alike(base[b], theirs[t])).map(([, t]) => t));
    for (const t of left) if (!away.has(t)) result.push({ cells: theirs[t] });
    return result;
  }

  // Taking away, bringing in ------------------------------------------------------------------------------------

  /** All of it as one line, what is not understood as well. */
  function pack(state) {
    return JSON.stringify({ ...json(unparse(state ?? { kept: {} })), steps: object(json(get('localStorage', STEPS))) });
  }

  /**
   * What such a line holds, wherever it stands in a text: null where there is none, {newer: true} where a later release
   * made it. Else `kept` and `steps`, and how many of what was `left` out because it is not understood.
   */
  function unpack(text) {
    for (const { index } of text.matchAll(/\{\s*"v"\s*:/g)) {
      const ends = [text.indexOf('\n', index), text.lastIndexOf('}') + 1].map((end) => (end < 0 ? text.length : end));
      const found = ends.map((end) => json(text.slice(index, end))).find(isObject);
      if (!found) continue;
      if (Number.isInteger(found.v) && found.v > VERSION) return { newer: true };
      if (found.v !== VERSION || !isObject(found.kept)) continue;
      const { kept, strange } = parse(JSON.stringify(found));
      const steps = ticks(found.steps);
      const left = { values: strange.length, steps: Object.keys(object(found.steps)).length - Object.keys(steps).length };
      return { kept, steps, left };
    }
    return null;
  }

  /**
   * What is kept here (or nothing yet), with what was brought: of the same name that counts which was brought, diaries
   * are brought together. Gives the new `state`, the names that were `taken`, and of them those that were `joined`; and
   * what was not: names for which there is no room (`full`) or that are not understood here (`strange`), and by name the
   * number of rows (`rows`).
   */
  function bring(state, { kept }) {
    const now = { ...state, kept: { ...state?.kept } };
    const told = { state: now, taken: [], joined: [], full: [], strange: [], rows: new Map() };
    for (const [name, { beside = [], ...brought }] of Object.entries(kept)) {
      const here = Object.hasOwn(now.kept, name) ? now.kept[name] : null;
      if (state?.strange?.includes(name)) {
        told.strange.push(name);
        continue;
      }
      if (!here && Object.keys(now.kept).length >= MOST) {
        told.full.push(name);
        continue;
      }
      let lost = beside.length;
      if (here?.rows && brought.rows && DIARIES.includes(name)) {
        const rows = merge([], here.rows, brought.rows).map(({ cells }) => cells);
        const lineOf = (row) => [here, brought].map((one) => one.lines[one.rows.findIndex((each) => alike(each, row))]).find(Boolean);
        const tick = here.tick === brought.tick ? here.tick : '';
        lost += Math.max(0, rows.length - MOST);
        now.kept[name] = entry({ ...brought, rows: rows.slice(0, MOST), lines: rows.map(lineOf), tick });
        if (here.beside) now.kept[name].beside = here.beside;
        told.joined.push(name);
      } else now.kept[name] = brought;
      told.taken.push(name);
      if (lost) told.rows.set(name, lost);
    }
    return told;
  }

  // The steps that were ticked off --------------------------------------------------------------------------------

  function ticks(raw) {
    return Object.fromEntries(Object.entries(object(raw)).filter(([id, day]) => isStep(id) && isDay(day)));
  }

  /** Takes a tick away with null as its day. What else stands there stays. */
  function tick(changes) {
    const fine = Object.entries(changes).filter(([id, day]) => isStep(id) && (day === null || isDay(day)));
    const all = { ...object(json(get('localStorage', STEPS))), ...Object.fromEntries(fine) };
    const rest = Object.entries(all).filter(([, day]) => day !== null);
    return set('localStorage', STEPS, rest.length ? JSON.stringify(Object.fromEntries(rest)) : null);
  }

  // What was typed, over a reload ---------------------------------------------------------------------------------

  /**
   * The forms of a page: of each whether it is the reader's (`mine`), its `fields` and `rows` by name, and what was `open`.
   * Releases up to 0.1.0 wrote rows as lists, by their place, and left out what is the reader's. Null where there are none
   * for this page.
   */
  function parseForms(text, path) {
    const found = object(json(text));
    if (found.path !== path || !Array.isArray(found.state)) return null;
    const values = (all) => Object.fromEntries(Object.entries(object(all)).filter(([, value]) => isValue(value)));
    const row = (cells) => (Array.isArray(cells) ? cells.map((value) => (isValue(value) ? value : '')) : values(cells));
    const rows = (group) => (Array.isArray(group) ? group.map(row) : null); // then those of the page stay
    const groups = (all) =>
      Array.isArray(all) ? all.map(rows) : Object.fromEntries(Object.entries(object(all)).map(([name, group]) => [name, rows(group)]));
    return {
      top: Number.isFinite(found.top) ? found.top : 0,
      state: found.state.map((form) => ({
        mine: form?.mine !== false,
        fields: values(form?.fields),
        rows: groups(form?.rows),
        open: list(form?.open).map(Boolean),
      })),
    };
  }

  globalThis.store = {
    MOST, DIARIES, get, set, entry, alike, merge, bring, unpack, pack,
    situation: {
      key: SITUATION,
      parse,
      unparse,
      read: () => parse(get('localStorage', SITUATION)),
      /** Says 'kept', 'full' or 'blocked'. */
      write: (state) => set('localStorage', SITUATION, unparse(state)),
      forget: () => set('localStorage', SITUATION, null),
    },
    steps: {
      key: STEPS,
      read: () => ticks(json(get('localStorage', STEPS))),
      /** Adds and, with null as a day, takes away; says 'kept', 'full' or 'blocked'. */
      write: tick,
      forget: () => set('localStorage', STEPS, null),
    },
    forms: {
      parse: parseForms,
      /** Puts the forms of a page aside; whether that worked. */
      write: (path, top, state) => set('sessionStorage', FORM, JSON.stringify({ path, top, state })) === 'kept',
      /** Takes them back, once. */
      take(path) {
        const found = parseForms(get('sessionStorage', FORM), path);
        set('sessionStorage', FORM, null);
        return found;
      },
    },
  };
}
