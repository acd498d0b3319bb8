import { sameToken } from '../../../src/adapters/meta/access-token.ts';
import { metaAccountSetup } from '../../../src/adapters/meta/accounts/account-setup.ts';
import { metaWhatsAppAccounts } from '../../../src/adapters/meta/accounts/whatsapp-accounts.ts';
import { metaMediaSource } from '../../../src/adapters/meta/media/media-source.ts';
import { metaTemplateManager } from '../../../src/adapters/meta/templates/template-manager.ts';
import { systemTimers } from '../../../src/adapters/system/timers.ts';
import type { ClinicId } from '../../../src/domain/clinic/clinic.ts';
import type { PhoneDigits } from '../../../src/domain/messaging/people/phone-number.ts';
import { metaMessageSender } from '../../../src/adapters/meta/send/message-sender.ts';
import { request } from '../meta/graph-double.ts';
import { bytesOf, timeoutMs, went, type Client } from './client.ts';

const number = { clinicId: 'c' as ClinicId, whatsappNumber: '551130000000' as PhoneDigits };
const files = (graphUrl: string) => {
  const settings = { graphUrl, version: 'v25.0', tokenOf: sameToken('EAAx'), timeoutMs };
  const source = metaMediaSource({ ...settings, idleMs: timeoutMs, totalMs: timeoutMs }, systemTimers);
  return async () => {
    const opened = await source.open({ mediaId: '1', number });
    return !('failure' in opened) && (await bytesOf(opened.bytes).catch(String)).length === opened.size;
  };
};
const describedFile = (url: string) => {
  const file = { url: `${url}/file`, file_size: 0 };
  return { ...file, file_size: JSON.stringify(file).length + 1 };
};

/** Everybody who talks to Meta. */
export const metaClients: Readonly<Record<string, Client>> = {
  'the Graph API': {
    open: (graphUrl) => {
      const sender = metaMessageSender({ graphUrl, version: 'v25.0', tokenOf: sameToken('EAAx'), timeoutMs });
      return async () => 'metaMessageId' in (await sender.send(request()));
    },
    good: () => ({ messages: [{ id: 'wamid.1' }] }),
  },
  'the Graph API about numbers': {
    open: (graphUrl) => {
      const graph = { graphUrl, version: 'v25.0', timeoutMs };
      const accounts = metaWhatsAppAccounts({
        ...{ ...graph, accessToken: 'EAAx', tokenOf: sameToken('EAAx'), accountTokenOf: sameToken('EAAx') },
        numberCredentials: { accessOf: () => Promise.resolve('installation') },
        accountSetup: metaAccountSetup(graph),
      });
      const account = { clinicId: number.clinicId, wabaId: '1' };
      return async () => 'ok' in (await accounts.subscribedApps(account));
    },
    good: () => ({ data: [] }),
  },
  'the Graph API about templates': {
    open: (graphUrl) => {
      const manager = metaTemplateManager({
        graphUrl,
        version: 'v25.0',
        tokenOf: sameToken('EAAx'),
        timeoutMs,
      });
      return () => went(manager.list({ clinicId: 'c' as ClinicId, wabaId: '1' }));
    },
    good: () => ({ data: [] }),
  },
  'the Graph API about a file': { open: files, good: describedFile, oddAt: '/v25.0/' },
  'the Graph API’s files': { open: files, good: describedFile, oddAt: '/file' },
};
