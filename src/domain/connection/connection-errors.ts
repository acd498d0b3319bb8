import { DomainError, errorEntry } from '../error.ts';

/** Our own OAuth client is refused, or Google's API is switched off for it: no clinic can mend that. */
export class GoogleMisconfigured extends DomainError {
  static readonly entry = errorEntry('connection.google-misconfigured', 'unavailable', {
    message: { en: 'Google refuses our own OAuth client', pt: 'O Google recusou o acesso do Atende' },
    hint: {
      en: 'The fault is in this installation, not in the clinic. Support is notified.',
      pt: 'O problema é da instalação, não da clínica. A equipe de suporte já foi avisada.',
    },
    action: 'Confira GOOGLE_CLIENT_ID, GOOGLE_CLIENT_SECRET e a API Calendar no projeto do Google Cloud.',
  });
  constructor() {
    super(GoogleMisconfigured.entry);
  }
}

export class NotConnected extends DomainError {
  static readonly entry = errorEntry('connection.not-connected', 'conflict', {
    message: { en: 'The clinic has no Google connection', pt: 'A clínica não está conectada ao Google' },
    hint: {
      en: 'Connect the Google account of the clinic.',
      pt: 'Conecte a conta do Google da clínica.',
    },
    action: 'Conecte a conta do Google da clínica.',
  });
  constructor() {
    super(NotConnected.entry);
  }
}

export class ReconnectRequired extends DomainError {
  static readonly entry = errorEntry('connection.reconnect-required', 'conflict', {
    message: {
      en: 'The Google connection of the clinic does not work any more',
      pt: 'O acesso da clínica ao Google terminou',
    },
    hint: { en: 'Connect the Google account again.', pt: 'Conecte a conta do Google de novo.' },
    action: 'Reconecte a conta do Google da clínica.',
  });
  constructor() {
    super(ReconnectRequired.entry);
  }
}

/** Google or our way to it fails for now. `reason` is a short code. */
export class GoogleUnavailable extends DomainError {
  static readonly entry = errorEntry('connection.google-unavailable', 'unavailable', {
    message: { en: 'Google could not be asked', pt: 'O Google não respondeu a tempo' },
    hint: {
      en: 'Try again in some minutes. A connection that was being made begins again.',
      pt: 'Tente de novo em alguns minutos. Se estava conectando a conta, comece de novo.',
    },
    action: 'Aguarde; se durar, veja o painel de status do Google Workspace.',
    retryable: true,
  });
  constructor(reason: string) {
    super(GoogleUnavailable.entry, { details: { reason } });
  }
}

/** Another account was connected, or the connection ended, while the calendars were being chosen. */
export class ConnectionChanged extends DomainError {
  static readonly entry = errorEntry('connection.changed', 'conflict', {
    message: {
      en: 'The Google connection changed meanwhile',
      pt: 'A conexão com o Google mudou enquanto isso',
    },
    hint: {
      en: 'List the calendars and choose again.',
      pt: 'Liste as agendas e escolha de novo.',
    },
  });
  constructor() {
    super(ConnectionChanged.entry);
  }
}
