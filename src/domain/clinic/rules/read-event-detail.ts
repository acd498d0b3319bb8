import { folded } from '../../language/folded-text.ts';
import { at, report, understood, type Place } from '../document/tolerant-json.ts';
import { yesNoAt } from '../document/written-values.ts';
import type { EventDetail } from './event-detail.ts';

const longest = 60;

/** From more to less: "nome e telefone" also holds "nome". */
const written: readonly (readonly [RegExp, EventDetail])[] = [
  [/\b(nada|reservado|ocupado|nenhum[ao]?|nothing)\b/, 'nothing'],
  [/\b(primeiro nome|so o nome|first name)\b/, 'first-name'],
  [/\b(telefone|celular|whatsapp|nome completo|nome|name and phone)\b/, 'name-and-phone'],
  [/\b(servico|procedimento|exame|service)\b/, 'service'],
];

/**
 * `evento_no_google`: "reservado", "serviço", "primeiro nome" or "nome e telefone". Without it the older yes or no about
 * the service counts; what is not understood shows nothing of a visit.
 */
export function readEventDetail(place: Place): EventDetail {
  const showsService = yesNoAt(place, 'mostrar_servico_na_agenda', 'servico_na_agenda') ?? false;
  const usual = showsService ? 'service' : 'nothing';
  const field = at(place, 'evento_no_google', 'evento_google', 'titulo_no_google', 'texto_do_evento');
  if (field.value === undefined || field.value === null) return usual;
  const text = typeof field.value === 'string' && field.value.length <= longest ? field.value : '';
  const words = folded(text).replaceAll(/[_-]/g, ' ');
  const found = /\b(sem|nao)\b/.test(words) ? undefined : written.find(([shape]) => shape.test(words))?.[1];
  if (found === undefined)
    report(
      field,
      'Não entendi o que o evento no Google deve dizer; ele diz só "Horário reservado". Escreva "reservado", "serviço", "primeiro nome" ou "nome e telefone".',
      'error',
    );
  understood(field, true);
  return found ?? 'nothing';
}
