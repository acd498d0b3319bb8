import { folded, slug } from '../language/folded-text.ts';
import { documentLimits } from './document/document-limits.ts';
import { at, isRecord, itemsOf, type Place } from './document/tolerant-json.ts';
import { nameAt, textAt, yesNoAt } from './document/written-values.ts';
import { given } from '../given.ts';
import { readOwnHours } from './document/read-opening-hours.ts';
import type { Hours } from './opening-hours.ts';
import { withUniqueIds, type Listed } from './healthcare-service.ts';

/** A room or a device that only one visit can have at a time. */
export type Room = { readonly id: string; readonly name: string; readonly hours?: Hours };

/** By its id or its name. */
export const isNamed = ({ id, name }: Room, named: string): boolean =>
  id === named || folded(name) === folded(named);

const places = [['salas', 'sala'], ['equipamentos', 'equipamento'], ['recursos'], ['consultorios']] as const;

/** Lists of rooms and devices; beside the services or in the description of the building. */
export function readRooms(root: Place): readonly Listed<Room>[] {
  const parts = [root, at(root, 'clinica'), at(root, 'estrutura_fisica')];
  const listed = parts.flatMap((part) =>
    places.flatMap((keys) => {
      const list = at(part, ...keys);
      // "salas: 4" and a sentence about devices are words about the building
      return Array.isArray(list.value) ? itemsOf(list, documentLimits.rooms).flatMap(readRoom) : [];
    }),
  );
  return withUniqueIds(listed.slice(0, documentLimits.rooms));
}

function readRoom(place: Place): readonly Listed<Room>[] {
  const name = isRecord(place.value) ? nameAt(place, 'nome', 'nome_exibicao', 'descricao') : nameAt(place);
  if (name === undefined) return [];
  const id = isRecord(place.value) ? textAt(place, 'id', 'codigo')?.slice(0, 120) : undefined;
  const hours = isRecord(place.value)
    ? readOwnHours(place, at(place, 'horarios_disponibilidade', 'horarios', 'horario'))
    : undefined;
  return [
    {
      item: { id: id ?? slug(name), name, ...given({ hours }) },
      active: yesNoAt(place, 'ativo', 'ativa') ?? true,
      place,
    },
  ];
}
