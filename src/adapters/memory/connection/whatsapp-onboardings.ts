import type {
  ClaimedOnboarding,
  OnboardingEnd,
  WhatsAppOnboarding,
  WhatsAppOnboardings,
} from '../../../application/ports/whatsapp/whatsapp-onboardings.ts';
import { given } from '../../../domain/given.ts';
import { after, isOver } from '../../../domain/instants.ts';
import type { MemoryDatabase } from '../database.ts';
import type { OnboardingRow } from './onboarding-row.ts';

export const memoryWhatsAppOnboardings = (db: MemoryDatabase): WhatsAppOnboardings => {
  const rows = db.onboardings;
  const refuse = (row: OnboardingRow, end: Omit<OnboardingEnd & { to: 'refused' }, 'to'>) => {
    const { problem, detail } = end;
    row.shown = {
      ...row.shown,
      state: 'refused',
      problem,
      ...given({ problemDetail: detail }),
      endedAt: db.clock.now(),
    };
    row.token = row.appSecret = row.leaseUntil = row.nextAt = undefined;
  };
  const lease = (row: OnboardingRow, leaseMs: number): ClaimedOnboarding => {
    row.leaseToken += 1;
    row.leaseUntil = after(db.clock.now(), leaseMs);
    row.shown = { ...row.shown, attempts: row.shown.attempts + 1 };
    return claimedOf(row);
  };
  const held = ({ clinicId, id, leaseToken }: ClaimedOnboarding) =>
    rows.find(
      (row) =>
        row.clinicId === clinicId &&
        row.id === id &&
        row.leaseToken === leaseToken &&
        row.shown.state === 'running',
    );
  const replace = (clinicId: string, phoneNumberId: string) => {
    for (const row of rows)
      if (
        row.clinicId === clinicId &&
        row.shown.state === 'running' &&
        row.shown.phoneNumberId === phoneNumberId
      )
        refuse(row, { problem: 'replaced' });
  };

  return {
    begin: ({ sealed, ...begun }, leaseMs) =>
      db.atomically(() => {
        const now = db.clock.now();
        const isKnown = 'phoneNumberId' in begun;
        if (isKnown) replace(begun.clinicId, begun.phoneNumberId);
        const row: OnboardingRow = {
          id: begun.id,
          clinicId: begun.clinicId,
          shown: {
            choices: [],
            ...structuredClone(begun),
            state: isKnown ? 'running' : 'choosing',
            ...{ steps: [], findings: [], attempts: 0, startedAt: now },
          },
          token: sealed.token,
          appSecret: sealed.appSecret,
          pin: sealed.pin,
          nextAt: now,
          leaseUntil: undefined,
          leaseToken: 0,
        };
        rows.push(row);
        return isKnown ? lease(row, leaseMs) : undefined;
      }),

    choose: (clinicId, id, phoneNumberId, leaseMs) =>
      db.atomically(() => {
        const row = rows.find((known) => known.clinicId === clinicId && known.id === id);
        const choice = row?.shown.choices.find((known) => known.phoneNumberId === phoneNumberId);
        if (row?.shown.state !== 'choosing' || choice === undefined) return undefined;
        replace(clinicId, phoneNumberId);
        row.shown = { ...row.shown, state: 'running', phoneNumberId, wabaId: choice.wabaId };
        return lease(row, leaseMs);
      }),

    claim: (limit, leaseMs) =>
      db.atomically(() => {
        const now = db.clock.now();
        const due = rows.filter(
          (row) => row.shown.state === 'running' && isOver(row.nextAt, now) && isOver(row.leaseUntil, now),
        );
        return due.slice(0, limit).map((row) => lease(row, leaseMs));
      }),

    note: (claimed, { step, pin, ...progress }) =>
      db.atomically(() => {
        const row = held(claimed);
        if (row === undefined) return false;
        const steps = new Set([...row.shown.steps, ...(step === undefined ? [] : [step])]);
        row.shown = { ...row.shown, ...given(progress), steps: [...steps] };
        row.pin = pin ?? row.pin;
        return true;
      }),

    settle: (claimed, end) =>
      db.atomically(() => {
        const row = held(claimed);
        if (row === undefined) return false;
        if (end.to === 'refused') refuse(row, end);
        else if (end.to === 'again') {
          row.nextAt = after(db.clock.now(), end.afterMs);
          row.leaseUntil = undefined;
        } else {
          row.shown = { ...row.shown, state: 'done', endedAt: db.clock.now() };
          row.token = row.appSecret = row.leaseUntil = row.nextAt = undefined;
        }
        return true;
      }),

    endUnchosen: (before) =>
      db.atomically(() => {
        for (const row of rows)
          if (row.shown.state === 'choosing' && row.shown.startedAt < before)
            refuse(row, { problem: 'not-chosen' });
      }),

    get: (clinicId, id) =>
      db.atomically(() => {
        const row = rows.find((known) => known.clinicId === clinicId && known.id === id);
        return row && structuredClone(row.shown);
      }),

    list: (clinicId, limit) =>
      db.atomically(() => {
        const own = rows.filter((row) => row.clinicId === clinicId);
        return own
          .reverse()
          .slice(0, limit)
          .map(({ shown }) => structuredClone(shown));
      }),

    pinOf: (clinicId, phoneNumberId) =>
      db.atomically(
        () =>
          rows.findLast(
            ({ shown, pin }) =>
              shown.clinicId === clinicId &&
              shown.phoneNumberId === phoneNumberId &&
              pin !== undefined &&
              !refusedPin(shown),
          )?.pin,
      ),
  };
};

const refusedPin = ({ problem }: WhatsAppOnboarding) => problem === 'pin-wrong' || problem === 'pin-needed';

const claimedOf = ({ shown, token, appSecret, pin, leaseToken }: OnboardingRow): ClaimedOnboarding => {
  const { wabaId, phoneNumberId } = shown;
  if (wabaId === undefined || phoneNumberId === undefined || token === undefined)
    throw new Error('A running onboarding has a number and a token');
  return structuredClone({
    ...shown,
    wabaId,
    phoneNumberId,
    sealed: { token, ...given({ appSecret, pin }) },
    leaseToken,
  });
};
