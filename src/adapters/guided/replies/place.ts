import type { ClinicContext } from '../../../domain/clinic/clinic-context.ts';
import { nextSteps, teamOnly } from './menu.ts';
import { bullets, ofClinic, paragraphs, sentence, upperFirst } from '../../../domain/language/phrasing.ts';
import type { Reply } from '../reply.ts';
import { noteLines, notesAbout } from './notes.ts';
import { given } from '../../../domain/given.ts';

const plain = (text: string, context: ClinicContext): Reply => {
  const menu = nextSteps(context);
  return { text, ...given({ menu }) };
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
export const notKnown: Reply = {
  text: 'Não tenho essa informação por aqui, mas a equipe confirma para você.',
  menu: teamOnly,
};

/** What the clinic says about its building, or the team will. */
export function tellFacilities(context: ClinicContext, normal: string): Reply {
  const asked = notesAbout(normal, [context.facilities], 1);
  const isGeneral = /\b(estrutura|instalacoes)\b/.test(normal);
  const notes = asked.length > 0 ? asked : isGeneral ? context.facilities.slice(0, allNotes) : [];
  return notes.length === 0 ? notKnown : plain(noteLines(notes), context);
}

/** What the clinic says about who and how it attends, or the team will. */
export const tellCareRules = (context: ClinicContext, normal: string): Reply =>
  tellFromNotes(context, normal) ?? notKnown;

/** The clinic's own words on something no topic covers; `undefined` when it says nothing about it. */
export function tellFromNotes(context: ClinicContext, normal: string): Reply | undefined {
  const { facilities, careNotes, paymentNotes, guidance } = context;
  const found = notesAbout(normal, [facilities, careNotes, paymentNotes, guidance]);
  return found.length === 0 ? undefined : plain(noteLines(found.slice(0, 3)), context);
}

/** Who wants to work here or to sell something is no patient, and is not left without an answer. */
export function tellBusiness({ profile: { email } }: ClinicContext): Reply {
  const how =
    email === undefined ? 'fale com a nossa equipe.' : `escreva para ${email} ou fale com a nossa equipe.`;
  return { text: `Para vagas de trabalho, currículos e parcerias, ${how}`, menu: teamOnly };
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
