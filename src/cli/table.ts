/** Columns as wide as their widest cell. Numbers stand right, texts left. */
export function table(head: readonly string[], rows: readonly (readonly (string | number)[])[]): readonly string[] {
  const texts = [head, ...rows.map((row) => row.map(shown))];
  const isNumeric = head.map((_, column) => rows.length > 0 && rows.every((row) => typeof row[column] === 'number'));
  const widths = head.map((_, column) => Math.max(...texts.map((row) => row[column]?.length ?? 0)));
  const cell = (text: string, column: number): string =>
    isNumeric[column] === true ? text.padStart(widths[column]!) : text.padEnd(widths[column]!);
  return texts.map((row) => row.map(cell).join('  ').trimEnd());
}

const shown = (value: string | number): string => (typeof value === 'number' ? value.toLocaleString('en') : value);
