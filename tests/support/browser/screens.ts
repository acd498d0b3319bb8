import { mkdir } from 'node:fs/promises';
import { join } from 'node:path';
import type { Page } from 'playwright-core';
import { expect } from 'vitest';
import { axeFindings } from './axe.ts';

const sizes = [
  { name: 'computer', width: 1_280, height: 800 },
  { name: 'phone', width: 390, height: 844 },
] as const;
const themes = ['light', 'dark'] as const;

/**
 * What is shown now, in two sizes and two themes: axe finds nothing wrong, and nothing is wider than the screen. With
 * SCREENS in the environment a picture of each is put there, to be looked at.
 */
export async function inAllLooks(page: Page, name: string): Promise<void> {
  const folder = process.env['SCREENS'];
  for (const { name: size, width, height } of sizes)
    for (const theme of themes) {
      await page.setViewportSize({ width, height });
      await page.emulateMedia({ colorScheme: theme });
      expect(await axeFindings(page), `${name}, ${size}, ${theme}`).toEqual([]);
      const isWider = await page.evaluate<boolean>('document.documentElement.scrollWidth > innerWidth');
      expect(isWider, `${name}, ${size}: wider than the screen`).toBe(false);
      if (folder === undefined) continue;
      await mkdir(folder, { recursive: true });
      await page.screenshot({ path: join(folder, `${name}-${size}-${theme}.png`) });
    }
  await page.setViewportSize({ width: sizes[0].width, height: sizes[0].height });
  await page.emulateMedia({ colorScheme: 'light' });
}
