import { ownOf } from './own-of.ts';

/** What a person can do about a message that did not arrive. */
export type FailureRemedy = 'write-again' | 'call' | 'see-alerts' | 'see-templates';

export type SendFailure = { readonly cause: string; readonly remedy: FailureRemedy };

type Range = readonly [first: number, last: number];
type Row = SendFailure & { readonly codes: readonly Range[] };

const one = (code: number): Range => [code, code];

/** WhatsApp's codes that a clinic can tell apart; the first row that holds one is said. */
const rows: readonly Row[] = [
  {
    codes: [one(131026), one(131062), one(131021)],
    cause: 'este número não está no WhatsApp, ou não recebe mensagens.',
    remedy: 'call',
  },
  {
    codes: [one(131047)],
    cause: 'passaram mais de 24 horas da última mensagem do paciente.',
    remedy: 'call',
  },
  {
    codes: [one(131049), one(130472)],
    cause: 'o WhatsApp não entrega esta mensagem ao paciente agora.',
    remedy: 'call',
  },
  { codes: [one(131050)], cause: 'o paciente não quer receber este tipo de mensagem.', remedy: 'call' },
  { codes: [one(130403)], cause: 'a clínica bloqueou este paciente no WhatsApp.', remedy: 'call' },
  {
    codes: [one(131030)],
    cause: 'o número da clínica é de teste, e este paciente não está na lista dele na Meta.',
    remedy: 'call',
  },
  { codes: [one(130497)], cause: 'o WhatsApp não entrega mensagens neste país.', remedy: 'call' },
  {
    codes: [one(137000)],
    cause: 'o WhatsApp deste paciente mudou de aparelho ou de dono. Confirme quem é.',
    remedy: 'call',
  },
  {
    codes: [one(131056)],
    cause: 'foram muitas mensagens em pouco tempo para este paciente. Espere um pouco.',
    remedy: 'write-again',
  },
  {
    codes: [one(4), one(17), one(32), one(613), one(80007), one(130429), one(133015)],
    cause: 'foram muitas mensagens da clínica em pouco tempo. Espere um pouco.',
    remedy: 'write-again',
  },
  {
    codes: [[1, 2], one(131000), one(131016), one(131057), one(133004), one(2494100)],
    cause: 'o WhatsApp estava com problemas.',
    remedy: 'write-again',
  },
  { codes: [one(131051)], cause: 'o WhatsApp não aceita este tipo de mensagem.', remedy: 'write-again' },
  {
    codes: [one(131042)],
    cause: 'falta um pagamento na conta do WhatsApp da clínica.',
    remedy: 'see-alerts',
  },
  {
    codes: [
      ...[0, 3, 10, 33, 102, 190, 368, 131005, 131031, 131037, 131045, 131048].map(one),
      [200, 299],
      [133000, 133014],
      one(133016),
      one(2593079),
      one(2593085),
    ],
    cause: 'a conta do WhatsApp da clínica está com um problema.',
    remedy: 'see-alerts',
  },
  {
    codes: [[132000, 132068], one(134101), [2388000, 2388999]],
    cause: 'o WhatsApp recusou o modelo desta mensagem.',
    remedy: 'see-templates',
  },
];

const unconfirmed: SendFailure = {
  cause: 'o WhatsApp não confirmou. Pode ter chegado: veja com o paciente antes de repetir.',
  remedy: 'write-again',
};
const ours: Readonly<Record<string, SendFailure>> = {
  'window-closed': { cause: 'passaram mais de 24 horas da última mensagem do paciente.', remedy: 'call' },
  'outcome-unknown': unconfirmed,
  'worker-died': unconfirmed,
  'opted-out': { cause: 'o paciente não quer mais receber mensagens.', remedy: 'call' },
};

/** Why a message did not reach the patient, and the one thing to do about it. `code`: ours or WhatsApp's. */
export function sendFailure(code: string | undefined): SendFailure {
  if (code === undefined) return { cause: 'o WhatsApp não disse por quê.', remedy: 'write-again' };
  const known = ownOf(ours, code);
  if (known !== undefined) return known;
  if (code.startsWith('upload-'))
    return { cause: 'o arquivo não pôde ser levado ao WhatsApp. Envie-o de novo.', remedy: 'write-again' };
  const number = Number(code.replace(/^meta\./, ''));
  const row = rows.find(({ codes }) => codes.some(([first, last]) => first <= number && number <= last));
  if (row !== undefined) return row;
  const cause = Number.isNaN(number) ? 'o WhatsApp não respondeu.' : `o WhatsApp recusou (código ${number}).`;
  return { cause, remedy: 'write-again' };
}

/** Why an answer was withdrawn before it was sent. */
export const cancelledWords = (code: string | undefined): string =>
  (code === undefined ? undefined : ownOf(withdrawn, code)) ?? sendFailure(code).cause;

const withdrawn: Readonly<Record<string, string>> = {
  'overtaken-by-human': 'alguém da equipe respondeu antes.',
  'no-longer-true': 'deixou de valer antes de sair.',
  'already-confirmed': 'o paciente já confirmou a consulta.',
  'opted-out': 'o paciente não quer mais receber mensagens.',
  'too-late': 'ficou tarde demais para este lembrete.',
};
