import type { LocalDate } from '../../../clinic/local-time.ts';
import { folded } from '../../../language/folded-text.ts';

/** "Natal" as the clinic calls it, and its next day. */
export type NamedHoliday = { readonly name: string; readonly date: LocalDate };

export function namedHolidays(
  holidays: readonly { readonly date: string; readonly name?: string }[],
  today: LocalDate,
): readonly NamedHoliday[] {
  return holidays
    .flatMap(({ date, name }) => {
      if (name === undefined || folded(name) === '') return [];
      const thisYear = `${today.slice(0, 5)}${date}`;
      const next = thisYear >= today ? thisYear : `${Number(today.slice(0, 4)) + 1}-${date}`;
      return [{ name: folded(name), date: (date.length > 5 ? date : next) as LocalDate }];
    })
    .toSorted((a, b) => b.name.length - a.name.length);
}
