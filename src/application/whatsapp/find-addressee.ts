import type {
  BusinessNumberRef,
  ClinicId,
  ClinicNumber,
  InactiveNumber,
} from '../../domain/clinic/clinic.ts';
import { isInService } from '../../domain/clinic/clinic.ts';
import {
  maySpeakFor,
  maySpeakForAccount,
  type WebhookSigner,
} from '../../domain/connection/webhook-signer.ts';
import type { WebhookItem } from '../../domain/messaging/webhook-item.ts';
import type { Clinics } from '../ports/clinic/clinics.ts';
import type { Alerts } from '../ports/operations/alerts.ts';
import type { Clock } from '../ports/system/clock.ts';
import type { NumberCredentials } from '../ports/whatsapp/number-credentials.ts';

type Addressee = {
  /** The item as far as its signer may be believed. */
  readonly item: WebhookItem;
  readonly number?: ClinicNumber | InactiveNumber;
  /** The signer may not speak for whom the item is about: it must have no effect. */
  readonly isForeign: boolean;
};

/** To whose number an item came, and whether its signer may say so; without a signer it was let in before. */
export type FindAddressee = (item: WebhookItem, signer: WebhookSigner | undefined) => Promise<Addressee>;

type Needs = {
  clinics: Clinics;
  numberCredentials: Pick<NumberCredentials, 'hasOwnApp'>;
  alerts: Pick<Alerts, 'open'>;
  clock: Clock;
};

const warning =
  'A Meta enviou algo assinado por um aplicativo que não responde por este número. Nada disso foi aceito. ' +
  'Confira, no painel da Meta, qual aplicativo está inscrito na conta do número e se o app secret salvo é o dele.';

/**
 * A clinic's own app is believed about registered ids alone: what else it says of a number (digits, account) is neither
 * looked for nor learned, because which id of Meta's is whose only the platform says.
 */
export const makeFindAddressee = ({ clinics, numberCredentials, alerts, clock }: Needs): FindAddressee => {
  const byClinic = async (
    item: WebhookItem,
    signer: WebhookSigner & { by: 'clinic' },
  ): Promise<Addressee> => {
    const { phoneNumberId } = item.number;
    const believed = phoneNumberId === undefined ? item : { ...item, number: { phoneNumberId } };
    if (phoneNumberId !== undefined) {
      const number = await clinics.numberFor({ phoneNumberId });
      const isOwn = number !== undefined && maySpeakFor(signer, number, true);
      const accountIsOwn = item.kind === 'unhandled' || (await mayNameAccount(accountOf(item), signer));
      return { item: believed, ...(isOwn && { number }), isForeign: !isOwn || !accountIsOwn };
    }
    const wabaId = accountOf(item);
    // it does nothing to anybody: kept as the clinic's
    if (item.kind === 'unhandled')
      return { item, number: { clinicId: signer.clinicId, isActive: false }, isForeign: false };
    const isOwn = wabaId !== undefined && (await mayNameAccount(wabaId, signer));
    return { item: { ...item, number: accountOnly(wabaId) }, isForeign: !isOwn };
  };

  /** What names no account can do nothing to one. */
  const mayNameAccount = async (wabaId: string | undefined, signer: WebhookSigner): Promise<boolean> =>
    wabaId === undefined || maySpeakForAccount(signer, await clinics.inAccount(wabaId));

  const warn = (clinicId: ClinicId) =>
    alerts.open({ clinicId, kind: 'webhook-foreign', subject: 'whatsapp' }, warning, clock.now());

  return async (item, signer) => {
    if (signer?.by === 'clinic') {
      const addressee = await byClinic(item, signer);
      if (addressee.isForeign) await warn(signer.clinicId);
      return addressee;
    }
    const number = await clinics.numberFor(item.number);
    const found = number === undefined ? {} : { number };
    if (signer === undefined || !isInService(number)) return { item, ...found, isForeign: false };
    const isForeign = !maySpeakFor(signer, number, await numberCredentials.hasOwnApp(number));
    if (isForeign) await warn(number.clinicId);
    return { item, ...found, isForeign };
  };
};

const accountOnly = (wabaId: string | undefined): BusinessNumberRef =>
  wabaId === undefined ? {} : { wabaId };

/** The business account that an event would act on; messages and statuses act on a number. */
const accountOf = (item: WebhookItem): string | undefined => ('wabaId' in item ? item.wabaId : undefined);
