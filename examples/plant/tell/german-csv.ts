import iconv from 'iconv-lite';

/** Semicolons, CRLF and Windows-1252, as a German ERP system and a test stand under an old Windows write it. */
export function germanCsv(rows: readonly (readonly string[])[]): Uint8Array {
  return iconv.encode(rows.map((row) => `${row.map(cell).join(';')}\r\n`).join(''), 'windows-1252');
}

const cell = (text: string): string => (/[;"\r\n]/.test(text) ? `"${text.replaceAll('"', '""')}"` : text);
