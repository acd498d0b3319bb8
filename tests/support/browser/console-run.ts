import { execFile } from 'node:child_process';
import { fileURLToPath } from 'node:url';
import { promisify } from 'node:util';
import type { Browser, BrowserContext, Page } from 'playwright-core';
import { createTestDatabase } from '../database/database.ts';
import { signInLink, startLocalProduct } from './local-product.ts';
import { withoutApiLimits } from '../product/product.ts';
import { until } from '../until.ts';
import { launchBrowser } from './launch-browser.ts';

export type ConsoleRun = {
  readonly url: string;
  /** The page of the patients' phones. */
  readonly phoneUrl: string;
  readonly browser: Browser;
  /** What went wrong in any page: script errors, lines on the console, refusals of the page's policy. */
  readonly troubles: string[];
  /** Its own cookies and storage, signed in by the link that the start printed last. */
  signedIn(options?: Parameters<Browser['newContext']>[0]): Promise<BrowserContext>;
  open(context: BrowserContext, path: string): Promise<Page>;
  /** Writes from a patient's phone. */
  write(from: string, name: string, text: string): Promise<void>;
  /** Writes, and waits until the phone shows that somebody is typing. */
  writeUntilTyping(from: string, name: string, text: string): Promise<void>;
  /** Calls from a patient's phone; somebody takes it for so many `seconds`, nobody without. */
  call(from: string, name: string, seconds?: number): Promise<void>;
  /** Sends a file from a patient's phone. */
  sendFile(from: string, name: string, file: PhoneFile): Promise<void>;
  /** From now on WhatsApp takes every message and reports this code of it; without a code all goes well again. */
  failSends(code?: number): Promise<void>;
  /** Plays Meta’s business manager, as `/_twin/accounts` of the twin understands it. */
  tellMeta(wished: object): Promise<void>;
  close(): Promise<void>;
};

type PhoneFile = {
  readonly type: 'image' | 'audio' | 'video' | 'document';
  readonly mimeType: string;
  /** Or the id of one that WhatsApp does not have. */
  readonly content: Uint8Array | { readonly id: string };
  readonly caption?: string;
  readonly filename?: string;
};

const root = new URL('../../../', import.meta.url);
const toPath = (path: string) => fileURLToPath(new URL(path, root));

/**
 * The built product as `npm start` runs it, and a browser. But without limits, as tests click faster than people, and on a
 * database of the tests' Postgres, which is there sooner than one of its own.
 */
export async function startConsoleRun(
  environment: Readonly<Record<string, string>> = {},
): Promise<ConsoleRun> {
  await promisify(execFile)(process.execPath, [toPath('console/build.mjs')]);
  const database = await createTestDatabase();
  const product = await startLocalProduct({
    DATABASE_URL: database.url,
    ...withoutApiLimits,
    ...environment,
  });
  const link = () => signInLink(product);
  const phone = product.printed(/phone:\s+(http\S+)/) ?? '';
  const tellTwin = async (message: object, what = 'message') => {
    const body = JSON.stringify(message);
    const answer = await fetch(new URL(`/_twin/patient-${what}`, phone), { method: 'POST', body });
    if (!answer.ok) throw new Error(`The twin answered ${answer.status}`);
  };
  const browser = await launchBrowser();
  const troubles: string[] = [];
  return {
    url: new URL(link()).origin,
    phoneUrl: phone,
    browser,
    troubles,
    async signedIn(options = {}) {
      const context = await browser.newContext({ viewport: { width: 1_280, height: 800 }, ...options });
      context.setDefaultTimeout(20_000);
      context.on('page', (page) => watch(page, troubles));
      const used = link();
      const page = await context.newPage();
      await page.goto(used);
      await until('the next link', () => link() !== used);
      await page.close();
      return context;
    },
    async open(context, path) {
      const page = await context.newPage();
      await page.goto(`${new URL(link()).origin}${path}`);
      return page;
    },
    write: (from, name, text) => tellTwin({ from, name, text }),
    call: (from, name, seconds = 0) => tellTwin({ from, name, seconds }, 'call'),
    async writeUntilTyping(from, name, text) {
      const { body } = await fetch(new URL('/_twin/events', phone));
      await tellTwin({ from, name, text });
      let told = '';
      for await (const chunk of (body ?? []) as AsyncIterable<Uint8Array>) {
        told += Buffer.from(chunk).toString();
        if (told.includes('typing')) break;
      }
    },
    async sendFile(from, name, { type, mimeType, content, ...rest }) {
      const taken = content instanceof Uint8Array ? await upload(phone, content, mimeType) : content;
      await tellTwin({ from, name, message: { type, [type]: { mime_type: mimeType, ...taken, ...rest } } });
    },
    async failSends(code) {
      const faults = code === undefined ? {} : { statuses: 'failed', failedCode: code };
      await fetch(new URL('/_twin/faults', phone), { method: 'POST', body: JSON.stringify(faults) });
    },
    async tellMeta(wished) {
      await fetch(new URL('/_twin/accounts', phone), { method: 'POST', body: JSON.stringify(wished) });
    },
    async close() {
      await browser.close();
      await product.stop();
      await database.drop();
      refuseTroubles(troubles);
    },
  };
}

async function upload(phone: string, bytes: Uint8Array, type: string): Promise<object> {
  const answer = await fetch(new URL('/_twin/media', phone), {
    method: 'POST',
    headers: { 'content-type': type },
    body: Buffer.from(bytes),
  });
  return (await answer.json()) as object;
}

/** No page of any test may have run into one: whoever closes a run finds out. */
export function refuseTroubles(troubles: readonly string[]): void {
  if (troubles.length > 0) throw new Error(`Pages ran into trouble:\n${troubles.join('\n')}`);
}

/** Writes down what goes wrong in a page: script errors, lines on the console, refusals of the page's policy. */
export function watch(page: Page, troubles: string[]): void {
  page.on('pageerror', (error) => troubles.push(error.message));
  page.on('console', (line) => {
    // a refused request is what some tests are about; the page shows it
    if (line.type() === 'error' && !line.text().includes('Failed to load resource'))
      troubles.push(line.text());
  });
}
