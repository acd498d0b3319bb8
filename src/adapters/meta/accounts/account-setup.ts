import { z } from 'zod';
import type { AccountSetup } from '../../../application/ports/whatsapp/account-setup.ts';
import type { AccountFailure } from '../../../application/ports/clinic/whatsapp-accounts.ts';
import { given } from '../../../domain/given.ts';
import type { NumberInAccount } from '../../../domain/whatsapp/onboarding.ts';
import { graphQuestions, type GraphSettings } from './graph-questions.ts';
import { endingAt, line, word } from './graph-words.ts';

const numberPage = z.looseObject({
  data: z.array(
    z.looseObject({
      id: z.string(),
      display_phone_number: line,
      verified_name: word,
      status: word,
      code_verification_status: word,
      platform_type: word,
      is_on_biz_app: z.boolean().optional().catch(undefined),
    }),
  ),
  paging: z
    .looseObject({
      next: z.string().optional(),
      cursors: z.looseObject({ after: z.string().optional().catch(undefined) }).optional(),
    })
    .optional(),
});
const tokenFacts = z.looseObject({
  data: z.looseObject({
    is_valid: z.boolean().catch(true),
    expires_at: endingAt,
    data_access_expires_at: endingAt,
    scopes: z.array(z.string()).catch([]),
    granular_scopes: z
      .array(z.looseObject({ scope: z.string(), target_ids: z.array(z.string()).catch([]) }))
      .catch([]),
  }),
});
const done = z.looseObject({ success: z.literal(true) });
const sync = z.looseObject({ request_id: z.string().optional() });
const someTemplates = z.looseObject({ data: z.array(z.unknown()) });

const fields = [
  ...['id', 'display_phone_number', 'verified_name', 'status', 'code_verification_status'],
  ...['platform_type', 'is_on_biz_app'],
].join(',');
/** Meta lets an account have twenty; more pages mean that something else answers. */
const mostPages = 10;
const id = encodeURIComponent;

type Settings = GraphSettings & {
  /** Of the installation's app, `{app id}|{app secret}`, where there is one. */
  readonly appToken?: string | undefined;
};

/** docs/vendors/meta.md#bringing-a-number-in */
export function metaAccountSetup({ appToken, ...graph }: Settings): AccountSetup {
  const ask = graphQuestions(graph);
  const succeeded = (answer: { readonly ok: unknown } | AccountFailure) =>
    'ok' in answer ? ({ ok: true } as const) : answer;

  return {
    async describeToken(token) {
      const path = `debug_token?input_token=${id(token)}`;
      const byApp = appToken === undefined ? undefined : await ask(appToken, path, tokenFacts);
      // a token of another app is described only to itself
      const answer = byApp && 'ok' in byApp ? byApp : await ask(token, path, tokenFacts);
      if (!('ok' in answer)) return answer;
      const { data } = answer.ok;
      if (!data.is_valid) return { failure: 'token', code: 'not-valid', isPassing: false };
      const accounts = data.granular_scopes
        .filter(({ scope }) => scope.startsWith('whatsapp_business_'))
        .flatMap(({ target_ids }) => target_ids);
      return {
        ok: {
          scopes: data.scopes,
          accounts: [...new Set(accounts)],
          ...given({ endsAt: data.expires_at, dataAccessEndsAt: data.data_access_expires_at }),
        },
      };
    },

    async numbersIn(token, wabaId) {
      const numbers: NumberInAccount[] = [];
      let after: string | undefined;
      for (let page = 0; page < mostPages; page += 1) {
        const query = new URLSearchParams({ fields, limit: '100', ...(after && { after }) });
        const answer = await ask(token, `${id(wabaId)}/phone_numbers?${query.toString()}`, numberPage);
        if (!('ok' in answer)) return answer;
        numbers.push(...answer.ok.data.map(numberOf));
        after = answer.ok.paging?.next === undefined ? undefined : answer.ok.paging.cursors?.after;
        if (after === undefined) return { ok: numbers };
      }
      return { failure: 'refused', code: 'endless-list', isPassing: false };
    },

    readTemplates: async (token, wabaId) =>
      succeeded(await ask(token, `${id(wabaId)}/message_templates?limit=1`, someTemplates)),

    subscribe: async (token, wabaId) =>
      succeeded(await ask(token, `${id(wabaId)}/subscribed_apps`, done, {})),

    register: async (token, phoneNumberId, pin) =>
      succeeded(
        await ask(token, `${id(phoneNumberId)}/register`, done, { messaging_product: 'whatsapp', pin }),
      ),

    requestSync: async (token, phoneNumberId, what) =>
      succeeded(
        await ask(token, `${id(phoneNumberId)}/smb_app_data`, sync, {
          messaging_product: 'whatsapp',
          sync_type: what === 'contacts' ? 'smb_app_state_sync' : 'history',
        }),
      ),
  };
}

const numberOf = (row: z.output<typeof numberPage>['data'][number]): NumberInAccount => ({
  phoneNumberId: row.id,
  displayNumber: row.display_phone_number,
  ...given({
    verifiedName: row.verified_name,
    status: row.status,
    codeVerification: row.code_verification_status,
    platformType: row.platform_type,
    isOnBusinessApp: row.is_on_biz_app,
  }),
});
