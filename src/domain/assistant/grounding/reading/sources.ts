import type { ClinicContext } from '../../../clinic/clinic-context.ts';
import type { Note } from '../../../clinic/note.ts';
import { flatText } from '../../../language/literals/flat-text.ts';
import { tokensIn } from './tokens.ts';

/** A text that may be quoted, and what it is about. */
export type Source = {
  readonly text: string;
  readonly words: readonly string[];
  readonly serviceId?: string;
  readonly professionalId?: string;
  /** One of these words stands near a short quote, so that `5%` is said of what it belongs to. */
  readonly labels: readonly string[];
};

type About = { readonly serviceId?: string; readonly professionalId?: string };

const wordsIn = (text: string): readonly string[] => tokensIn(flatText(text).flat).map(({ word }) => word);

/** What the product itself may say of emergencies (SAMU, CVV, fire brigade, police), and of itself. */
const ownTexts = [
  'ligue agora para o SAMU 192 gratuito 24 horas',
  'ligue 192 SAMU ou vá ao pronto-socorro mais próximo',
  'ligue 192 SAMU ou procure um pronto-socorro',
  'ligue para o SAMU 192',
  'SAMU (192)',
  'CVV 188',
  'o CVV conversa com você agora de graça e em sigilo ligue 188 a qualquer hora',
  'um programa que responde por aqui a qualquer hora',
];

/** Every text of the clinic that may be repeated word by word. */
export function sourcesOf(context: ClinicContext): readonly Source[] {
  const sources: Source[] = [];
  const add = (text: string | undefined, labels = '', about: About = {}) => {
    if (text === undefined) return;
    sources.push({
      text,
      words: wordsIn(text),
      labels: wordsIn(labels).filter(isTelling).map(stem),
      ...about,
    });
  };
  const addNotes = (notes: readonly Note[], label: string) => {
    for (const { topic, text } of notes) add(text, `${topic} ${label}`);
  };
  const { profile, agent, booking, openingHours } = context;

  for (const text of ownTexts) add(text);
  for (const text of [context.name, context.emergency, profile.description, profile.address]) add(text);
  for (const text of [agent.greeting, agent.farewell, agent.outOfHours]) add(text);
  for (const text of openingHours.notes) add(text);
  for (const { id, description, preparation, resultTime, priceNote } of context.services) {
    const about = { serviceId: id };
    add(description, '', about);
    add(preparation, 'preparo preparação', about);
    add(resultTime, 'resultado prazo pronto fica entrega', about);
    add(priceNote, 'valor preço custa particular', about);
  }
  for (const { id, experience, registration } of context.professionals) {
    const about = { professionalId: id };
    add(experience, 'experiência', about);
    add(registration, 'registro conselho', about);
  }
  for (const { name, coverage } of context.insurances) add(coverage, name);
  add(booking.cancellation, 'cancelar cancelamento');
  add(booking.rescheduling, 'remarcar remarcação reagendar reagendamento');
  add(booking.lateArrival, 'atraso atrasar tolerância');
  for (const { kind, installments, discount, notes } of context.paymentMethods) {
    for (const text of [installments, discount, notes]) add(text, kind);
  }
  addNotes(context.paymentNotes, 'pagamento');
  addNotes(context.careNotes, '');
  addNotes(context.facilities, '');
  addNotes(context.guidance, 'orientações');
  return sources;
}

const isTelling = (word: string) => word.length > 2;

/** Cartão and cartões, remarcar and remarcação. */
export const stem = (word: string): string => word.slice(0, 5);
