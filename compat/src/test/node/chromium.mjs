// Drives a real browser for the test that started this process.
import { chromium } from 'playwright-core';
import { readFileSync } from 'node:fs';
import { createRequire } from 'node:module';
import { answer, say } from './lines.mjs';

const [executablePath] = process.argv.slice(2);
const PATIENCE = 20_000;
const AXE = readFileSync(createRequire(import.meta.url).resolve('axe-core/axe.min.js'), 'utf8');
const browser = await chromium.launch({
  executablePath,
  args: [
    '--no-sandbox',
    '--disable-gpu',
    '--disable-quic',
    '--no-first-run',
    '--disable-background-networking',
    '--disable-component-update',
    '--disable-sync',
    // nothing outside has a name
    '--host-resolver-rules=MAP * ~NOTFOUND, EXCLUDE 127.0.0.1, EXCLUDE localhost',
  ],
});

const windows = [];

/** A browser of its own: no cookie is shared with another window. */
async function open({ javaScript, width, dark, policed }) {
  const javaScriptEnabled = javaScript === 'true';
  const context = await browser.newContext({
    javaScriptEnabled,
    viewport: { width: Number(width), height: 860 },
    bypassCSP: policed === 'false',
    colorScheme: dark === 'true' ? 'dark' : 'light',
  });
  context.setDefaultTimeout(PATIENCE);
  const page = await context.newPage();
  const complaints = [];
  const requests = [];
  page.on('console', message => {
    if (['error', 'warning'].includes(message.type())) complaints.push(message.text());
  });
  page.on('pageerror', error => complaints.push(String(error)));
  // what a page asked by script, and pictures below the fold, are given up when the page is left: that is nobody's fault
  let leaving = false;
  page.on('request', request => {
    if (request.isNavigationRequest() && request.frame() === page.mainFrame()) leaving = true;
  });
  page.on('load', () => (leaving = false));
  page.on('requestfailed', request => {
    const failure = request.failure()?.errorText;
    const later = ['xhr', 'fetch', 'image'].includes(request.resourceType());
    if (leaving && later && failure === 'net::ERR_ABORTED') return;
    complaints.push(`${request.url()}: ${failure}`);
  });
  context.on('request', request => requests.push(request.url()));
  if (javaScriptEnabled) {
    await page.addInitScript(() =>
      addEventListener('securitypolicyviolation', event =>
        console.error(`${event.violatedDirective} forbids ${event.blockedURI}`),
      ),
    );
  }
  windows.push({ context, page, complaints, requests });
  return windows.length - 1;
}

const shown = page => ({ url: page.url() });
const pageOf = ({ window }) => windows[window].page;

say({ value: browser.version() });
await answer({
  open,
  visit: async given => {
    const page = pageOf(given);
    const response = await page.goto(given.url);
    return { status: response.status(), ...shown(page) };
  },
  follow: given => pageOf(given).getByRole('link', { name: given.link }).click(),
  click: given => pageOf(given).getByRole('button', { name: given.button }).click(),
  fill: given => pageOf(given).locator(`[name="${given.field}"]`).fill(given.text),
  press: given => pageOf(given).keyboard.press(given.key),
  arrive: async given => {
    const page = pageOf(given);
    await page.waitForURL(url => (given.exact ? url.href === given.at : url.href.startsWith(given.at)));
    return shown(page);
  },
  back: async given => {
    const page = pageOf(given);
    await page.goBack();
    return shown(page);
  },
  reload: async given => {
    const page = pageOf(given);
    await page.reload();
    return shown(page);
  },
  text: given => pageOf(given).locator('body').innerText(),
  evaluate: given => pageOf(given).evaluate(given.expression),
  // what an automatic check finds against the accessibility guidelines; it goes past the page's policy
  axe: async given => {
    const page = pageOf(given);
    await page.evaluate(`${AXE};0`);
    const { violations } = await page.evaluate('axe.run()');
    return violations.flatMap(({ id, nodes }) => nodes.map(({ html }) => `${id}: ${html.slice(0, 200)}`));
  },
  wholePicture: async given => void (await pageOf(given).screenshot({ path: given.file, fullPage: true })),
  picture: async given => void (await pageOf(given).screenshot({ path: given.file })),
  heard: ({ window }) => ({
    complaints: windows[window].complaints,
    requests: windows[window].requests,
  }),
});
await browser.close();
process.exit(0);
