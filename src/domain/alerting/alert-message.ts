import { localTime } from '../clinic/local-time.ts';
import { given } from '../given.ts';
import type { AlertEvent, TellableAlert } from './alert-delivery.ts';
import type { AlertPlace } from './alert-place.ts';
import { urgencyOf, type AlertUrgency } from './alert-rules.ts';
import { wordsOfAlert } from './alert-words.ts';

/** What goes out of an alert: words of its kind and our own ids, nothing of a patient and no vendor's words. */
export type AlertMessage = {
  readonly event: AlertEvent | 'test';
  readonly alertId?: string;
  readonly kind?: string;
  readonly urgency?: AlertUrgency;
  readonly clinic?: { readonly id: string; readonly name: string };
  readonly openedAt?: Date;
  readonly resolvedAt?: Date;
  readonly occurrences?: number;
  /** To the console. */
  readonly url: string;
  /** One line. */
  readonly title: string;
  /** What to do, in Brazilian Portuguese. */
  readonly text: string;
};

type TellableClinic = { readonly id: string; readonly name: string };
type Telling = {
  readonly alert: TellableAlert & { readonly id: string; readonly occurrences: number };
  readonly clinic?: TellableClinic;
  readonly event: AlertEvent;
  readonly timeZone: string;
  /** Without a slash at the end. */
  readonly publicUrl: string;
};

const prefixes: Readonly<Record<AlertEvent, string>> = {
  opened: '',
  escalated: 'Ainda aberto: ',
  resolved: 'Resolvido: ',
};

export function alertMessage({ alert, clinic, event, timeZone, publicUrl }: Telling): AlertMessage {
  const { id, kind, openedAt, resolvedAt, occurrences } = alert;
  const { title, action, place } = wordsOfAlert(kind);
  const url = consoleUrl(publicUrl, alert, place);
  const lines = [
    ...(clinic === undefined ? [] : [`Clínica: ${oneLine(clinic.name)}`]),
    `Aberto em ${shown(openedAt, timeZone)}`,
    ...(resolvedAt !== undefined && event === 'resolved'
      ? [`Resolvido em ${shown(resolvedAt, timeZone)}`]
      : []),
    ...(occurrences > 1 && event !== 'resolved' ? [`Aconteceu ${occurrences} vezes`] : []),
  ];
  const advice = event === 'resolved' ? 'Não é preciso fazer mais nada.' : action;
  return {
    event,
    alertId: id,
    kind,
    urgency: urgencyOf(kind),
    ...given({ clinic, resolvedAt: event === 'resolved' ? resolvedAt : undefined }),
    openedAt,
    occurrences,
    url,
    title: `${prefixes[event]}${title}${clinic === undefined ? '' : ` (${oneLine(clinic.name)})`}`,
    text: `${prefixes[event]}${title}.\n${advice}\n\n${lines.join('\n')}\n\nAbrir no Atende: ${url}`,
  };
}

/** What a destination gets that somebody tries out. */
export const testMessage = (publicUrl: string, clinic: TellableClinic): AlertMessage => {
  const url = `${publicUrl}/console/c/${clinic.id}/clinica/avisos`;
  const title = `Teste dos avisos (${oneLine(clinic.name)})`;
  return {
    event: 'test',
    clinic,
    url,
    title,
    text: `Este é um teste: os avisos do Atende chegam aqui.\n\nClínica: ${oneLine(clinic.name)}\n\nAbrir no Atende: ${url}`,
  };
};

const isId = (subject: string) => /^[0-9a-f]{8}(?:-[0-9a-f]{4}){3}-[0-9a-f]{12}$/i.test(subject);

function consoleUrl(publicUrl: string, { clinicId, subject }: TellableAlert, place: AlertPlace): string {
  if (clinicId === undefined) return `${publicUrl}/console/plataforma/alertas`;
  const clinic = `${publicUrl}/console/c/${clinicId}`;
  if (place === 'conversation' && isId(subject)) return `${clinic}/conversas/${subject}`;
  if (place === 'agenda' && isId(subject)) return `${clinic}/agenda?consulta=${subject}`;
  return place === 'alert-settings' ? `${clinic}/clinica/avisos` : `${clinic}/alertas`;
}

const oneLine = (name: string) => name.replace(/\s/g, ' ');

/** e.g. `29/11/2026 às 16:43`, by the clocks of the zone. */
function shown(at: Date, timeZone: string): string {
  const { date, minutes } = localTime(timeZone, at);
  const two = (value: number) => String(value).padStart(2, '0');
  return `${date.split('-').toReversed().join('/')} às ${two(Math.floor(minutes / 60))}:${two(minutes % 60)}`;
}
