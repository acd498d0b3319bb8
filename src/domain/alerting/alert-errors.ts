import { DomainError, errorEntry } from '../error.ts';

/** Where a webhook leads is a stranger's choice: only into the open. */
export class AlertAddressRefused extends DomainError {
  static readonly entry = errorEntry('alerting.address-refused', 'invalid', {
    message: {
      en: 'Alerts cannot be sent to this address',
      pt: 'Os avisos não podem ser enviados para este endereço',
    },
    hint: {
      en: 'Give an https address that everybody can reach, without user and password in it.',
      pt: 'Informe um endereço https acessível pela internet, sem usuário nem senha nele.',
    },
  });
  constructor() {
    super(AlertAddressRefused.entry);
  }
}

export class AlertMailUnavailable extends DomainError {
  static readonly entry = errorEntry('alerting.mail-unavailable', 'conflict', {
    message: { en: 'This installation sends no e-mail', pt: 'Esta instalação não envia e-mails' },
    hint: {
      en: 'Use a webhook, or ask whoever runs the installation to set up a mail server.',
      pt: 'Use um webhook, ou peça a quem cuida da instalação para configurar um servidor de e-mail.',
    },
    action: 'Defina SMTP_URL e ALERT_EMAIL_FROM.',
  });
  constructor() {
    super(AlertMailUnavailable.entry);
  }
}

export class AlertWebhookMissing extends DomainError {
  static readonly entry = errorEntry('alerting.no-webhook', 'conflict', {
    message: { en: 'The clinic has no webhook for alerts', pt: 'A clínica não tem webhook para os avisos' },
    hint: { en: 'Set its address first.', pt: 'Informe o endereço antes.' },
  });
  constructor() {
    super(AlertWebhookMissing.entry);
  }
}
