import { DomainError, errorEntry } from '../error.ts';

export class PushNotSetUp extends DomainError {
  static readonly entry = errorEntry('push.not-set-up', 'conflict', {
    message: {
      en: 'This installation sends no notifications to closed browsers',
      pt: 'Esta instalação não envia avisos com o navegador fechado',
    },
    hint: {
      en: 'Ask whoever runs the installation to set it up.',
      pt: 'Peça a quem cuida da instalação para configurar.',
    },
    action:
      'Gere um par com `npx atende vapid-keys` e defina VAPID_PUBLIC_KEY, VAPID_PRIVATE_KEY e VAPID_SUBJECT.',
  });
  constructor() {
    super(PushNotSetUp.entry);
  }
}

/** Where a browser’s push service is, is a stranger’s choice: only into the open. */
export class PushEndpointRefused extends DomainError {
  static readonly entry = errorEntry('push.endpoint-refused', 'invalid', {
    message: {
      en: 'Notifications cannot be sent to this browser',
      pt: 'Não é possível enviar avisos para este navegador',
    },
    hint: {
      en: 'Give what the browser’s own subscription says: an https address that everybody can reach, and its keys.',
      pt: 'Informe o que a inscrição do navegador traz: um endereço https acessível pela internet e as chaves dela.',
    },
  });
  constructor() {
    super(PushEndpointRefused.entry);
  }
}

export class PushSubscriptionNotFound extends DomainError {
  static readonly entry = errorEntry('push.subscription-not-found', 'not-found', {
    message: {
      en: 'This browser receives no notifications of the clinic',
      pt: 'Este navegador não recebe avisos da clínica',
    },
  });
  constructor() {
    super(PushSubscriptionNotFound.entry);
  }
}
