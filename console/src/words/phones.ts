/** `+55 11 95550-1234`; a number of another country as it is. */
export function phoneShown(digits: string): string {
  const [, area, first, last] = /^55(\d\d)(\d{4,5})(\d{4})$/.exec(digits) ?? [];
  return area === undefined ? `+${digits}` : `+55 ${area} ${first}-${last}`;
}

export const nameOf = ({ name, phone }: { name?: string | undefined; phone?: string | undefined }): string =>
  name ?? (phone === undefined ? 'Sem nome' : phoneShown(phone));

/** With the number, which tells two of one name apart. */
export const fullNameOf = ({ name, phone }: Parameters<typeof nameOf>[0]): string =>
  name === undefined || phone === undefined ? nameOf({ name, phone }) : `${name} (${phoneShown(phone)})`;

/** As people write it here: with area code, without the country's. What begins with + is taken as it is. */
export function dialled(written: string): string {
  const digits = written.replace(/\D/g, '').replace(/^0+/, '');
  const isNational = !written.trim().startsWith('+') && (digits.length === 10 || digits.length === 11);
  return isNational ? `+55${digits}` : `+${digits}`;
}

export const isDialled = (phone: string): boolean => /^\+\d{10,15}$/.test(phone);
