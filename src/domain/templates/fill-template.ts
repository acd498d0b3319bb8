import type { ClinicContext } from '../clinic/clinic-context.ts';
import { localTime } from '../clinic/local-time.ts';
import { clipped } from '../language/text-length.ts';
import { dayMonth, weekdayName } from '../language/phrasing.ts';
import { appointmentChoice } from '../patient-messages/choice-ids.ts';
import { hourMinute } from '../patient-messages/slot-phrases.ts';
import type { Appointment } from '../scheduling/appointment.ts';
import type { OutboundContent } from '../messaging/message.ts';
import { unusableBecause, variablesOf, type Template } from './template.ts';
import type { TemplateUse, TemplateValue } from './purpose.ts';

/** What the values are taken from. */
export type TemplateFacts = {
  readonly context: ClinicContext;
  readonly patientName?: string | undefined;
  readonly appointment?: Pick<Appointment, 'id' | 'slot' | 'professionalId'> | undefined;
  /** What somebody of the team wrote. */
  readonly text?: string | undefined;
};

type TemplateContent = Extract<OutboundContent, { type: 'template' }>;

/** The most characters that Meta takes in the body of a filled template. */
export const longestBody = 1_024;
/** Longer values are cut: names and the address, in characters. */
const longestValue = 300;
/** The same for the text that somebody of the team writes. */
export const longestText = 700;

/**
 * The message as it goes out, or `undefined` when the template may not be used now, or a value is missing: Meta refuses
 * an empty one.
 */
export function fillTemplate(
  template: Template,
  use: TemplateUse,
  facts: TemplateFacts,
): TemplateContent | undefined {
  if (unusableBecause(template) !== undefined) return undefined;
  const parameters = variablesOf(template).map((name) => ({
    name,
    text: oneLine(knownValue(use.variables[name], facts)),
  }));
  if (parameters.some(({ text }) => text === '')) return undefined;
  const { appointment } = facts;
  const buttons = template.buttons.map(({ title }, index) => {
    const act = use.buttons[index];
    return act === undefined || appointment === undefined
      ? undefined
      : { id: appointmentChoice(act, appointment.id), title };
  });
  if (buttons.some((button) => button === undefined)) return undefined;
  return withValues(
    template,
    parameters,
    buttons.flatMap((button) => button ?? []),
  );
}

/** `undefined` when it would be longer than Meta takes. */
export function withValues(
  { body: written, name, language, parameterFormat }: Template,
  parameters: TemplateContent['parameters'],
  buttons: TemplateContent['buttons'],
): TemplateContent | undefined {
  const said = new Map(parameters.map((parameter) => [parameter.name, parameter.text]));
  const body = written.replace(
    /\{\{\s*([A-Za-z0-9_]+)\s*\}\}/g,
    (_, variable: string) => said.get(variable) ?? '',
  );
  if (body.length > longestBody) return undefined;
  return { type: 'template', body, name, language, parameterFormat, parameters, buttons };
}

/** Meta refuses line breaks, tabs and more than four spaces in a value. */
export const oneLine = (value: string): string => value.replace(/\s+/g, ' ').trim();

/** `''` where nothing is known. */
export function knownValue(
  value: TemplateValue | undefined,
  { context, patientName, appointment, text }: TemplateFacts,
): string {
  const local = appointment && localTime(context.timeZone, appointment.slot.start);
  switch (value) {
    case 'patient':
      // who has no name here is not called by a wrong one
      return clipped(patientName?.trim().split(/\s+/)[0] ?? '', 60) || 'paciente';
    case 'clinic':
      return clipped(context.name, longestValue);
    case 'professional': {
      const who = context.professionals.find(({ id }) => id === appointment?.professionalId);
      return who === undefined ? 'nossa equipe' : clipped(who.name, longestValue);
    }
    case 'date':
      return local === undefined ? '' : `${weekdayName(local.date)}, ${dayMonth(local.date)}`;
    case 'time':
      return local === undefined ? '' : hourMinute(local.minutes);
    case 'address':
      return clipped(context.profile.address ?? '', longestValue) || 'o endereço da clínica';
    case 'text':
      return clipped(text ?? '', longestText);
    case undefined:
      return '';
  }
}
