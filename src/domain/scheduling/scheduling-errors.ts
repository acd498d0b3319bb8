import { DomainError, errorEntry } from '../error.ts';
import type { Appointment, AppointmentId } from './appointment.ts';

export class ServiceNotFound extends DomainError {
  static readonly entry = errorEntry('scheduling.service-not-found', 'not-found', {
    message: { en: 'The clinic does not offer this service', pt: 'A clínica não oferece este serviço' },
    action: 'Confira o id do serviço no contexto da clínica e se está ativo.',
  });
  constructor(serviceId: string) {
    super(ServiceNotFound.entry, {
      message: `The clinic offers no service "${serviceId}"`,
      details: { serviceId },
    });
  }
}

/** There is no such professional, or not for this service. */
export class ProfessionalNotFound extends DomainError {
  static readonly entry = errorEntry('scheduling.professional-not-found', 'not-found', {
    message: {
      en: 'The clinic has no such professional for this service',
      pt: 'A clínica não tem este profissional para este serviço',
    },
    action: 'Confira o id do profissional no contexto da clínica e se está ativo.',
  });
  constructor(professionalId: string) {
    super(ProfessionalNotFound.entry, {
      message: `No professional "${professionalId}" offers this service`,
      details: { professionalId },
    });
  }
}

export class PatientNotFound extends DomainError {
  static readonly entry = errorEntry('scheduling.patient-not-found', 'not-found', {
    message: {
      en: 'There is no such contact or conversation in this clinic',
      pt: 'Este contato ou esta conversa não existe na clínica',
    },
  });
  constructor(cause?: unknown) {
    super(PatientNotFound.entry, { cause });
  }
}

/** What patients may not do, and people of the clinic may when they say so. */
export const passableLimits = [
  'minimum-notice',
  'horizon',
  'working-time',
  'daily-limit',
  'weekly-limit',
] as const;
export type PassableLimit = (typeof passableLimits)[number];

/** Outside opening hours, notice, horizon or limits, or nobody has a calendar for it. */
export class SlotNotOffered extends DomainError {
  static readonly entry = errorEntry('scheduling.slot-not-offered', 'invalid', {
    message: { en: 'The time cannot be booked', pt: 'Este horário não pode ser marcado' },
    hint: {
      en: 'List the free times and choose one of them, or repeat the request with beyondLimits for the limits named in details.',
      pt: 'Liste os horários livres e escolha um deles, ou repita o pedido com beyondLimits para os limites em details.',
    },
    action: 'Confira horário de funcionamento, antecedência e duração do serviço no contexto da clínica.',
  });
  /** `limits`: everything that is in the way, if it is only what people of the clinic may pass. */
  constructor(start: Date, why: string, limits: readonly PassableLimit[] = []) {
    super(SlotNotOffered.entry, {
      message: `The time starting ${start.toISOString()} cannot be booked: ${why}`,
      details: { start, ...(limits.length > 0 && { limits }) },
    });
  }
}

/** Its state does not allow what was asked. */
export class AppointmentClosed extends DomainError {
  static readonly entry = errorEntry('scheduling.appointment-closed', 'conflict', {
    message: {
      en: 'The appointment has ended: it was cancelled or failed',
      pt: 'Este agendamento já terminou: foi cancelado ou não deu certo',
    },
    hint: { en: 'Book a new one.', pt: 'Marque outro.' },
  });
  constructor({ id, state, reason }: Pick<Appointment, 'id' | 'state' | 'reason'>) {
    super(AppointmentClosed.entry, {
      message: `The appointment ${id} is ${state}`,
      details: { state, reason },
    });
  }
}

export class IdempotencyKeyReused extends DomainError {
  static readonly entry = errorEntry('scheduling.idempotency-key-reused', 'conflict', {
    message: {
      en: 'This idempotency key was used for another request',
      pt: 'Esta chave de idempotência já foi usada em outro pedido',
    },
    hint: { en: 'Use a new key for every new request.', pt: 'Use uma chave nova para cada pedido novo.' },
  });
  constructor(key: string, first: AppointmentId) {
    super(IdempotencyKeyReused.entry, { details: { key, appointmentId: first } });
  }
}

/** Calendars that decide about it could not be read now: unknown is never free. */
export class CalendarsUnavailable extends DomainError {
  static readonly entry = errorEntry('scheduling.calendars-unavailable', 'unavailable', {
    message: {
      en: 'The calendars that decide about this time could not be read',
      pt: 'Não foi possível ler as agendas deste horário',
    },
    hint: { en: 'Try again in some seconds.', pt: 'Tente de novo em alguns segundos.' },
    action: 'Verifique a conexão com o Google da clínica e os alertas abertos.',
    retryable: true,
  });
  constructor(calendarIds: readonly string[]) {
    super(CalendarsUnavailable.entry, { details: { calendarIds } });
  }
}

export class BookingsOverloaded extends DomainError {
  static readonly entry = errorEntry('scheduling.overloaded', 'unavailable', {
    message: { en: 'Too many bookings wait already', pt: 'Há agendamentos demais na fila' },
    hint: {
      en: 'Try again in a few seconds, with the same Idempotency-Key.',
      pt: 'Tente de novo em alguns segundos, com a mesma Idempotency-Key.',
    },
    action: 'Se durar, veja a carga do Postgres e o tempo de resposta do Google.',
    retryable: true,
  });
  constructor(waiting: number) {
    super(BookingsOverloaded.entry, { details: { waiting } });
  }
}
