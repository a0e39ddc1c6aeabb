/**
 * Orders texts by their UTF-8 bytes, which is the order of their code points. Keys compare so everywhere, since SQLite,
 * Neo4j and JavaScript have different orders of their own.
 */
export function compareUtf8(a: string, b: string): number {
  const length = Math.min(a.length, b.length);
  for (let i = 0; i < length; i++) {
    const left = a.charCodeAt(i);
    const right = b.charCodeAt(i);
    if (left !== right) return rank(left) - rank(right);
  }
  return a.length - b.length;
}

// UTF-16 puts surrogates (code points from U+10000 on) below U+E000; UTF-8 puts them above.
function rank(unit: number): number {
  if (unit < 0xd800) return unit;
  return unit < 0xe000 ? unit + 0x2000 : unit - 0x800;
}
