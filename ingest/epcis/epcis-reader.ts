import { formats } from '../formats/registry.ts';
import type { Format } from '../format.ts';
import type { RecordReader } from '../record-reader.ts';

export const epcisReader: RecordReader = {
  mapping: 'epcis@1',
  format: formats.get('epcis') as Format<object>,
  decode: { format: 'epcis' },
  read: () => ({ kind: 'ignored', match: '', reason: 'pending' }),
};
