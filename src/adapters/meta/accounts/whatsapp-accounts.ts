import { z } from 'zod';
import type {
  AccountFailure,
  WhatsAppAccounts,
} from '../../../application/ports/clinic/whatsapp-accounts.ts';
import type { TemplateAccount } from '../../../application/ports/templates/templates.ts';
import type { NumberCredentials } from '../../../application/ports/whatsapp/number-credentials.ts';
import type { AccountSetup } from '../../../application/ports/whatsapp/account-setup.ts';
import { given } from '../../../domain/given.ts';
import type { NumberPlace } from '../../../domain/connection/number-secret.ts';
import type { NumberHealth } from '../../../domain/whatsapp/number-health.ts';
import type { ReadToken } from '../access-token.ts';
import { graphQuestions, type GraphSettings } from './graph-questions.ts';
import { word } from './graph-words.ts';

const owner = z.looseObject({ name: z.string().optional(), id: z.string() });
const problems = z.array(z.looseObject({ error_description: word })).catch([]);
const numberAnswer = z.looseObject({
  display_phone_number: word,
  verified_name: word,
  status: word,
  quality_rating: word,
  name_status: word,
  whatsapp_business_manager_messaging_limit: word,
  throughput: z.looseObject({ level: word }).optional().catch(undefined),
  health_status: z
    .looseObject({
      can_send_message: word,
      entities: z.array(z.looseObject({ errors: problems.optional() })).catch([]),
    })
    .optional()
    .catch(undefined),
});
const apps = z.looseObject({
  data: z.array(
    z.looseObject({ whatsapp_business_api_data: z.looseObject({ name: z.string() }).optional() }),
  ),
});
const fields = [
  ...['display_phone_number', 'verified_name', 'status', 'quality_rating', 'name_status', 'throughput'],
  ...['whatsapp_business_manager_messaging_limit', 'health_status'],
].join(',');

type Settings = GraphSettings & {
  readonly accessToken: string;
  readonly tokenOf: ReadToken<NumberPlace>;
  readonly accountTokenOf: ReadToken<TemplateAccount>;
  readonly numberCredentials: Pick<NumberCredentials, 'accessOf'>;
  readonly accountSetup: Pick<AccountSetup, 'describeToken'>;
};

const without = (missing: string): AccountFailure => ({ failure: 'token', code: missing, isPassing: false });

/** docs/vendors/meta.md#accounts-and-numbers */
export function metaWhatsAppAccounts(settings: Settings): WhatsAppAccounts {
  const { accessToken, tokenOf, accountTokenOf, numberCredentials, accountSetup, ...graph } = settings;
  const ask = graphQuestions(graph);
  const id = encodeURIComponent;
  return {
    async tokenOwner() {
      const answer = await ask(accessToken, 'me?fields=id,name', owner);
      return 'ok' in answer ? { ok: answer.ok.name ?? answer.ok.id } : answer;
    },
    async number(number) {
      // as it is now: a look often follows a change of the token
      const access = await tokenOf(number, true);
      if ('missing' in access) return without(access.missing);
      const answer = await ask(access.token, `${id(number.phoneNumberId)}?fields=${fields}`, numberAnswer);
      return 'ok' in answer ? { ok: healthOf(answer.ok) } : answer;
    },
    installationToken: () => accountSetup.describeToken(accessToken),
    async ownToken(number) {
      const access = await numberCredentials.accessOf(number, true);
      if (access === 'installation') return undefined;
      return 'missing' in access ? without(access.missing) : accountSetup.describeToken(access.token);
    },
    async subscribedApps(account) {
      const access = await accountTokenOf(account);
      if ('missing' in access) return without(access.missing);
      const answer = await ask(access.token, `${id(account.wabaId)}/subscribed_apps`, apps);
      if (!('ok' in answer)) return answer;
      return { ok: answer.ok.data.map((each) => each.whatsapp_business_api_data?.name ?? 'unnamed') };
    },
  };
}

const mostProblems = 5;

function healthOf(answer: z.output<typeof numberAnswer>): NumberHealth {
  const said = (answer.health_status?.entities ?? [])
    .flatMap(({ errors = [] }) => errors)
    .flatMap(({ error_description: text }) => (text === undefined ? [] : [text]))
    .slice(0, mostProblems);
  return given({
    displayNumber: answer.display_phone_number,
    verifiedName: answer.verified_name,
    status: answer.status,
    quality: answer.quality_rating,
    nameStatus: answer.name_status,
    messagingLimit: answer.whatsapp_business_manager_messaging_limit,
    throughput: answer.throughput?.level,
    canSend: answer.health_status?.can_send_message,
    sendProblems: said.length === 0 ? undefined : said,
  });
}
