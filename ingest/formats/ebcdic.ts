// What mainframes and midrange systems write. Each is a byte a character; the tables are IBM's, given as differences from code
// page 37, which holds the characters of ISO 8859-1 in another order.

export const ebcdicEncodings = ['cp037', 'cp273', 'cp500', 'cp1047', 'cp1140'] as const;
export type EbcdicEncoding = (typeof ebcdicEncodings)[number];

const cp037 = [
  '000102039c09867f978d8e0b0c0d0e0f101112139d8508871819928f1c1d1e1f',
  '80818283840a171b88898a8b8c050607909116939495960498999a9b14159e1a',
  '20a0e2e4e0e1e3e5e7f1a22e3c282b7c26e9eaebe8edeeefecdf21242a293bac',
  '2d2fc2c4c0c1c3c5c7d1a62c255f3e3ff8c9cacbc8cdcecfcc603a2340273d22',
  'd8616263646566676869abbbf0fdfeb1b06a6b6c6d6e6f707172aabae6b8c6a4',
  'b57e737475767778797aa1bfd0dddeae5ea3a5b7a9a7b6bcbdbe5b5dafa8b4d7',
  '7b414243444546474849adf4f6f2f3f57d4a4b4c4d4e4f505152b9fbfcf9faff',
  '5cf7535455565758595ab2d4d6d2d3d530313233343536373839b3dbdcd9da9f',
].join('');

const differences: Readonly<Record<EbcdicEncoding, Readonly<Record<number, string>>>> = {
  cp037: {},
  cp500: { 0x4a: '[', 0x4f: '!', 0x5a: ']', 0x5f: '^', 0xb0: '¢', 0xba: '¬', 0xbb: '|' },
  cp1047: { 0x5f: '^', 0xad: '[', 0xb0: '¬', 0xba: 'Ý', 0xbb: '¨', 0xbd: ']' },
  cp1140: { 0x9f: '€' },
  cp273: {
    ...{ 0x43: '{', 0x4a: 'Ä', 0x4f: '!', 0x59: '~', 0x5a: 'Ü', 0x5f: '^', 0x63: '[', 0x6a: 'ö', 0x7c: '§', 0xa1: 'ß' },
    ...{ 0xb0: '¢', 0xb5: '@', 0xba: '¬', 0xbb: '|', 0xbc: '‾', 0xc0: 'ä', 0xcc: '¦', 0xd0: 'ü', 0xdc: '}', 0xe0: 'Ö' },
    ...{ 0xec: '\\', 0xfc: ']' },
  },
};

// EBCDIC has two ends of a line, new line and line feed, and files hold either.
const newLine = 0x15;

export function ebcdicTable(encoding: EbcdicEncoding): Uint16Array {
  const table = Uint16Array.from(Buffer.from(cp037, 'hex'));
  for (const [byte, character] of Object.entries(differences[encoding])) table[Number(byte)] = character.charCodeAt(0);
  table[newLine] = 0x0a;
  return table;
}

export const isEbcdic = (encoding: string): encoding is EbcdicEncoding =>
  (ebcdicEncodings as readonly string[]).includes(encoding);
