import type { WhatsAppOnboarding } from '../../../../client/atende-client.ts';

export const stepWords: Readonly<Record<WhatsAppOnboarding['steps'][number], string>> = {
  checked: 'conferido na Meta',
  stored: 'token guardado',
  subscribed: 'aplicativo inscrito na conta',
  registered: 'número registrado',
  'contacts-asked': 'contatos pedidos',
  'history-asked': 'conversas antigas pedidas',
};
