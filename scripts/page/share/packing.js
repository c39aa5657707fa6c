// Many small numbers as one big one in 64 digits (mixed radix), because a form may hold seventy rows and a chat app cuts
// long links.

const DIGITS = 'ABCDEFGHIJKLMNOPQRSTUVWXYZabcdefghijklmnopqrstuvwxyz0123456789-_';
export const LAST_DAY = 60_000; // since 1970, past the year 2130

/** Collects digits, each with its radix. */
export class Packer {
  /** @type {[bigint, bigint][]} */
  #digits = [];

  /**
   * @param {number | bigint} digit
   * @param {number | bigint} radix
   */
  put(digit, radix) {
    this.#digits.push([BigInt(digit), BigInt(radix)]);
  }

  /** @param {bigint} value */
  number(value) {
    const bits = value.toString(2).length;
    this.put(bits, 64);
    this.put(value, 1n << BigInt(bits));
  }

  get text() {
    let number = this.#digits.reduceRight((all, [digit, radix]) => all * radix + digit, 0n);
    let text = '';
    for (; number; number /= 64n) text += DIGITS[Number(number % 64n)];
    return text;
  }
}

/** Reads digits back in the order in which they were put. */
export class Unpacker {
  #number;

  /** @param {string} text */
  constructor(text) {
    this.#number = [...text].reduceRight((all, sign) => all * 64n + BigInt(DIGITS.indexOf(sign)), 0n);
  }

  /** @param {number | bigint} radix */
  take(radix) {
    const digit = this.#number % BigInt(radix);
    this.#number /= BigInt(radix);
    return digit;
  }

  /** @param {number} radix */
  small(radix) {
    return Number(this.take(radix));
  }

  number() {
    return this.take(1n << this.take(64));
  }

  get empty() {
    return this.#number === 0n;
  }
}

/**
 * Numbers from 0, each as one of as many as the greatest of them allows.
 *
 * @param {Packer} packer
 * @param {bigint[]} numbers
 */
export function packNumbers(packer, numbers) {
  const greatest = numbers.reduce((a, b) => (a > b ? a : b));
  packer.number(greatest);
  if (numbers.length > 1) numbers.forEach((number) => packer.put(number, greatest + 1n));
}

/**
 * @param {Unpacker} unpacker
 * @param {number} count
 */
export function unpackNumbers(unpacker, count) {
  const greatest = unpacker.number();
  return count > 1 ? Array.from({ length: count }, () => unpacker.take(greatest + 1n)) : [greatest];
}

/**
 * How many ways there are to choose k of n.
 *
 * @param {number} n
 * @param {number} k
 */
function choose(n, k) {
  let ways = 1n;
  for (let i = 1; i <= k; i++) ways = (ways * BigInt(n - k + i)) / BigInt(i);
  return ways;
}

/**
 * Days in order: the first, how far the last is from it, and which of all the ways the others lie between them
 * (the combinatorial number system, with day i moved on by i, so that no two fall together).
 *
 * @param {Packer} packer
 * @param {number[]} days
 */
export function packDays(packer, days) {
  const span = days[days.length - 1] - days[0];
  const between = days.slice(1, -1).map((day, i) => day - days[0] + i);
  const way = between.reduce((sum, place, i) => sum + choose(place, i + 1), 0n);
  packer.put(days[0], LAST_DAY);
  if (days.length > 1) packer.put(span, LAST_DAY);
  packer.put(way, choose(span + between.length, between.length));
}

/**
 * @param {Unpacker} unpacker
 * @param {number} count
 */
export function unpackDays(unpacker, count) {
  const first = unpacker.small(LAST_DAY);
  if (count === 1) return [first];
  const span = unpacker.small(LAST_DAY);
  /** @type {number[]} */
  const between = [];
  let way = unpacker.take(choose(span + count - 2, count - 2));
  for (let i = count - 3; i >= 0; i--) {
    let [place, beyond] = [i, span + i + 1]; // the highest place that is not past the way, by halving
    while (beyond - place > 1) {
      const half = (place + beyond) >> 1;
      if (choose(half, i + 1) <= way) place = half;
      else beyond = half;
    }
    way -= choose(place, i + 1);
    between.unshift(first + place - i);
  }
  return [first, ...between, first + span];
}
