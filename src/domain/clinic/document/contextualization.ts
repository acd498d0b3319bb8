import { readAgentVoice } from '../agent-voice.ts';
import { readBookingPolicy } from '../booking-policy.ts';
import type { ClinicContext } from '../clinic-context.ts';
import type { ContextFinding } from './context-finding.ts';
import { readClinicProfile } from '../clinic-profile.ts';
import type { Clinic } from '../clinic.ts';
import { findContradictions, type ListedItems } from './context-findings.ts';
import { readServices, type HealthcareService, type Listed } from '../healthcare-service.ts';
import { folded } from '../../language/folded-text.ts';
import { readInsurances } from '../insurance.ts';
import { isTimeZone } from '../local-time.ts';
import { readNotes } from '../note.ts';
import { readPayments } from '../payment-method.ts';
import { readProfessionals } from '../professional.ts';
import { readReminders } from '../rules/read-reminders.ts';
import { readRooms } from '../room.ts';
import { stateAt } from './read-public-holidays.ts';
import { readOpeningHours } from './read-opening-hours.ts';
import { at, openDocument, report, unreadBelow, type Place } from './tolerant-json.ts';
import { reportUnreadRules } from './unread-rules.ts';
import { cleanText, nameAt, textAt } from './written-values.ts';
import { given } from '../../given.ts';

type ReadContext = { readonly context: ClinicContext; readonly findings: readonly ContextFinding[] };

const defaultTimeZone = 'America/Sao_Paulo';

/**
 * Reads what the clinics screen saved (`contextualization_json`, keys in Portuguese). Never throws: whatever is
 * missing, wobbly or contradictory ends as a finding, and what is not understood stays in `unread`.
 */
export function readClinicContext(
  clinic: Pick<Clinic, 'id' | 'name' | 'timeZone'>,
  json: unknown,
): ReadContext {
  const root = openDocument(json);
  const clinicPart = at(root, 'clinica', 'clinic');
  const basics = at(clinicPart, 'informacoes_basicas');
  const agentPart = at(root, 'agente_ia', 'agente');
  const policies = at(root, 'politicas');
  const extra = at(root, 'informacoes_adicionais');
  root.reading.understood.add('metadados');

  const listed = {
    services: readServices(at(root, 'servicos')),
    professionals: readProfessionals(at(root, 'profissionais')),
    rooms: readRooms(root),
    insurances: readInsurances(at(root, 'convenios')),
  };
  const payments = readPayments(at(root, 'formas_pagamento'));
  const savedName = nameAt(basics, 'nome');
  const emergency = textAt(extra, 'emergencia', 'emergencias');
  const context: Omit<ClinicContext, 'unread'> = {
    clinicId: clinic.id,
    name: savedName ?? (cleanText(clinic.name) || 'clínica'),
    timeZone: knownTimeZone(root, clinic.timeZone),
    profile: readClinicProfile(clinicPart),
    agent: readAgentVoice(agentPart),
    openingHours: readOpeningHours(
      at(clinicPart, 'horario_funcionamento', 'horarios_funcionamento', 'horario_atendimento'),
      [clinicPart, root, at(policies, 'agendamento')],
      stateAt(clinicPart),
    ),
    services: withoutInactive(active(listed.services), listed),
    professionals: active(listed.professionals),
    inactiveProfessionals: inactive(listed.professionals),
    rooms: active(listed.rooms),
    inactiveRooms: inactive(listed.rooms),
    insurances: active(listed.insurances),
    booking: readBookingPolicy(at(policies, 'agendamento')),
    reminders: readReminders(
      [root, policies, at(policies, 'agendamento')].map((place) => at(place, 'lembretes', 'lembrete')),
    ),
    paymentMethods: payments.accepted,
    refusedPayments: payments.refused,
    paymentNotes: readNotes(at(policies, 'pagamento')),
    careNotes: readNotes(at(policies, 'atendimento')),
    facilities: readNotes(at(root, 'estrutura_fisica')),
    guidance: [...readNotes(at(extra, 'orientacoes_gerais')), ...readNotes(at(extra, 'observacoes'))],
    ...given({ emergency }),
  };
  if (savedName === undefined) report(basics, 'Falta o nome da clínica em informações básicas.');
  findContradictions(root, context, listed);
  const unread = unreadBelow(root);
  reportUnreadRules(root, unread);
  return { context: { ...context, unread }, findings: root.reading.findings };
}

const active = <T>(listed: readonly Listed<T>[]): readonly T[] =>
  listed.filter((entry) => entry.active).map(({ item }) => item);

const inactive = <T>(listed: readonly Listed<T>[]): readonly T[] =>
  listed.filter((entry) => !entry.active).map(({ item }) => item);

/**
 * A service may still name what the clinic has switched off. Professionals stay named: one that only names such is
 * offered by nobody, and not by everybody.
 */
function withoutInactive(
  services: readonly HealthcareService[],
  { insurances }: ListedItems,
): readonly HealthcareService[] {
  const off = new Set(insurances.filter((entry) => !entry.active).map(({ item }) => folded(item.name)));
  if (off.size === 0) return services;
  return services.map((service) => ({
    ...service,
    insurances: service.insurances.filter((name) => !off.has(folded(name))),
  }));
}

function knownTimeZone(root: Place, timeZone: string): string {
  if (isTimeZone(timeZone)) return timeZone;
  report(root, `Não conheço o fuso horário "${timeZone}"; uso ${defaultTimeZone}.`);
  return defaultTimeZone;
}
