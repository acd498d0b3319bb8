import { clinicId } from '../../domain/clinic/clinic.ts';
import { isTimeZone } from '../../domain/clinic/local-time.ts';
import { NumberTaken } from '../../domain/clinic/number-errors.ts';
import { given } from '../../domain/given.ts';
import {
  left,
  type LegacyOutcome,
  type LegacyReason,
  type LegacyRow,
} from '../../domain/legacy/legacy-row.ts';
import {
  isUuid,
  readLegacyFlag,
  readLegacyJson,
  readLegacyPhone,
} from '../../domain/legacy/legacy-values.ts';
import { canonicalPhone } from '../../domain/messaging/people/phone-number.ts';
import type { ClinicNumbers } from '../ports/clinic/clinic-numbers.ts';
import type { ClinicRegistry } from '../ports/clinic/clinic-registry.ts';
import type { Clock } from '../ports/system/clock.ts';
import type { ImportPage } from './import-page.ts';

/** Clinics under their own ids, then their numbers. */
export type ImportLegacyClinics = { readonly clinics: ImportPage; readonly numbers: ImportPage };

type Needs = {
  clinicRegistry: Pick<ClinicRegistry, 'add' | 'get'>;
  clinicNumbers: ClinicNumbers;
  clock: Clock;
};

const by = 'import-legacy';
const defaultTimeZone = 'America/Sao_Paulo';
const longestName = 200;
const mostNumbers = 100;

export const makeImportLegacyClinics = (needs: Needs): ImportLegacyClinics => {
  const { clinicRegistry, clinicNumbers, clock } = needs;

  const takeClinic = async (row: LegacyRow): Promise<LegacyOutcome> => {
    const { id: written, timeZone = defaultTimeZone } = row;
    if (!isUuid(written)) return left('clinic-id-malformed');
    const id = clinicId(written.toLowerCase());
    const name = row['name']?.trim().slice(0, longestName);
    if (!name) return left('clinic-name-missing');
    // what is here is the owner's: another run after the move must not switch off a clinic that works here now
    if ((await clinicRegistry.get(id)) !== undefined) return { outcome: 'known' };
    const document = readLegacyJson(row['document'] ?? '{}');
    const isDocument = typeof document === 'object' && document !== null && !Array.isArray(document);
    const isKnownZone = isTimeZone(timeZone);
    const registered = await clinicRegistry.add(
      {
        id,
        name,
        timeZone: isKnownZone ? timeZone : defaultTimeZone,
        // whoever was not asked is taken for a clinic that works
        simulation: row['simulation'] !== undefined && readLegacyFlag(row['simulation']),
        contextualization: isDocument ? document : {},
        by,
        isActive: readLegacyFlag(row['isActive']),
      },
      clock.now(),
    );
    if (registered === 'taken') return { outcome: 'known' };
    const reason: LegacyReason | undefined = !isDocument
      ? 'document-unreadable'
      : isKnownZone
        ? undefined
        : 'time-zone-unknown';
    return { outcome: 'taken', ...given({ reason }) };
  };

  const takeNumber = async (row: LegacyRow): Promise<LegacyOutcome> => {
    if (!isUuid(row['clinicId'])) return left('clinic-unknown');
    const owner = clinicId(row['clinicId'].toLowerCase());
    const read = readLegacyPhone(row['number']);
    if ('left' in read) return left(read.left);
    const own = await clinicNumbers.list(owner, mostNumbers);
    const isSame = ({ whatsappNumber }: (typeof own)[number]) =>
      canonicalPhone(whatsappNumber) === canonicalPhone(read.phone);
    if (own.some(isSame)) return { outcome: 'known' };
    try {
      const { phoneNumberId, wabaId } = metaIds(row);
      const added = await clinicNumbers.add(
        {
          clinicId: owner,
          whatsappNumber: read.phone,
          ...given({ phoneNumberId, wabaId }),
          isActive: readLegacyFlag(row['isActive']),
        },
        clock.now(),
      );
      if (added === undefined) return left('clinic-unknown');
    } catch (error) {
      if (error instanceof NumberTaken) return left('number-taken');
      throw error;
    }
    return { outcome: 'taken', ...given({ reason: read.reason }) };
  };

  const each =
    (take: (row: LegacyRow) => Promise<LegacyOutcome>): ImportPage =>
    async (rows) => {
      const outcomes: LegacyOutcome[] = [];
      for (const row of rows) outcomes.push(await take(row));
      return outcomes;
    };
  return { clinics: each(takeClinic), numbers: each(takeNumber) };
};

const isMetaId = /^\d{5,30}$/;

/** What is no id of Meta's is learnt from the first webhook. */
const metaIds = ({ phoneNumberId, wabaId }: LegacyRow) => ({
  phoneNumberId: phoneNumberId !== undefined && isMetaId.test(phoneNumberId) ? phoneNumberId : undefined,
  wabaId: wabaId !== undefined && isMetaId.test(wabaId) ? wabaId : undefined,
});
