import type { GoogleEventDetail } from './queries.ts';
import { isRecord, valueAt, withValue, type Document } from '../context/document.ts';

/** What the choice is called, how the clinic's document says it, and an event as it would look. */
export const eventTexts: readonly {
  readonly id: GoogleEventDetail;
  readonly name: string;
  readonly written: string;
  readonly example: string;
}[] = [
  { id: 'nothing', name: 'Nada', written: 'reservado', example: 'Horário reservado' },
  { id: 'service', name: 'O serviço', written: 'serviço', example: 'Consulta' },
  {
    id: 'first-name',
    name: 'O primeiro nome e o serviço',
    written: 'primeiro nome',
    example: 'Marina: Consulta',
  },
  {
    id: 'name-and-phone',
    name: 'O nome, o telefone e o serviço',
    written: 'nome e telefone',
    example: 'Marina Duarte, +55 11 95555-0001: Consulta',
  },
];

const rules = ['politicas', 'agendamento'] as const;
/** Other names under which the same may stand there; the new choice takes their place. */
const formerNames = [
  'evento_google',
  'titulo_no_google',
  'texto_do_evento',
  'mostrar_servico_na_agenda',
  'servico_na_agenda',
];

/** The clinic's document with this choice, and nothing else changed. */
export function withEventText(document: unknown, id: GoogleEventDetail): Document {
  const written = eventTexts.find((text) => text.id === id)?.written;
  const without = formerNames.reduce<unknown>(
    (changed, name) =>
      valueAt(changed, [...rules, name]) === undefined
        ? changed
        : withValue(changed, [...rules, name], undefined),
    document,
  );
  const chosen = withValue(without, [...rules, 'evento_no_google'], written);
  return isRecord(chosen) ? chosen : {};
}
