// Drives Firefox over WebDriver BiDi: types a case into the page and prints what the page shows.
// Usage: node firefox.mjs FIREFOX ADDRESS FORM_JSON
import puppeteer from 'puppeteer-core';

const [executablePath, address, form] = process.argv.slice(2);
const browser = await puppeteer.launch({ browser: 'firefox', executablePath, headless: true });
try {
  const page = await browser.newPage();
  const complaints = [];
  page.on('pageerror', (error) => complaints.push(String(error)));
  page.on('console', (message) => message.type() === 'error' && complaints.push(message.text()));
  await page.setViewport({ width: 360, height: 780 });
  await page.goto(address);
  const before = await page.$eval('section[data-calculator]', (section) => section.dataset.state);
  for (const [name, text] of Object.entries(JSON.parse(form))) {
    const input = await page.$(`[name$="${name}"]`);
    await input.click({ count: 3 });
    await page.keyboard.press('Backspace');
    await input.type(text);
  }
  await page.click('.calc-submit');
  await page.waitForSelector('section[data-state=live]', { timeout: 60_000 });
  await new Promise((done) => setTimeout(done, 500));
  const text = (selector) => page.$eval(selector, (element) => element.innerText);
  console.log(JSON.stringify({
    before,
    headline: await text('.calc-headline'),
    result: await text('[data-result]'),
    version: await browser.version(),
    complaints,
  }));
} finally {
  await browser.close();
}
