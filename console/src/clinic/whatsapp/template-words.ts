import type { Template, TemplateUse } from '../../../../client/atende-client.ts';

export const purposeWords: Readonly<Record<TemplateUse['purpose'], string>> = {
  reminder: 'Lembrar do horário',
  confirmation: 'Confirmar o que foi marcado',
  cancelled: 'Avisar que foi cancelado',
  moved: 'Avisar que mudou de horário',
  'team-text': 'Texto da equipe depois de 24 horas',
  reopening: 'Retomar a conversa',
};

const statuses: Readonly<Record<string, string>> = {
  APPROVED: 'aprovado',
  PENDING: 'em análise',
  IN_APPEAL: 'em recurso',
  REJECTED: 'recusado',
  PAUSED: 'pausado',
  DISABLED: 'desativado',
  DELETED: 'apagado',
};

/** Approved is not enough: it must also be of the kind that we send. */
export function statusOfTemplate({ status, usable, category }: Template): { text: string; tone: string } {
  const text = statuses[status] ?? 'em outra situação';
  if (usable) return { text, tone: 'team' };
  if (status === 'APPROVED')
    return {
      text: category === 'UTILITY' ? 'aprovado, não dá para usar' : 'aprovado, mas de marketing',
      tone: 'warn',
    };
  return { text, tone: status === 'PENDING' ? 'warn' : 'bad' };
}

export type TemplateValue = TemplateUse['variables'][string];
export type TemplateAct = TemplateUse['buttons'][number];

export const valueWords: Readonly<Record<TemplateValue, string>> = {
  patient: 'o primeiro nome do paciente',
  clinic: 'o nome da clínica',
  professional: 'o nome do profissional',
  date: 'o dia da consulta',
  time: 'a hora da consulta',
  address: 'o endereço da clínica',
  text: 'o texto que a equipe escreve',
};

export const actWords: Readonly<Record<TemplateAct, string>> = {
  attend: 'confirma a presença',
  move: 'pede outro horário',
  cancel: 'cancela a consulta',
};

/** The variables of a template's text in the order in which they are read first. */
export const variablesOf = ({ body }: Pick<Template, 'body'>): readonly string[] => [
  ...new Set([...body.matchAll(/\{\{\s*(\w+)\s*\}\}/g)].map(([, name = '']) => name)),
];

const meant: readonly (readonly [RegExp, TemplateValue])[] = [
  [/pacient|nome|patient|name/, 'patient'],
  [/clinic/, 'clinic'],
  [/profission|medic|dout|doctor/, 'professional'],
  [/hora|time/, 'time'],
  [/data|dia|date/, 'date'],
  [/enderec|local|address/, 'address'],
];

/** What a variable says, by its name, as a first proposal. */
export const guessValue = (variable: string): TemplateValue =>
  meant.find(([names]) => names.test(variable.toLowerCase()))?.[1] ?? 'text';

/** What a button does, by its words, as a first proposal. */
export const guessAct = (title: string): TemplateAct =>
  /cancel|desmarc/i.test(title) ? 'cancel' : /remarc|mudar|outro/i.test(title) ? 'move' : 'attend';
