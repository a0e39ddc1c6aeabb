/** A line to be put into a file that is there: before the first line that begins with `before` after the line that holds `within`. */
export interface Line {
  readonly file: string;
  readonly within: string;
  readonly before: string;
  readonly line: string;
}

/** What a new part of the house is made of. */
export interface Recipe {
  /** By path. */
  readonly files: Readonly<Record<string, string>>;
  readonly lines: readonly Line[];
  /** What remains to be done, in the order of doing it. */
  readonly then: readonly string[];
}

/** A name in its three spellings. */
export interface Name {
  readonly kebab: string;
  readonly camel: string;
  readonly pascal: string;
}

export function nameOf(text: string): Name | undefined {
  if (!/^[a-z][a-z0-9]*(-[a-z0-9]+)*$/.test(text)) return undefined;
  const pascal = text.replace(/(^|-)([a-z0-9])/g, (_all, _dash, letter: string) => letter.toUpperCase());
  return { kebab: text, pascal, camel: pascal.charAt(0).toLowerCase() + pascal.slice(1) };
}

/** The file with the line in its place; undefined where the place is not found. */
export function withLine(text: string, { within, before, line }: Line): string | undefined {
  const from = text.indexOf(within);
  if (from < 0) return undefined;
  const lineStart = text.lastIndexOf('\n', from) + 1;
  const at = within === before ? lineStart : text.indexOf(`\n${before}`, from) + 1;
  return at === 0 && lineStart > 0 ? undefined : `${text.slice(0, at)}${line}\n${text.slice(at)}`;
}
