import { DomainError } from '../error.ts';

/** Our own OAuth client is refused, or Google's API is switched off for it: no clinic can mend that. */
export class GoogleMisconfigured extends DomainError {
  readonly kind = 'unavailable';
  readonly code = 'connection.google-misconfigured';
  constructor() {
    super('Google refuses our own OAuth client', {
      hint: 'O problema é da instalação, não da clínica. A equipe de suporte já foi avisada.',
    });
  }
}

export class NotConnected extends DomainError {
  readonly kind = 'conflict';
  readonly code = 'connection.not-connected';
  constructor() {
    super('The clinic has no Google connection', { hint: 'Conecte a conta do Google da clínica.' });
  }
}

export class ReconnectRequired extends DomainError {
  readonly kind = 'conflict';
  readonly code = 'connection.reconnect-required';
  constructor() {
    super('The Google connection of the clinic does not work any more', {
      hint: 'O acesso ao Google terminou. Conecte a conta de novo.',
    });
  }
}

/** Google or our way to it fails for now. `reason` is a short code. */
export class GoogleUnavailable extends DomainError {
  readonly kind = 'unavailable';
  readonly code = 'connection.google-unavailable';
  constructor(reason: string) {
    super('Google could not be asked', {
      hint: 'O Google não respondeu. Tente de novo em alguns minutos.',
      details: { reason },
    });
  }
}

/** Another account was connected, or the connection ended, while the calendars were being chosen. */
export class ConnectionChanged extends DomainError {
  readonly kind = 'conflict';
  readonly code = 'connection.changed';
  constructor() {
    super('The Google connection changed meanwhile', {
      hint: 'A conexão com o Google mudou neste momento. Liste as agendas e escolha de novo.',
    });
  }
}
