import { DomainError } from '../error.ts';

/** `busy-only`: appointments cannot be written to it, but its events count. */
export type CalendarUse = 'bookable' | 'busy-only';

const writers: ReadonlySet<string> = new Set(['owner', 'writer', 'writerWithoutPrivateAccess']);

/** By Google's access role (docs/vendors/google.md#calendar-list). */
export const calendarUse = (accessRole: string): CalendarUse =>
  writers.has(accessRole) ? 'bookable' : 'busy-only';

export class UnknownCalendars extends DomainError {
  readonly kind = 'invalid';
  readonly code = 'connection.unknown-calendars';
  constructor(calendarIds: readonly string[]) {
    super(`The connected account has no calendar ${calendarIds.join(', ')}`, {
      hint: 'Liste as agendas de novo e use os ids da lista.',
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
  readonly kind = 'invalid';
  readonly code = 'connection.calendars-unassigned';
  constructor(calendars: readonly UnclearCalendar[]) {
    super('Nobody said whose these calendars are', {
      hint: 'Send professionals: for each of these calendars the id of the professional whose visits are written to it.',
      details: { calendars },
    });
  }
}

export class UnknownPractitioners extends DomainError {
  readonly kind = 'invalid';
  readonly code = 'connection.unknown-professionals';
  constructor(practitionerIds: readonly string[]) {
    super(`The clinic has no professional ${practitionerIds.join(', ')}`, {
      hint: 'Use os ids dos profissionais do contexto da clínica.',
      details: { professionalIds: practitionerIds },
    });
  }
}
