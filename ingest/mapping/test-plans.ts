// eslint-disable-next-line no-restricted-imports -- read by tests only
import { readFileSync } from 'node:fs';
import type { Resources } from './compile.ts';

/** The plant of the worked example (ingest.md §5.4), for tests. */
export const plantA: Resources = {
  schemes: {
    'mes-order': { kind: 'order', scheme: 'local', issuer: 'plant-a' },
    'mes-station': { kind: 'equipment', scheme: 'local', issuer: 'plant-a', steps: [{ case: 'upper' }] },
    'mes-serial': { kind: 'unit', scheme: 'local', issuer: 'plant-a', steps: [{ case: 'upper' }] },
    'mes-part': { kind: 'material', scheme: 'local', issuer: 'plant-a', steps: [{ case: 'upper' }, { strip: '. ' }] },
    'mes-lot': {
      kind: 'lot',
      scheme: 'local',
      issuer: 'plant-a',
      steps: [{ case: 'upper' }, { strip: ' ' }],
      needs: ['material'],
      material: 'mes-part',
    },
    'mes-process': { kind: 'process', scheme: 'local', issuer: 'plant-a', steps: [{ zeros: 'strip digits' }] },
  },
  units: {},
  tables: { verdicts: 'code,verdict\nIO,pass\nNIO,fail\n' },
};

/** The plan of ingest.md §5.4 as it stands there. */
export const workedExample = readFileSync(new URL('./cases/worked-example.yaml', import.meta.url), 'utf8');
