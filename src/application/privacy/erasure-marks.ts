import type { ClinicId } from '../../domain/clinic/clinic.ts';
import { namesOfMessage, namesOfStatus, type Names } from '../../domain/privacy/message-keys.ts';
import { sightingIdentities } from '../../domain/messaging/people/contact-identity.ts';
import type { WebhookItem } from '../../domain/messaging/webhook-item.ts';
import type { ErasureMarks } from '../ports/privacy/erased-keys.ts';
import type { ErasureKeys } from '../ports/privacy/erasure-keys.ts';

/** How an item that arrives would be known if it was erased. */
export function marksOf(keys: ErasureKeys, clinicId: ClinicId, item: WebhookItem): ErasureMarks {
  const { dedupeKeys, identities } = namesOf(item);
  return {
    clinicId,
    keys: [
      ...dedupeKeys.map((key) => keys.ofMessage(clinicId, key)),
      ...identities.map((identity) => keys.ofIdentity(clinicId, identity)),
    ],
    sentAt: sentAtOf(item),
  };
}

function sentAtOf(item: WebhookItem): Date {
  if (item.kind === 'message') return item.sentAt;
  return item.kind === 'status' || item.kind === 'preference' ? item.at : new Date(0);
}

function namesOf(item: WebhookItem): Names {
  switch (item.kind) {
    case 'message':
      return namesOfMessage(item);
    case 'status':
      return namesOfStatus(item);
    case 'preference':
      return { dedupeKeys: [item.dedupeKey], identities: sightingIdentities(item.person) };
    case 'account':
    case 'template':
    case 'unhandled':
      return { dedupeKeys: [item.dedupeKey], identities: [] };
  }
}
