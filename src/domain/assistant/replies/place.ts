import type { ClinicContext } from '../../clinic/clinic-context.ts';
import type { Note } from '../../clinic/note.ts';
import { isKin } from '../likeness.ts';
import { nextSteps, teamOnly } from '../menu.ts';
import { normalised, tellingWords, wordsOf } from '../normalise-text.ts';
import { bullets, ofClinic, paragraphs, sentence, upperFirst } from '../phrasing.ts';
import type { Reply } from '../reply.ts';

const plain = (text: string, context: ClinicContext): Reply => {
  const menu = nextSteps(context);
  return { text, ...(menu && { menu }) };
};

export function tellAddress(context: ClinicContext): Reply {
  const { address, phone } = context.profile;
  if (address === undefined) {
    return { text: 'Não tenho o endereço por aqui, mas a equipe envia para você.', menu: teamOnly };
  }
  return plain(
    paragraphs(`📍 *Nosso endereço:*\n${address}`, phone !== undefined && `Telefone: ${phone}`),
    context,
  );
}

export function tellContacts(context: ClinicContext, normal: string): Reply {
  const { phone, whatsapp, email, website, cnpj, departmentEmails } = context.profile;
  const known = [
    phone !== undefined && `Telefone: ${phone}`,
    whatsapp !== undefined && `WhatsApp: ${whatsapp}`,
    email !== undefined && `E-mail: ${email}`,
    ...departmentEmails.map(({ department, email: address }) => `${upperFirst(department)}: ${address}`),
    website !== undefined && `Site: ${website}`,
    cnpj !== undefined && normal.includes('cnpj') && `CNPJ: ${cnpj}`,
  ].filter((line) => line !== false);
  if (known.length === 0) {
    return {
      text: 'Por enquanto o nosso contato é por aqui mesmo. Quer falar com a equipe?',
      menu: teamOnly,
    };
  }
  return plain(`📞 *Nossos contatos:*\n${bullets(known)}`, context);
}

const allNotes = 8;

/** What the clinic says about its building, or the team will. */
export function tellFacilities(context: ClinicContext, normal: string): Reply {
  const asked = notesAbout(normal, context.facilities);
  const isGeneral = /\b(estrutura|instalacoes)\b/.test(normal);
  const notes = asked.length > 0 ? asked : isGeneral ? context.facilities.slice(0, allNotes) : [];
  if (notes.length === 0) {
    return { text: 'Não tenho essa informação por aqui, mas a equipe confirma para você.', menu: teamOnly };
  }
  return plain(noteLines(notes), context);
}

/** The clinic's own words on something no topic covers; `undefined` when it says nothing about it. */
export function tellFromNotes(context: ClinicContext, normal: string): Reply | undefined {
  const { facilities, careNotes, paymentNotes, guidance } = context;
  const found = notesAbout(normal, [...facilities, ...careNotes, ...paymentNotes, ...guidance]);
  return found.length === 0 ? undefined : plain(noteLines(found.slice(0, 3)), context);
}

export const noteLines = (notes: readonly Note[]): string =>
  notes
    .map(({ topic, text }) => (topic === '' ? sentence(text) : `*${topic}:* ${sentence(text)}`))
    .join('\n');

const kinOf: Readonly<Record<string, string>> = {
  estacionar: 'estacionamento',
  carro: 'estacionamento',
  moto: 'estacionamento',
  vaga: 'estacionamento',
  vagas: 'estacionamento',
  manobrista: 'estacionamento',
  valet: 'estacionamento',
  cadeirante: 'acessibilidade',
  cadeirantes: 'acessibilidade',
  rodas: 'acessibilidade',
  rampa: 'acessibilidade',
  elevador: 'acessibilidade',
  mobilidade: 'acessibilidade',
  wifi: 'wi-fi internet',
};

/** Notes whose topic is named, or two telling words of whose text are. */
function notesAbout(normal: string, notes: readonly Note[]): readonly Note[] {
  const words = tellingWords(normal).filter((word) => word.length >= 4);
  const meant = words.flatMap((word) => [
    word,
    ...wordsOf(normalised(Object.hasOwn(kinOf, word) ? (kinOf[word] ?? '') : '')),
  ]);
  const isNamed = (sign: string) => sign.length >= 4 && meant.some((word) => isKin(word, sign));
  const byTopic = notes.filter(({ topic }) => wordsOf(normalised(topic)).some(isNamed));
  if (byTopic.length > 0) return byTopic;
  return notes.filter(({ text }) => new Set(tellingWords(normalised(text)).filter(isNamed)).size >= 2);
}

export function tellAbout(context: ClinicContext): Reply {
  const { name, profile } = context;
  const specialties = [profile.mainSpecialty, ...profile.otherSpecialties].filter(Boolean).join(', ');
  const text = paragraphs(
    profile.description !== undefined && sentence(profile.description),
    specialties !== '' && `Especialidades: ${specialties}.`,
  );
  return plain(text || `Este é o atendimento ${ofClinic(name)}. Sobre o que você quer saber?`, context);
}
