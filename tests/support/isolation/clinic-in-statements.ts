import { loadModule, parseSync } from 'libpg-query';

await loadModule();

/** A node of Postgres's parse tree: what is in it, by kind or by field. */
type Node = Readonly<Record<string, unknown>>;
/** The columns that say whose a row is, by table. */
export type ClinicColumns = ReadonlyMap<string, string>;
type Reading = { readonly alias: string; readonly table: string };

/**
 * The tables of clinics that `text` reads or writes without saying of which clinic. A table is named when every row that is meant
 * must have its column equal to a value, to something from outside of the statement's own tables, or to the column of a table that
 * is named.
 */
export function readWithoutClinic(text: string, columns: ClinicColumns): readonly string[] {
  const found: string[] = [];
  visit(parseSync(text), (kind, statement) => {
    if (kind === 'InsertStmt') found.push(...written(statement, columns));
    else if (statements.has(kind)) found.push(...unnamed(statement, columns));
    else if (/^(?:Merge|Truncate)Stmt$/.test(kind))
      found.push(...tablesOf(statement).map(({ table }) => table));
  });
  return found;
}

const statements = new Set(['SelectStmt', 'UpdateStmt', 'DeleteStmt']);
/** Stands for a subquery or a function in a join. */
const beside = '(no table)';
const list = (value: unknown): readonly Node[] => (Array.isArray(value) ? (value as Node[]) : []);

function visit(node: unknown, see: (kind: string, content: Node) => void): void {
  if (Array.isArray(node)) for (const each of node) visit(each, see);
  else if (node !== null && typeof node === 'object')
    for (const [kind, content] of Object.entries(node)) {
      if (content !== null && typeof content === 'object' && !Array.isArray(content))
        see(kind, content as Node);
      visit(content, see);
    }
}

/** An insert gives the column; one without a list of columns copies rows whole. */
function written(statement: Node, columns: ClinicColumns): readonly string[] {
  const table = String((statement['relation'] as Node)['relname']);
  const column = columns.get(table);
  const given = list(statement['cols']).map((each) => (each['ResTarget'] as Node)['name']);
  return column === undefined || given.length === 0 || given.includes(column) ? [] : [table];
}

function unnamed(statement: Node, columns: ClinicColumns): readonly string[] {
  const readings = tablesOf(statement);
  const ours = readings.filter(({ table }) => columns.has(table));
  const aliasOf = (item: unknown): string | undefined => {
    const fields = list(
      (item as Node | undefined)?.['ColumnRef'] && ((item as Node)['ColumnRef'] as Node)['fields'],
    ).map((field) => (field['String'] as Node | undefined)?.['sval']);
    const [alias, column] = fields.length === 1 ? [undefined, fields[0]] : fields;
    const meant = ours.filter(
      (one) => columns.get(one.table) === column && (alias === undefined || one.alias === alias),
    );
    return meant.length === 1 ? meant[0]?.alias : undefined;
  };
  // what is no table of clinics has got its rows by a statement that is looked at by itself
  const named = new Set([beside, ...readings.filter((one) => !ours.includes(one)).map(({ alias }) => alias)]);
  const equal: (readonly [string, string])[] = [];
  const compare = (left: unknown, right: unknown): void => {
    const [a, b] = [aliasOf(left), aliasOf(right)];
    if (a !== undefined && b !== undefined) equal.push([a, b]);
    else if ((a ?? b) !== undefined) named.add((a ?? b)!);
  };
  for (const condition of conditionsOf(statement)) conjunct(condition, compare);
  for (const [left, right] of joinsUsing(statement, columns))
    for (const a of left) for (const b of right) equal.push([a, b]);
  for (let before = -1; before < named.size;) {
    before = named.size;
    for (const [a, b] of equal) if (named.has(a) || named.has(b)) named.add(a).add(b);
  }
  return ours.filter(({ alias }) => !named.has(alias)).map(({ table }) => table);
}

/** What must hold of every row: both sides of each equality, and of the first columns of rows that are compared. */
function conjunct(condition: unknown, compare: (left: unknown, right: unknown) => void): void {
  const node = (condition ?? {}) as Node;
  const all = node['BoolExpr'] as Node | undefined;
  if (all?.['boolop'] === 'AND_EXPR') for (const each of list(all['args'])) conjunct(each, compare);
  // (…) is true
  const test = node['BooleanTest'] as Node | undefined;
  if (test?.['booltesttype'] === 'IS_TRUE') conjunct(test['arg'], compare);
  const sub = node['SubLink'] as Node | undefined;
  if (sub?.['subLinkType'] === 'ANY_SUBLINK') pair(sub['testexpr'], {}, compare, true);
  const op = node['A_Expr'] as Node | undefined;
  if (op === undefined) return;
  const sign = list(op['name']).map((name) => (name['String'] as Node | undefined)?.['sval'])[0];
  pair(op['lexpr'], op['rexpr'], compare, sign === '=');
}

function pair(
  left: unknown,
  right: unknown,
  compare: (left: unknown, right: unknown) => void,
  isEquality: boolean,
): void {
  const rowOf = (item: unknown) => ((item as Node | undefined)?.['RowExpr'] as Node | undefined)?.['args'];
  const [a, b] = [rowOf(left), rowOf(right)];
  // (clinic_id, at) > ($1, $2) is a range of an index, which begins with the clinic
  if (a !== undefined) list(a).forEach((each, n) => compare(each, list(b)[n] ?? {}));
  else if (isEquality) compare(left, right);
}

/** The tables of this statement itself, without those of its subqueries. */
function tablesOf(statement: Node): readonly Reading[] {
  const found: Reading[] = [];
  for (const range of rangesOf(statement)) found.push(...readingsIn(range));
  return found;
}

const rangesOf = (statement: Node): readonly Node[] => [
  ...(statement['relation'] === undefined ? [] : [{ RangeVar: statement['relation'] }]),
  ...['relations', 'fromClause', 'usingClause'].flatMap((name) => list(statement[name])),
];

function readingsIn(item: Node): readonly Reading[] {
  const range = item['RangeVar'] as Node | undefined;
  const join = item['JoinExpr'] as Node | undefined;
  if (join !== undefined) return [join['larg'], join['rarg']].flatMap((side) => readingsIn(side as Node));
  if (range === undefined) return [];
  const table = String(range['relname']);
  const alias = (range['alias'] as Node | undefined)?.['aliasname'];
  return [{ table, alias: typeof alias === 'string' ? alias : table }];
}

const joinsOf = (item: Node): readonly Node[] => {
  const join = item['JoinExpr'] as Node | undefined;
  return join === undefined
    ? []
    : [join, ...[join['larg'], join['rarg']].flatMap((side) => joinsOf(side as Node))];
};

/** The conditions of the statement and of its joins. */
const conditionsOf = (statement: Node): readonly unknown[] => [
  statement['whereClause'],
  ...rangesOf(statement)
    .flatMap(joinsOf)
    .map((join) => join['quals']),
];

/** Both sides of the joins that use the column; something else than a table on one side names the other. */
function joinsUsing(
  statement: Node,
  columns: ClinicColumns,
): readonly (readonly [readonly string[], readonly string[]])[] {
  const names = new Set(columns.values());
  return rangesOf(statement)
    .flatMap(joinsOf)
    .filter((join) =>
      list(join['usingClause']).some((each) => names.has(String((each['String'] as Node)['sval']))),
    )
    .map((join) => {
      const side = (name: string) => {
        const aliases = readingsIn(join[name] as Node).map(({ alias }) => alias);
        return aliases.length === 0 ? [beside] : aliases;
      };
      return [side('larg'), side('rarg')] as const;
    });
}
