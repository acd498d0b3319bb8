import type { AlertSettings } from '../../../../client/atende-client.ts';
import { ownOf } from '../../words/own-of.ts';

type Attempt = NonNullable<NonNullable<AlertSettings['webhook']>['last']>;

const causes: Readonly<Record<string, string>> = {
  timeout: 'o destino não respondeu a tempo',
  'smtp-esocket': 'o servidor de e-mail não respondeu',
  'address-refused': 'o endereço não é público',
  'connection-refused': 'ninguém atende neste endereço',
  'connection-failed': 'não consegui conectar',
  'connection-lost': 'a conexão caiu',
  'dns-failure': 'este endereço não existe',
  'tls-failure': 'o certificado do destino não é válido',
  'no-mail-server': 'o sistema não envia e-mails',
  'secret-unreadable': 'o segredo não pôde ser lido',
};

/** Why something did not arrive. */
function causeOf(code: string): string {
  const known = ownOf(causes, code);
  if (known !== undefined) return known;
  const [, channel, number] = /^(http|smtp)-(\d{3})$/.exec(code) ?? [];
  if (channel === 'http') return `o destino respondeu ${number ?? ''}`;
  return channel === 'smtp' ? `o servidor de e-mail recusou (${number ?? ''})` : `falhou (${code})`;
}

/** What came of the last attempt. */
export const attemptWords = ({ event, code }: Attempt): string => {
  const what = event === 'test' ? 'O último teste' : 'O último aviso';
  return code === undefined ? `${what} chegou` : `${what} não chegou: ${causeOf(code)}`;
};

/** One address per line, or with commas. */
export const addressesOf = (text: string): readonly string[] =>
  text
    .split(/[\s,;]/)
    .map((part) => part.trim())
    .filter((part) => part !== '');
