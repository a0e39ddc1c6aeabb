import process from 'node:process';
import { parseArgs } from 'node:util';
import { record } from './history.ts';
import { jsonReport, tableReport } from './report.ts';
import { benches, runBenches, storesOf } from './run-benches.ts';

// npm run bench [-- --only NAME --size 1e5|1e6|1e7 --store sqlite|neo4j --json --record]; --smoke shows only that all of it runs.
const { values } = parseArgs({
  options: {
    only: { type: 'string', multiple: true, default: [] },
    size: { type: 'string', default: '1e6' },
    store: { type: 'string', default: 'sqlite' },
    json: { type: 'boolean', default: false },
    record: { type: 'boolean', default: false },
    smoke: { type: 'boolean', default: false },
  },
});

const write = (line: string): boolean => process.stdout.write(`${line}\n`);
const note = (line: string): boolean => process.stderr.write(`  ${line}\n`);

const stores = new Set((await benches()).flatMap(storesOf));
if (!stores.has(values.store)) {
  note(`There is no bench of store ${values.store}; there is: ${[...stores].join(', ')}`);
  process.exit(2);
}
const report = values.json ? jsonReport(write, note) : tableReport(write, note);
const options = { size: Number(values.size), store: values.store, only: values.only, isSmoke: values.smoke };
const figures = await runBenches(options, report);
report.summary(figures);
if (values.record) record(figures);
