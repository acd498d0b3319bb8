import { DomainError, errorEntry } from '../error.ts';

/** `busy-only`: appointments cannot be written to it, but its events count. */
export type CalendarUse = 'bookable' | 'busy-only';

/**
 * What the clinic has chosen: `write`, the visits of its owner are written there and its events keep the owner busy;
 * `busy`, only the latter; `ignore`, nothing of it counts.
 */
export type ChosenUse = 'write' | 'busy' | 'ignore';

const writers: ReadonlySet<string> = new Set(['owner', 'writer', 'writerWithoutPrivateAccess']);

/** By Google's access role (docs/vendors/google.md#calendar-list). */
export const calendarUse = (accessRole: string): CalendarUse =>
  writers.has(accessRole) ? 'bookable' : 'busy-only';

export class UnknownCalendars extends DomainError {
  static readonly entry = errorEntry('connection.unknown-calendars', 'invalid', {
    message: {
      en: 'The connected account has no such calendar',
      pt: 'A conta conectada não tem esta agenda',
    },
    hint: {
      en: 'List the calendars again and use the ids of the list.',
      pt: 'Liste as agendas de novo e use os ids da lista.',
    },
  });
  constructor(calendarIds: readonly string[]) {
    super(UnknownCalendars.entry, {
      message: `The connected account has no calendar ${calendarIds.join(', ')}`,
      details: { calendarIds },
    });
  }
}

export type UnclearCalendar = {
  readonly calendarId: string;
  /** The owner, where only the choice between several calendars of theirs is missing. */
  readonly professionalId?: string;
  readonly roomId?: string;
  /** Whose name it bears. */
  readonly proposedProfessionalId?: string;
};

/** Several calendars could be meant for the visits of one professional or room. */
export class CalendarsUnassigned extends DomainError {
  static readonly entry = errorEntry('connection.calendars-unassigned', 'invalid', {
    message: {
      en: 'Nobody said in which of these calendars visits are written',
      pt: 'Falta dizer em qual destas agendas os horários são marcados',
    },
    hint: {
      en: 'Send professionals or rooms: whose each calendar is; and uses: `write` for one calendar of each owner.',
      pt: 'Diga de qual profissional ou sala é cada agenda, e escolha uma de cada para marcar (`write`); a lista de agendas sugere pelo nome.',
    },
  });
  constructor(calendars: readonly UnclearCalendar[]) {
    super(CalendarsUnassigned.entry, { details: { calendars } });
  }
}

export class UnknownProfessionals extends DomainError {
  static readonly entry = errorEntry('connection.unknown-professionals', 'invalid', {
    message: { en: 'The clinic has no such professional', pt: 'A clínica não tem este profissional' },
    hint: {
      en: 'Use the ids of the professionals in the context of the clinic.',
      pt: 'Use os ids dos profissionais do contexto da clínica.',
    },
  });
  constructor(professionalIds: readonly string[]) {
    super(UnknownProfessionals.entry, {
      message: `The clinic has no professional ${professionalIds.join(', ')}`,
      details: { professionalIds },
    });
  }
}

/** A use that a calendar cannot have. */
type RefusedUse = {
  readonly calendarId: string;
  /** `not-writable`: the account may only read it. `several`: another one of its owner is written to as well. */
  readonly why: 'not-writable' | 'several' | 'not-in-set';
};

type OwnedCalendar = {
  readonly calendarId: string;
  readonly professionalId?: string;
  readonly roomId?: string;
  readonly accessRole: string;
  readonly chosenUse?: ChosenUse;
};

/** Calendars to write to that may only be read, or that share their owner (or being nobody's) with another one. */
export function refusedUses(calendars: readonly OwnedCalendar[]): readonly RefusedUse[] {
  const written = calendars.filter(({ chosenUse }) => chosenUse === 'write');
  const ownerOf = ({ professionalId, roomId }: OwnedCalendar) => JSON.stringify([professionalId, roomId]);
  return written.flatMap((calendar): readonly RefusedUse[] => {
    const { calendarId, accessRole } = calendar;
    if (calendarUse(accessRole) !== 'bookable') return [{ calendarId, why: 'not-writable' }];
    const ofOwner = written.filter((other) => ownerOf(other) === ownerOf(calendar));
    return ofOwner.length > 1 ? [{ calendarId, why: 'several' }] : [];
  });
}

export const notInSet = (calendarId: string): RefusedUse => ({ calendarId, why: 'not-in-set' });

export class CalendarUseRefused extends DomainError {
  static readonly entry = errorEntry('connection.calendar-use-refused', 'invalid', {
    message: {
      en: 'These calendars cannot be used like this',
      pt: 'Estas agendas não podem ser usadas assim',
    },
    hint: {
      en: 'Visits of one owner are written to one calendar, which the account may change.',
      pt: 'Cada profissional ou sala tem uma só agenda para marcar, e a conta precisa poder alterá-la.',
    },
  });
  constructor(calendars: readonly RefusedUse[]) {
    super(CalendarUseRefused.entry, { details: { calendars } });
  }
}

export class UnknownRooms extends DomainError {
  static readonly entry = errorEntry('connection.unknown-rooms', 'invalid', {
    message: {
      en: 'The clinic has no such room or device',
      pt: 'A clínica não tem esta sala ou este equipamento',
    },
    hint: {
      en: 'Use the ids of the rooms in the context of the clinic.',
      pt: 'Use os ids das salas e dos equipamentos do contexto da clínica.',
    },
  });
  constructor(roomIds: readonly string[]) {
    super(UnknownRooms.entry, {
      message: `The clinic has no room ${roomIds.join(', ')}`,
      details: { roomIds },
    });
  }
}
