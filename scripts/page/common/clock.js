// The day where the reader is.

/**
 * A moment's day, as it would be typed.
 *
 * @param {Date} moment
 */
export function dayOf(moment) {
  const two = (/** @type {number} */ number) => String(number).padStart(2, '0');
  return `${moment.getFullYear()}-${two(moment.getMonth() + 1)}-${two(moment.getDate())}`;
}

export const today = () => dayOf(new Date());

/**
 * Month and date of a day, as numbers.
 *
 * @param {string} day
 */
export function monthAndDate(day) {
  const [, month, date] = day.split('-').map(Number);
  return [month, date];
}

/**
 * Milliseconds until the day is another. Hours are not counted: where clocks are put forward, a day has fewer.
 *
 * @param {Date} moment
 */
export const untilMidnight = (moment) =>
  new Date(moment.getFullYear(), moment.getMonth(), moment.getDate() + 1).getTime() - moment.getTime();

/**
 * Calls back when the day is another: at midnight, and when the page is looked at again after it has slept.
 *
 * @param {() => void} callback
 */
export function onNewDay(callback) {
  let day = today();
  const look = () => {
    if (day === today()) return;
    day = today();
    callback();
  };
  const wait = () => {
    setTimeout(
      () => {
        look();
        wait();
      },
      untilMidnight(new Date()) + 1000,
    );
  };
  wait();
  document.addEventListener('visibilitychange', look);
  for (const event of ['pageshow', 'focus']) addEventListener(event, look);
}
