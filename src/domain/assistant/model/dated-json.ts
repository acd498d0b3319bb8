const mark = '$date';
/** A key that looks like the mark, or like one that was set apart before, gets one more `$`: it is somebody's own. */
const looksMarked = /^\$+date$/;

/** Plain JSON in which instants are marked, so that they come back as such. What is `undefined` is left out. */
export function toDatedJson(value: unknown): unknown {
  if (value instanceof Date) return { [mark]: value.toISOString() };
  if (Array.isArray(value)) return value.map(toDatedJson);
  if (typeof value !== 'object' || value === null) return value;
  return Object.fromEntries(
    Object.entries(value)
      .filter(([, part]) => part !== undefined)
      .map(([key, part]) => [looksMarked.test(key) ? `$${key}` : key, toDatedJson(part)]),
  );
}

/** What `toDatedJson` was given, for JSON with instants in it. */
export function fromDatedJson(value: unknown): unknown {
  if (Array.isArray(value)) return value.map(fromDatedJson);
  if (typeof value !== 'object' || value === null) return value;
  const fields = Object.entries(value);
  const [only] = fields;
  if (fields.length === 1 && only?.[0] === mark && typeof only[1] === 'string') return new Date(only[1]);
  return Object.fromEntries(
    fields.map(([key, part]) => [looksMarked.test(key) ? key.slice(1) : key, fromDatedJson(part)]),
  );
}
