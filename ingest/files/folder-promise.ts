import type { Guarantee, ProbePort, ProbeReport } from '../connector.ts';
import type { FilePort } from './file-port.ts';
import { candidates } from './folder-watch.ts';
import { largestFile } from './folder-config.ts';
import type { FolderConfig } from './folder-config.ts';
import { formatOf } from './frame-file.ts';

/** What taking files out of a folder can promise, as it is configured. */
export function folderGuarantee({ ready, archive, rolling }: FolderConfig): Guarantee {
  const whole =
    'stable scans' in ready
      ? 'A file is taken when it has stopped changing, and again when it grows.'
      : 'The source says itself when a file is whole.';
  if (rolling === true)
    return {
      verdict: 'loss-free-within',
      limit: 'the rows that the file holds between two scans',
      because: `${whole} When none of the rows of before is left in it, a gap is stated.`,
      position: 'key',
      cannotShow: ['rows that came and went between two scans, beyond the gap that is then stated'],
    };
  return {
    verdict: 'loss-free',
    because: whole,
    position: 'key',
    cannotShow: archive === false ? ['files that were overwritten between two scans'] : [],
  };
}

const shown = 200;
const mostShown = 20;

/** Reads the first file that fits and shows its first records; keeps and moves nothing. */
export async function probeFolder(config: FolderConfig, port: ProbePort, files: FilePort): Promise<ProbeReport> {
  const [entry] = await candidates(config, files);
  if (!entry) return { ok: true, records: [], findings: [`No file in ${config.folder} fits ${config.pattern}`] };
  if (entry.isLink) return { ok: false, records: [], findings: [`${entry.path} is a link and is not read`] };
  const bytes = await files.read(entry.path, config.maxBytes ?? largestFile);
  port.alive('data');
  const { records, issue } = formatOf(config).frame(bytes, config.decode);
  return {
    ok: issue === undefined,
    records: records.slice(0, mostShown).map(({ start, end }, row) => ({
      position: `${entry.path}:${row}`,
      preview: Buffer.from(bytes.subarray(start, Math.min(end, start + shown))).toString('utf8'),
    })),
    findings: issue ? [issue.message] : [],
  };
}
