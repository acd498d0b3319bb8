import type { LocalDate } from '../../domain/clinic/local-time.ts';
import { given } from '../../domain/given.ts';
import type { Choice } from '../../domain/messaging/message.ts';
import { instantText, readRequest, type VisitRequest } from './visit-request.ts';

/** What is remembered of a conversation between turns; plain JSON. */
export type Dialogue = {
  /** Turns in a row that were not understood. */
  readonly failedAttempts: number;
  /** When the assistant last spoke, ISO 8601 UTC; absent for a new contact. */
  readonly lastSpokeAt?: string;
  /** The night (day of its closing) for which the out-of-hours message was said. */
  readonly closedSaidFor?: LocalDate;
  /** What was offered last, so that "2" or a typed title finds it. */
  readonly offered: readonly Choice[];
  readonly lastServiceId?: string;
  /** A request for a time whose questions are not all answered yet. */
  readonly request?: VisitRequest;
};

export const newDialogue: Dialogue = { failedAttempts: 0, offered: [] };

const mostAttempts = 100;
const mostOffered = 20;
const longestText = 300;

/** Reads what was stored, by whatever version; what it does not know is as if never said. Never throws. */
export function readDialogue(stored: unknown): Dialogue {
  if (typeof stored !== 'object' || stored === null) return newDialogue;
  const fields = new Map<string, unknown>(Object.entries(stored));
  const attempts = fields.get('failedAttempts');
  const lastSpokeAt = instantText(fields.get('lastSpokeAt'));
  const closedSaidFor = dayText(fields.get('closedSaidFor'));
  const lastServiceId = shortText(fields.get('lastServiceId'));
  // `wish` was its name until November 2026
  const request = readRequest(fields.get('request') ?? fields.get('wish'));
  return {
    failedAttempts: isCount(attempts) ? Math.min(attempts, mostAttempts) : 0,
    offered: readChoices(fields.get('offered')),
    ...given({ lastSpokeAt, closedSaidFor, lastServiceId, request }),
  };
}

/**
 * What is stored. Processes of the version before November 2026, which may still run beside this one, know the request as
 * `wish`, the professional as `practitioner` and the hold by an id of its own. To be dropped with the next version.
 */
export const storedDialogue = (dialogue: Dialogue): object => {
  const { request } = dialogue;
  if (request === undefined) return dialogue;
  const holdId = request.asked === 'confirmation' ? request.appointmentId : undefined;
  const { professionalId: practitionerId, ...wish } = request;
  const asked = request.asked === 'professional' ? 'practitioner' : request.asked;
  return { ...dialogue, wish: { ...wish, asked, ...given({ practitionerId }) }, ...given({ holdId }) };
};

const isCount = (value: unknown): value is number => Number.isSafeInteger(value) && (value as number) >= 0;

const shortText = (value: unknown): string | undefined =>
  typeof value === 'string' && value !== '' && value.length <= longestText ? value : undefined;

const dayText = (value: unknown): LocalDate | undefined =>
  typeof value === 'string' && /^\d{4}-\d{2}-\d{2}$/.test(value) ? (value as LocalDate) : undefined;

function readChoices(value: unknown): readonly Choice[] {
  if (!Array.isArray(value)) return [];
  return value.slice(0, mostOffered).flatMap((entry: unknown) => {
    const fields = new Map<string, unknown>(
      typeof entry === 'object' && entry !== null ? Object.entries(entry) : [],
    );
    const [id, title] = [shortText(fields.get('id')), shortText(fields.get('title'))];
    return id === undefined || title === undefined ? [] : [{ id, title }];
  });
}
