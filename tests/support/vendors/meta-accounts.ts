import type { Twin } from '../../../twin/start-twin.ts';

type AtMeta = {
  readonly asked: readonly string[];
  readonly subscribed: readonly string[];
};

/** An account of a clinic's own at the twin of Meta, with one number and a token. */
export type MetaAccount = {
  readonly wabaId: string;
  readonly phoneNumberId: string;
  readonly accessToken: string;
  readonly displayNumber: string;
  readonly digits: string;
};

/** What a person would do in Meta's business manager. */
export function metaAccounts(twin: () => Twin) {
  let made = 0;
  const atMeta = async (wished?: object): Promise<AtMeta> => {
    const init = wished && { method: 'POST', body: JSON.stringify(wished) };
    return (await (await fetch(`${twin().phoneUrl}_twin/accounts`, init)).json()) as AtMeta;
  };
  return {
    atMeta,
    account: async (facts: object = {}, more: object = {}): Promise<MetaAccount> => {
      made += 1;
      const wabaId = `8100000000000${made}`;
      const phoneNumberId = `9100000000000${made}`;
      const accessToken = `token-of-account-${made}`;
      const displayNumber = `+55 11 4444-00${String(made).padStart(2, '0')}`;
      await atMeta({ number: { wabaId, phoneNumberId, displayNumber, name: `Clínica ${made}` }, facts });
      await atMeta({ token: accessToken, wabaIds: [wabaId], more });
      return { wabaId, phoneNumberId, accessToken, displayNumber, digits: displayNumber.replace(/\D/g, '') };
    },
    /** Other facts about its number from now on. */
    change: ({ wabaId, phoneNumberId, displayNumber }: MetaAccount, facts: object) =>
      atMeta({ number: { wabaId, phoneNumberId, displayNumber, name: 'Clínica' }, facts }),
    token: (token: string, { wabaId }: MetaAccount, more: object = {}) =>
      atMeta({ token, wabaIds: [wabaId], more }),
    /** A patient writes to the number. */
    write: async (from: string, text: string, { phoneNumberId }: Pick<MetaAccount, 'phoneNumberId'>) => {
      await fetch(`${twin().phoneUrl}_twin/patient-message`, {
        method: 'POST',
        body: JSON.stringify({ from, name: 'Rui', text, phoneNumberId }),
      });
    },
  };
}

/** What is pasted to bring its number in. */
export const pasted = ({ wabaId, phoneNumberId, accessToken }: MetaAccount) => ({
  ...{ wabaId, phoneNumberId, accessToken },
});

export const unregistered = { status: 'DISCONNECTED', platformType: 'NOT_APPLICABLE' };
