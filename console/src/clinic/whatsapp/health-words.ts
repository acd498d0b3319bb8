import type { WhatsAppNumberHealth } from '../../../../client/atende-client.ts';
import { dayOf, longDay } from '../../words/times.ts';

type Health = NonNullable<WhatsAppNumberHealth['health']>;

const qualities: Readonly<Record<string, string>> = { GREEN: 'Boa', YELLOW: 'Média', RED: 'Ruim' };
const sending: Readonly<Record<string, string>> = {
  AVAILABLE: 'Normal',
  LIMITED: 'Limitado pela Meta',
  BLOCKED: 'Bloqueado pela Meta',
};
const names: Readonly<Record<string, string>> = {
  DECLINED: 'recusado pela Meta',
  PENDING_REVIEW: 'em análise na Meta',
  EXPIRED: 'precisa ser pedido de novo',
};

/** `TIER_2K` as what it allows. */
function limitWords(tier: string): string {
  if (tier === 'TIER_UNLIMITED') return 'Sem limite de pessoas novas por dia';
  const [, count, thousands] = /^TIER_(\d+)(K?)$/.exec(tier) ?? [];
  if (count === undefined) return tier;
  const people = Number(count) * (thousands === 'K' ? 1_000 : 1);
  return `Até ${people.toLocaleString('pt-BR')} pessoas novas por dia`;
}

const nameWords = (name: string, status: string | undefined): string =>
  [name, names[status ?? '']].filter(Boolean).join(', ');

/** What Meta says of a number, as rows of label and words; what it did not say is left out. */
export function healthRows(health: Health, zone: string): readonly (readonly [string, string])[] {
  const { quality, messagingLimit, verifiedName, nameStatus, canSend, tokenEndsAt } = health;
  const rows: readonly (readonly [string, string | undefined])[] = [
    ['Qualidade', quality && (qualities[quality] ?? 'Ainda sem nota')],
    ['Envio', canSend && (sending[canSend] ?? canSend)],
    ['Limite', messagingLimit && limitWords(messagingLimit)],
    ['Nome', verifiedName && nameWords(verifiedName, nameStatus)],
    ['Token', tokenEndsAt && `vence em ${longDay(dayOf(tokenEndsAt, zone))}`],
  ];
  return rows.flatMap(([label, words]) =>
    words === undefined || words === '' ? [] : [[label, words] as const],
  );
}
