const steps = [
  ['megabyte', 1_000_000, 1],
  ['kilobyte', 1_000, 0],
] as const;

/** Bytes as a person reads them: `1,2 MB`, `340 kB`, `31 bytes`. */
export function sizeWords(bytes: number): string {
  const [unit, each, digits] = steps.find(([, least]) => bytes >= least) ?? ['byte', 1, 0];
  return new Intl.NumberFormat('pt-BR', {
    style: 'unit',
    unit,
    unitDisplay: unit === 'byte' ? 'long' : 'short',
    maximumFractionDigits: digits,
  }).format(bytes / each);
}
