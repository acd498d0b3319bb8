import { setTimeout as pause } from 'node:timers/promises';
import type { BrowserContext } from 'playwright-core';
import { seeded } from '../chaos/seeded.ts';
import { countRequests, elementsOf, heapOf, lcpOf, loadRows, openRow } from './page.ts';
import {
  conversations,
  longConversation,
  longName,
  nameOf,
  startConsoleWorld,
  type ConsoleWorld,
} from './world.ts';

type Figure = { readonly what: string; readonly is: number; readonly most: number; readonly unit: string };
/** What the console has to do after an event is over by then. */
const settledMs = 2_000;
const perSecond = 20;

/** The console in front of a large clinic; each figure beside the most that it may be. Resolves with whether all hold. */
export async function benchConsole(minutes: number): Promise<boolean> {
  const world = await startConsoleWorld();
  console.error('filled and started');
  try {
    const context = await world.signedIn();
    const figures = [
      ...(await measureList(world, context)),
      ...(await measureEvents(world, context, minutes)),
      await measureLcp(world),
    ];
    console.log('| measure | is | at most |\n| --- | --: | --: |');
    for (const { what, is, most, unit } of figures)
      console.log(`| ${what} | ${round(is)} ${unit} | ${most} ${unit}${is > most ? ' **missed**' : ''} |`);
    return figures.every(({ is, most }) => is <= most);
  } finally {
    await world.stop();
  }
}

const round = (value: number) => (value < 10 ? value.toFixed(1) : value.toFixed(0));
const median = (values: readonly number[]) =>
  values.toSorted((a, b) => a - b)[Math.floor(values.length / 2)] ?? NaN;
const listOf = ({ origin, clinicId }: ConsoleWorld) => `${origin}/console/c/${clinicId}/conversas?fila=todas`;

async function measureList(world: ConsoleWorld, context: BrowserContext): Promise<readonly Figure[]> {
  const page = await context.newPage();
  await page.goto(listOf(world));
  await page.locator('.talk-row').first().waitFor();
  const long: number[] = [];
  const opened: number[] = [];
  // the first one brings the part of the program that shows conversations
  await openRow(page, nameOf(1));
  for (let n = 0; n < 5; n += 1) {
    long.push((await openRow(page, longName)).fromClick);
    opened.push((await openRow(page, nameOf(n + 2))).fromData);
  }
  console.error('opened conversations of a short list');

  await loadRows(page, conversations);
  const elements = await elementsOf(page);
  const requests = countRequests(page);
  const perEvent: number[] = [];
  for (const n of [conversations - 2, conversations - 3, 700, 5]) {
    await pause(settledMs);
    const before = requests();
    await world.receive(n);
    await pause(settledMs);
    perEvent.push(requests() - before);
  }
  const amongAll: number[] = [];
  await page.evaluate(`document.querySelector('.talk-list').scrollTop = 0`);
  for (const n of [7, 8, 9, 10]) amongAll.push((await openRow(page, nameOf(n))).fromData);
  await page.close();
  console.error('loaded the whole list');
  return [
    {
      what: `elements of the page with ${conversations} conversations loaded`,
      is: elements,
      most: 1_500,
      unit: '',
    },
    {
      what: 'requests for a message that comes in then, worst of 4',
      is: Math.max(...perEvent),
      most: 2,
      unit: '',
    },
    {
      what: 'opening a conversation after its data are there, median of 5',
      is: median(opened),
      most: 150,
      unit: 'ms',
    },
    { what: `the same among ${conversations}, median of 4`, is: median(amongAll), most: 150, unit: 'ms' },
    {
      what: `a conversation of ${longConversation} messages, from the click to its first page, median of 5`,
      is: median(long),
      most: 300,
      unit: 'ms',
    },
  ];
}

async function measureEvents(
  world: ConsoleWorld,
  context: BrowserContext,
  minutes: number,
): Promise<readonly Figure[]> {
  const page = await context.newPage();
  await page.goto(listOf(world));
  await openRow(page, longName);
  await page.getByText('Ao vivo').waitFor();
  const random = seeded(1);
  const flood = async (seconds: number) => {
    const start = performance.now();
    const under: Promise<void>[] = [];
    for (let sent = 0; sent < seconds * perSecond; sent += 1) {
      under.push(world.receive(Math.floor(random() * conversations)));
      await pause(Math.max(0, start + (sent * 1_000) / perSecond - performance.now()));
    }
    await Promise.all(under);
    await pause(settledMs);
  };
  const session = await context.newCDPSession(page);
  await flood(10);
  const requests = countRequests(page);
  const before = await heapOf(session);
  const start = performance.now();
  await flood(minutes * 60);
  const seconds = (performance.now() - start) / 1_000;
  const count = requests();
  const growth = (await heapOf(session)) - before;
  await page.close();
  const events = minutes * 60 * perSecond;
  return [
    {
      what: `growth of the heap over ${events} events in ${minutes} minutes`,
      is: growth / 1e6,
      most: 5,
      unit: 'MB',
    },
    { what: 'requests a second meanwhile', is: count / seconds, most: 2, unit: '' },
  ];
}

async function measureLcp(world: ConsoleWorld): Promise<Figure> {
  const phone = await world.signedIn({ viewport: { width: 390, height: 844 }, deviceScaleFactor: 2 });
  const cookies = await phone.storageState();
  const times: number[] = [];
  for (let n = 0; n < 5; n += 1) {
    const fresh = await world.browser.newContext({
      viewport: { width: 390, height: 844 },
      deviceScaleFactor: 2,
      storageState: cookies,
    });
    times.push(await lcpOf(await fresh.newPage(), listOf(world)));
    await fresh.close();
  }
  return {
    what: 'largest contentful paint on a phone, CPU ÷ 4, 1.6 Mbit, 150 ms, median of 5',
    is: median(times),
    most: 2_500,
    unit: 'ms',
  };
}
