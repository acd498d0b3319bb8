import type { IncomingMessage, ServerResponse } from 'node:http';
import type { BusinessNumber } from '../webhooks.ts';
import { json, readJson, type Handler, type World } from '../world.ts';
import type { Accounts, TwinToken } from './accounts.ts';

const objectPath =
  /^\/v\d+\.\d+\/(me|debug_token|\d+)(?:\/(subscribed_apps|phone_numbers|register|smb_app_data))?$/;

type Call = {
  readonly request: IncomingMessage;
  readonly response: ServerResponse;
  readonly accounts: Accounts;
  readonly token: TwinToken;
  readonly id: string;
};

const refuse = (response: ServerResponse, code: number, message: string, more: object = {}) =>
  json(response, code === 190 ? 401 : 400, { error: { message: `(#${code}) ${message}`, code, ...more } });
const hidden = (response: ServerResponse) =>
  refuse(response, 100, 'Unsupported get request', { error_subcode: 33 });

/** What the Graph API says of tokens, numbers and accounts, and what it is asked to do with them. */
export const accountApi =
  ({ accounts }: World): Handler =>
  async (request, response, path) => {
    const [, id, edge = ''] = objectPath.exec(path) ?? [];
    if (id === undefined) return false;
    // files have numbers for ids, too
    if (edge === '' && /^\d+$/.test(id) && accounts.find(id) === undefined) return false;
    const action = actions[`${request.method} ${edge}`];
    if (action === undefined) return false;
    const token = accounts.tokenOf(request);
    // an app describes tokens without being one
    if (id === 'debug_token') describe(request, response, accounts);
    else if (token === undefined) refuse(response, 190, 'Error validating access token');
    else await action({ request, response, accounts, token, id });
    return true;
  };

const actions: Readonly<Record<string, (call: Call) => void | Promise<void>>> = {
  'GET ': ({ response, accounts, token, id }) => {
    if (id === 'me') {
      json(response, 200, { id: '1', name: 'Atende (twin)' });
      return;
    }
    const number = numberOf(accounts, token, id);
    if (number === undefined) hidden(response);
    else json(response, 200, shown(accounts, number));
  },
  'GET subscribed_apps': ({ response, accounts, token, id }) => {
    const data = accounts.subscribed.has(id)
      ? [{ whatsapp_business_api_data: { name: 'Atende', id: '1' } }]
      : [];
    if (token.wabaIds.includes(id)) json(response, 200, { data });
    else hidden(response);
  },
  'POST subscribed_apps': ({ response, accounts, token, id }) => {
    if (!token.wabaIds.includes(id)) {
      hidden(response);
      return;
    }
    if (accounts.closed.has(id)) {
      refuse(response, 200, 'Permissions error');
      return;
    }
    accounts.subscribed.add(id);
    json(response, 200, { success: true });
  },
  'GET phone_numbers': ({ response, accounts, token, id }) => {
    if (!token.wabaIds.includes(id)) {
      hidden(response);
      return;
    }
    const data = accounts.numbers.filter(({ wabaId }) => wabaId === id);
    json(response, 200, { data: data.map((number) => shown(accounts, number)) });
  },
  'POST register': async ({ request, response, accounts, token, id }) => {
    const { pin } = await readJson(request);
    const number = numberOf(accounts, token, id);
    if (number === undefined) {
      hidden(response);
      return;
    }
    const facts = accounts.factsOf(id);
    if (typeof pin !== 'string' || !/^\d{6}$/.test(pin)) refuse(response, 100, 'Invalid parameter');
    else if (facts.isOnBusinessApp) refuse(response, 133_000, 'Not for a number of the app');
    else if (facts.pin !== undefined && facts.pin !== pin)
      refuse(response, 133_005, 'Two-step verification PIN mismatch');
    else {
      Object.assign(facts, { pin, status: 'CONNECTED', platformType: 'CLOUD_API' });
      accounts.asked.push(`register ${id}`);
      json(response, 200, { success: true });
    }
  },
  'POST smb_app_data': async ({ request, response, accounts, token, id }) => {
    const { sync_type: type } = await readJson(request);
    if (numberOf(accounts, token, id) === undefined || !accounts.factsOf(id).isOnBusinessApp) {
      hidden(response);
      return;
    }
    const asked = `${String(type)} ${id}`;
    if (accounts.asked.includes(asked)) {
      refuse(response, 2_593_107, 'Sync request limit reached');
      return;
    }
    accounts.asked.push(asked);
    json(response, 200, { messaging_product: 'whatsapp', request_id: `sync-${id}` });
  },
};

const numberOf = (accounts: Accounts, { wabaIds }: TwinToken, id: string): BusinessNumber | undefined => {
  const found = accounts.find(id);
  return found !== undefined && wabaIds.includes(found.wabaId) ? found : undefined;
};

function shown(accounts: Accounts, { phoneNumberId, displayNumber, name }: BusinessNumber) {
  const facts = accounts.factsOf(phoneNumberId);
  return {
    id: phoneNumberId,
    display_phone_number: displayNumber,
    verified_name: name,
    status: facts.status,
    quality_rating: facts.quality,
    name_status: facts.nameStatus,
    code_verification_status: facts.codeVerification,
    platform_type: facts.platformType,
    is_on_biz_app: facts.isOnBusinessApp,
    throughput: { level: facts.throughput },
    whatsapp_business_manager_messaging_limit: facts.messagingLimit,
    health_status: {
      can_send_message: facts.canSend,
      entities: [{ entity_type: 'PHONE_NUMBER', id: phoneNumberId, can_send_message: facts.canSend }],
    },
  };
}

function describe(request: IncomingMessage, response: ServerResponse, accounts: Accounts): void {
  const input = new URL(request.url ?? '/', 'http://twin').searchParams.get('input_token');
  const found = accounts.tokens.find(({ token }) => token === input);
  if (found === undefined) {
    refuse(response, 190, 'Invalid OAuth access token');
    return;
  }
  json(response, 200, {
    data: {
      ...{ is_valid: found.isValid, type: 'SYSTEM_USER', app_id: '1', scopes: found.scopes },
      ...{ expires_at: found.expiresAt, data_access_expires_at: found.dataAccessExpiresAt },
      granular_scopes: found.scopes.map((scope) => ({ scope, target_ids: found.wabaIds })),
    },
  });
}
