import { z } from 'zod';
import type { CallerRole } from '../../../domain/access/caller.ts';
import { clinicId } from '../../../domain/clinic/clinic.ts';

/** What JSON Schema should say where the validating schema says it in another way. */
const shownAs = (jsonSchema: Readonly<Record<string, unknown>>) => ({ jsonSchema });

/** An instant, in JSON an ISO time with offset. */
export const instant = z
  .codec(z.iso.datetime({ offset: true }), z.date(), {
    decode: (text) => new Date(text),
    encode: (date) => date.toISOString(),
  })
  .meta(shownAs({ type: 'string', format: 'date-time' }));

/** A year of ours: calendars and their arithmetic end somewhere, and nobody means the others. */
export const thisCentury = /^20\d\d-/;
export const notThisCentury = 'Expected a year from 2000 to 2099';

/** An instant that a caller may choose. */
export const instantAsked = z
  .codec(z.iso.datetime({ offset: true }).regex(thisCentury, notThisCentury), z.date(), {
    decode: (text) => new Date(text),
    encode: (date) => date.toISOString(),
  })
  .meta(shownAs({ type: 'string', format: 'date-time', pattern: thisCentury.source }));

const uuid = shownAs({ type: 'string', format: 'uuid' });
/** Any uuid as it is asked for: letters in any case, and of no certain version, since scripts choose ids, too. */
export const uuidAsked = z.guid().toLowerCase().meta(uuid);
export const uuidGiven = z.string().meta(uuid);

export const clinicIdAsked = uuidAsked.transform(clinicId).meta(uuid);
export const inClinic = { clinicId: clinicIdAsked };

/** A version in a path. */
export const versionAsked = z
  .string()
  .regex(/^[1-9]\d{0,8}$/, 'Expected a version, e.g. 3')
  .transform(Number)
  .meta(shownAs({ type: 'integer', minimum: 1, maximum: 999_999_999 }));

/** One line that a person typed: trimmed, not empty, without control characters. */
export const line = (most: number) =>
  z
    .string()
    .trim()
    .min(1)
    .max(most)
    // \p{Cc}, spelled out for readers of the contract whose expressions know no classes
    .regex(/^[^\u0000-\u001f\u007f-\u009f]*$/, 'Expected one line of text');

/** Any JSON object; how deep it may be is checked before. */
export const jsonDocument = z.record(z.string(), z.unknown());

export const everybody: readonly CallerRole[] = ['platform-admin', 'clinic-admin', 'clinic-staff', 'service'];
export const staff: readonly CallerRole[] = ['platform-admin', 'clinic-admin', 'clinic-staff'];
export const admins: readonly CallerRole[] = ['platform-admin', 'clinic-admin'];
export const platform: readonly CallerRole[] = ['platform-admin'];
