import { isRecord, type Document } from './document.ts';

export type Draft = {
  readonly document: Document;
  /** The version that it began from. */
  readonly base: number;
};

const key = (clinicId: string) => `atende-context-${clinicId}`;

/** What was typed and not saved, in this tab: a reload does not lose it. */
export function draftOf(clinicId: string): Draft | undefined {
  try {
    const kept: unknown = JSON.parse(sessionStorage.getItem(key(clinicId)) ?? 'null');
    if (!isRecord(kept) || !isRecord(kept['document']) || typeof kept['base'] !== 'number') return undefined;
    return { document: kept['document'], base: kept['base'] };
  } catch {
    return undefined;
  }
}

export function keepDraft(clinicId: string, draft: Draft | undefined): void {
  if (draft === undefined) sessionStorage.removeItem(key(clinicId));
  else
    try {
      sessionStorage.setItem(key(clinicId), JSON.stringify(draft));
    } catch {
      // the browser gives no room: it stays in the page
    }
}
