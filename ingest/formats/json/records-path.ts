/** The way to the records: names of members from the root; whether each element there is a record. */
export interface RecordsPath {
  readonly names: readonly string[];
  readonly each: boolean;
}

const step = /\.([^.[\]*'"\s]+)|\['([^']*)'\]/y;

/** `$`, `$[*]`, `$.a.b[*]`, `$['odd name'][*]`; undefined for anything else. */
export function readRecordsPath(text: string): RecordsPath | undefined {
  const each = text.endsWith('[*]');
  const path = each ? text.slice(0, -3) : text;
  if (!path.startsWith('$')) return undefined;
  const names: string[] = [];
  for (step.lastIndex = 1; step.lastIndex < path.length;) {
    const found = step.exec(path);
    if (!found) return undefined;
    names.push(found[1] ?? found[2] ?? '');
  }
  return { names, each };
}
