import { DomainError, errorEntry } from '../error.ts';

/** `busy-only`: appointments cannot be written to it, but its events count. */
export type CalendarUse = 'bookable' | 'busy-only';

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
  /** Whose name it bears. */
  readonly proposedProfessionalId?: string;
};

/** Several calendars could be meant for the visits of one professional. */
export class CalendarsUnassigned extends DomainError {
  static readonly entry = errorEntry('connection.calendars-unassigned', 'invalid', {
    message: {
      en: 'Nobody said whose these calendars are',
      pt: 'Falta dizer de quem são estas agendas',
    },
    hint: {
      en: 'Send professionals: for each of these calendars the id of the professional whose visits are written to it.',
      pt: 'Diga de qual profissional é cada agenda; a lista de agendas sugere pelo nome.',
    },
  });
  constructor(calendars: readonly UnclearCalendar[]) {
    super(CalendarsUnassigned.entry, { details: { calendars } });
  }
}

export class UnknownPractitioners extends DomainError {
  static readonly entry = errorEntry('connection.unknown-professionals', 'invalid', {
    message: { en: 'The clinic has no such professional', pt: 'A clínica não tem este profissional' },
    hint: {
      en: 'Use the ids of the professionals in the context of the clinic.',
      pt: 'Use os ids dos profissionais do contexto da clínica.',
    },
  });
  constructor(practitionerIds: readonly string[]) {
    super(UnknownPractitioners.entry, {
      message: `The clinic has no professional ${practitionerIds.join(', ')}`,
      details: { professionalIds: practitionerIds },
    });
  }
}
