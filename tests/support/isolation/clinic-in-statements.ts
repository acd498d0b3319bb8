import { loadModule, parseSync } from 'libpg-query';

await loadModule();

/** A node of Postgres's parse tree: objects with one key, which is the kind of what is in it. */
type Node = Readonly<Record<string, unknown>>;
/** The columns that say whose a row is, by table. */
export type ClinicColumns = ReadonlyMap<string, string>;
type Reading = { readonly alias: string; readonly table: string };

/**
 * The tables of clinics that `text` reads or writes without saying of which clinic: nothing compares their column with a
 * value or with another table's, or gives it. Such a statement would look for its rows on every machine that had some.
 */
export function readWithoutClinic(text: string, columns: ClinicColumns): readonly string[] {
  const found: string[] = [];
  const tree = parseSync(text) as unknown;
  visit(tree, (kind, statement) => {
    if (!statements.has(kind)) return;
    const readings = tablesOf(statement);
    const conditions = conditionsOf(statement);
    for (const { alias, table } of readings) {
      const column = columns.get(table);
      if (column === undefined) continue;
      const isNamed = conditions.some((each) => names(each, column, alias, readings.length === 1));
      if (!isNamed && !inserts(kind, statement, table, column)) found.push(table);
    }
  });
  return found;
}

const statements = new Set(['SelectStmt', 'UpdateStmt', 'DeleteStmt', 'InsertStmt']);

function visit(node: unknown, see: (kind: string, content: Node) => void): void {
  if (Array.isArray(node)) for (const each of node) visit(each, see);
  else if (node !== null && typeof node === 'object')
    for (const [kind, content] of Object.entries(node)) {
      if (content !== null && typeof content === 'object' && !Array.isArray(content))
        see(kind, content as Node);
      visit(content, see);
    }
}

/** The tables of this statement itself, without those of its subqueries. */
function tablesOf(statement: Node): readonly Reading[] {
  const found: Reading[] = [];
  const add = (range: Node) => {
    const table = String(range['relname']);
    const alias = (range['alias'] as Node | undefined)?.['aliasname'];
    found.push({ table, alias: typeof alias === 'string' ? alias : table });
  };
  const walk = (item: unknown): void => {
    const entry = item as Node;
    if (entry['RangeVar'] !== undefined) add(entry['RangeVar'] as Node);
    const join = entry['JoinExpr'] as Node | undefined;
    if (join !== undefined) [join['larg'], join['rarg']].forEach(walk);
  };
  if (statement['relation'] !== undefined) add(statement['relation'] as Node);
  for (const list of ['fromClause', 'usingClause']) (statement[list] as unknown[] | undefined)?.forEach(walk);
  return found;
}

/** What decides which rows: the conditions of the statement, of its joins, and what a join uses. */
function conditionsOf(statement: Node): readonly unknown[] {
  const found: unknown[] = [statement['whereClause']];
  for (const list of ['fromClause', 'usingClause'])
    visit(statement[list], (kind, join) => {
      if (kind === 'JoinExpr') found.push(join['quals'], join['usingClause']);
    });
  return found;
}

/** Whether a condition speaks of the column of this table; without a name, of the only one there is. */
function names(condition: unknown, column: string, alias: string, isOnly: boolean): boolean {
  let isNamed = false;
  const isColumn = (fields: readonly string[]) =>
    fields.at(-1) === column && (fields.length === 1 ? isOnly : fields[0] === alias);
  visit({ condition }, (kind, content) => {
    if (kind === 'ColumnRef') isNamed ||= isColumn(fieldsOf(content));
    // using (clinic_id)
    if (kind === 'String' && content['sval'] === column) isNamed ||= Array.isArray(condition);
  });
  return isNamed;
}

const fieldsOf = (reference: Node): readonly string[] =>
  ((reference['fields'] as Node[] | undefined) ?? []).map((field) =>
    String((field['String'] as Node | undefined)?.['sval']),
  );

/** Without a list of columns a row is copied whole. */
function inserts(kind: string, statement: Node, table: string, column: string): boolean {
  if (kind !== 'InsertStmt' || (statement['relation'] as Node)['relname'] !== table) return false;
  const columns = statement['cols'] as Node[] | undefined;
  return columns?.some((each) => (each['ResTarget'] as Node)['name'] === column) ?? true;
}
