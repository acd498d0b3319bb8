import { DomainError } from '../error.ts';

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

export class UnknownPractitioners extends DomainError {
  readonly kind = 'invalid';
  readonly code = 'connection.unknown-practitioners';
  constructor(practitionerIds: readonly string[]) {
    super(`The clinic has no practitioner ${practitionerIds.join(', ')}`, {
      hint: 'Use os ids dos profissionais do contexto da clínica.',
      details: { practitionerIds },
    });
  }
}
