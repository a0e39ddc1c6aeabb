import process from 'node:process';
import { parseArgs } from 'node:util';
import { record } from './history.ts';
import { jsonReport, tableReport } from './report.ts';
import { runBenches } from './run-benches.ts';

// npm run bench [-- --only NAME --size 1e5|1e6|1e7 --store sqlite --json --record]
const { values } = parseArgs({
  options: {
    only: { type: 'string', multiple: true, default: [] },
    size: { type: 'string', default: '1e6' },
    store: { type: 'string', default: 'sqlite' },
    json: { type: 'boolean', default: false },
    record: { type: 'boolean', default: false },
  },
});

const write = (line: string): boolean => process.stdout.write(`${line}\n`);
const note = (line: string): boolean => process.stderr.write(`  ${line}\n`);

if (values.store !== 'sqlite') {
  note(`There is no bench of store ${values.store} yet; there is: sqlite`);
  process.exit(2);
}
const report = values.json ? jsonReport(write, note) : tableReport(write, note);
const options = { size: Number(values.size), store: values.store, only: values.only, isSmoke: false };
const figures = await runBenches(options, report);
report.summary(figures);
if (values.record) record(figures);
