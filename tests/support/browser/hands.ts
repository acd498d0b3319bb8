import type { Locator, Page } from 'playwright-core';

/** What somebody does who works with the mouse, or with nothing but the keyboard. */
export type Hand = {
  /** A button, a link, a row, what folds. */
  press(what: Locator): Promise<void>;
  /** In the place of what stood there. */
  write(field: Locator, text: string): Promise<void>;
  /** A box, or one of several. */
  tick(box: Locator): Promise<void>;
  /** By what the option says. */
  choose(list: Locator, option: string): Promise<void>;
};

/** Browsers draw an open list of options outside of the page, where no test clicks: it is chosen there all the same. */
const mouse = (page: Page): Hand => ({
  press: (what) => what.click(),
  async write(field, text) {
    await field.click();
    await page.keyboard.press('ControlOrMeta+a');
    await page.keyboard.type(text);
  },
  tick: (box) => box.click(),
  async choose(list, option) {
    await list.selectOption({ label: option });
  },
});

const mostSteps = 250;
/** What of an element is looked at; it runs in the page. */
type Part = {
  readonly type?: string;
  readonly name?: string;
  matches(selector: string): boolean;
  compareDocumentPosition(other: unknown): number;
};
const following = 4;

/** Tab, or the arrow that leads on within what is one stop for Tab; `here` once it has the focus. */
const nextKey = (element: unknown, after: number): string => {
  const wanted = element as Part;
  const here = (globalThis as unknown as { document: { activeElement: Part | null } }).document.activeElement;
  if (here === wanted) return 'here';
  if (here === null) return 'Tab';
  const isRadio = here.type === 'radio' && wanted.type === 'radio' && here.name === wanted.name;
  const isRow = here.matches('.talk-row') && wanted.matches('.talk-row');
  if (!isRadio && !isRow) return 'Tab';
  return (here.compareDocumentPosition(wanted) & after) === 0 ? 'ArrowUp' : 'ArrowDown';
};

/** Goes there key by key, as far as anybody would: never by a script. */
export async function reach(page: Page, what: Locator): Promise<void> {
  await what.waitFor();
  for (let steps = 0; steps < mostSteps; steps += 1) {
    const key = await what.evaluate(nextKey, following);
    if (key === 'here') return;
    await page.keyboard.press(key);
  }
  throw new Error(`The keyboard does not get to ${what.toString()}`);
}

const shownOption = (list: unknown): string =>
  (list as { selectedOptions: readonly { label: string }[] }).selectedOptions[0]?.label ?? '';

const keyboard = (page: Page): Hand => ({
  async press(what) {
    await reach(page, what);
    await page.keyboard.press('Enter');
  },
  async write(field, text) {
    await reach(page, field);
    await page.keyboard.press('ControlOrMeta+a');
    await page.keyboard.type(text);
  },
  async tick(box) {
    await reach(page, box);
    // arrows choose among several on the way already
    if (!(await box.isChecked()) || (await box.getAttribute('type')) === 'checkbox')
      await page.keyboard.press('Space');
  },
  async choose(list, option) {
    await reach(page, list);
    await page.keyboard.press('Home');
    for (let steps = 0; steps < mostSteps; steps += 1) {
      if ((await list.evaluate(shownOption)) === option) return;
      await page.keyboard.press('ArrowDown');
    }
    throw new Error(`The keyboard does not get to the option ${option}`);
  },
});

export const hands = { mouse, keyboard } as const;
export type HandName = keyof typeof hands;
