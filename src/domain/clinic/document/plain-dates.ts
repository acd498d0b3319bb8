const months = ['jan', 'fev', 'mar', 'abr', 'mai', 'jun', 'jul', 'ago', 'set', 'out', 'nov', 'dez'];

/** `dd/mm` or `dd/mm/yyyy`, as a pattern. */
export const plainDate = String.raw`\d{1,2}/\d{1,2}(?:/\d{2,4})?`;

const month = months.map((name) => `${name}[a-z]*`).join('|');
const iso = /\b(\d{4})-(\d{2})-(\d{2})(?:t(\d{2}:\d{2})(?::\d{2}(?:\.\d{1,9})?)?(z|[+-]\d{2}:?\d{2})?)?/g;
const named = new RegExp(
  String.raw`\b(\d{1,2})[ºo°]? ?(?:de |/)?(${month})(?:(?: de |/| )(\d{4}|\d{2}))?\b`,
  'g',
);
// "24, 25 e 26/12", "de 20 a 27/12"
const sharing = /(^|[^\d/:h])(\d{1,2})( ?(?:,|-| e| a| ate) ?)(\d{1,2}(\/\d{1,2}(?:\/\d{2,4})?))/g;
const pair = new RegExp(
  String.raw`entre (?:os dias |o dia |dia )?(${plainDate}) e (?:o dia )?(${plainDate})`,
  'g',
);

/** A sentence in lower case and single spaces, with all dates as `dd/mm` or `dd/mm/yyyy`, also where several share one month. */
export function plainDates(text: string): string {
  let plain = text
    .normalize('NFD')
    .replace(/\p{M}/gu, '')
    .toLowerCase()
    .replace(/[^\S\n]+/g, ' ')
    .replace(iso, isoDate)
    .replace(/\b(\d{1,2})[.-](\d{1,2})[.-](\d{4})\b/g, '$1/$2/$3')
    .replace(
      named,
      (_, day: string, name: string, year: string | undefined) =>
        `${day}/${months.indexOf(name.slice(0, 3)) + 1}${year === undefined ? '' : `/${year}`}`,
    )
    .replace(/[ºª°]/g, '');
  for (let before = ''; before !== plain;) {
    before = plain;
    plain = plain.replace(sharing, '$1$2$5$3$4');
  }
  return plain.replace(pair, '$1 a $2');
}

/** A midnight of another zone is what a date picker saves for the day; any other such time is nobody's. */
const isoDate = (_: string, year: string, month: string, day: string, at?: string, zone?: string) =>
  `${day}/${month}/${year}${at === undefined || at === '00:00' || zone !== undefined ? '' : ` ${at}`}`;
