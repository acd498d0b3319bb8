import { isDeepStrictEqual } from 'node:util';
import type { Templates } from '../../../application/ports/templates/templates.ts';
import { after, isOver } from '../../../domain/instants.ts';
import type { ClinicId } from '../../../domain/clinic/clinic.ts';
import type { PhoneDigits } from '../../../domain/messaging/people/phone-number.ts';
import type { Template } from '../../../domain/templates/template.ts';
import { given } from '../../../domain/given.ts';
import type { MemoryDatabase } from '../database.ts';

const keyOf = ({ name, language }: Pick<Template, 'name' | 'language'>) => `${name} ${language}`;
const byKey = (a: Template, b: Template) =>
  a.name.localeCompare(b.name) || a.language.localeCompare(b.language) || a.wabaId.localeCompare(b.wabaId);

export const memoryTemplates = (db: MemoryDatabase): Templates => {
  const { templates, templateUses } = db;
  const of = (clinicId: ClinicId) => templates.get(clinicId) ?? [];
  const usesOf = (clinicId: ClinicId) => templateUses.get(clinicId) ?? [];
  const accountOf = (clinicId: ClinicId, whatsappNumber: PhoneDigits) =>
    db.numbers.find(({ number }) => number.clinicId === clinicId && number.whatsappNumber === whatsappNumber)
      ?.wabaId;

  return {
    accounts: (clinicId) =>
      db.atomically(() => {
        const own = db.numbers.filter((row) => row.number.clinicId === clinicId && row.active);
        return [...new Set(own.flatMap(({ wabaId }) => wabaId ?? []))].sort();
      }),

    claimAccounts: (limit, againMs) =>
      db.atomically(() => {
        const now = db.clock.now();
        const due = db.numbers
          .filter(({ active, wabaId }) => active && wabaId !== undefined)
          .filter((row) => db.clinics.get(row.number.clinicId)?.active !== false)
          .filter((row) => isOver(row.templatesDueAt, now))
          .slice(0, limit);
        for (const row of due) row.templatesDueAt = after(now, againMs);
        const accounts = due.flatMap(({ number: { clinicId }, wabaId }) =>
          wabaId === undefined ? [] : [{ clinicId, wabaId }],
        );
        return [...new Map(accounts.map((one) => [`${one.clinicId} ${one.wabaId}`, one])).values()];
      }),

    list: (clinicId) => db.atomically(() => structuredClone([...of(clinicId)].sort(byKey))),

    ofNumber: (clinicId, whatsappNumber) =>
      db.atomically(() => {
        const account = accountOf(clinicId, whatsappNumber);
        return structuredClone(of(clinicId).filter(({ wabaId }) => wabaId === account)).sort(byKey);
      }),

    mirror: ({ clinicId, wabaId }, listed) =>
      db.atomically(() => {
        const now = new Map(listed.map((template) => [keyOf(template), { ...template, wabaId }]));
        const gone = of(clinicId)
          .filter((known) => known.wabaId === wabaId && !now.has(keyOf(known)))
          .map((known) => ({ ...known, status: 'DELETED' }));
        const others = of(clinicId).filter((known) => known.wabaId !== wabaId);
        templates.set(clinicId, structuredClone([...others, ...gone, ...now.values()]));
      }),

    learn: ({ clinicId, wabaId }, { name, language, from, ...event }) =>
      db.atomically(() => {
        const known = of(clinicId).find(
          (template) => template.wabaId === wabaId && keyOf(template) === keyOf({ name, language }),
        );
        if (known === undefined) return false;
        if (from !== undefined && known.status !== from) return false;
        const { reason: former, ...rest } = known;
        const reason = event.reason ?? (event.status === undefined ? former : undefined);
        const changed: Template = { ...rest, ...given({ ...event, reason }) };
        if (isDeepStrictEqual(changed, known)) return false;
        templates.set(
          clinicId,
          of(clinicId).map((template) => (template === known ? changed : template)),
        );
        return true;
      }),

    uses: (clinicId) =>
      db.atomically(() =>
        structuredClone([...usesOf(clinicId)].sort((a, b) => a.purpose.localeCompare(b.purpose))),
      ),

    use: (clinicId, use) =>
      db.atomically(() => {
        const others = usesOf(clinicId).filter(({ purpose }) => purpose !== use.purpose);
        templateUses.set(clinicId, structuredClone([...others, use]));
      }),

    endUse: (clinicId, purpose) =>
      db.atomically(() => {
        const kept = usesOf(clinicId).filter((use) => use.purpose !== purpose);
        const ended = kept.length < usesOf(clinicId).length;
        templateUses.set(clinicId, kept);
        return ended;
      }),

    forPurpose: (clinicId, whatsappNumber, purpose) =>
      db.atomically(() => {
        const use = usesOf(clinicId).find((known) => known.purpose === purpose);
        const account = accountOf(clinicId, whatsappNumber);
        const template =
          use && of(clinicId).find((known) => known.wabaId === account && keyOf(known) === keyOf(use));
        return use && template && structuredClone({ use, template });
      }),
  };
};
