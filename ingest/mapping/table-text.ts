/**
 * Rows of a small comma-separated text of our own making; fields in double quotes may hold commas and line ends. Lines
 * that begin with # are remarks.
 */
export function parseCsv(text: string): readonly (readonly string[])[] {
  const rows: string[][] = [];
  const token = /("(?:[^"]|"")*"|[^",\r\n]*)(,|\r?\n|$)/gy;
  const source = text.replace(/^\uFEFF/, '');
  let row: string[] = [];
  while (token.lastIndex < source.length) {
    const match = token.exec(source);
    if (!match) break;
    const [, field = '', mark] = match;
    row.push(field.startsWith('"') ? field.slice(1, -1).replaceAll('""', '"') : field);
    if (mark === ',') {
      if (token.lastIndex === source.length) row.push('');
      else continue;
    }
    rows.push(row);
    row = [];
  }
  return rows.filter((fields) => !(fields.length === 1 && fields[0]?.trim() === '') && !fields[0]?.startsWith('#'));
}
