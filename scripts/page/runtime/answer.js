// What a worker says to the page, and hears of it.
//
// in:  {name, form}                          form: JSON object of strings; one at a time
// out: {progress: {loaded, total}}           bytes as they cross the line
//      {ready: true}
//      {answer} or {failed: true}            answer: JSON (see calculators/__init__.py)
//      {dead: words}                         the runtime can't run here

/**
 * Pyodide waits for ever on a file that is missing or cut off; the page must hear of it at once.
 *
 * @param {unknown} error
 */
export function die(error) {
  console.error(error);
  postMessage({ dead: String(error) });
}

/**
 * Answers with the calculators as soon as they are there.
 *
 * @param {Promise<(name: string, form: string) => string>} starting
 */
export function answerWith(starting) {
  starting.then(() => postMessage({ ready: true }), die);
  addEventListener('message', async ({ data: { name, form } }) => {
    const answer = await starting.catch(() => null);
    if (!answer) return;
    try {
      postMessage({ answer: answer(name, form) });
    } catch (error) {
      console.error(error);
      postMessage({ failed: true });
    }
  });
}
