import type { Connector, ConnectorPort, Guarantee, ProbeReport } from '../../connector.ts';
import { FilesConfigSchema, largestFile } from './config.ts';
import type { FilesConfig } from './config.ts';
import { candidates, createFolderWatch } from './folder-watch.ts';
import { formatOf } from './frame-file.ts';

/**
 * Files in a folder, found by scanning: no notice of a file system is relied on, since shares give none. A file is read
 * once it is whole, its records are kept, and only then is it moved to the archive.
 */
export const filesConnector: Connector<FilesConfig> = {
  kind: 'files',
  configSchema: FilesConfigSchema,
  guarantee,
  // A large file on a slow share takes its time.
  keepAlive: ({ every = 1000 }) => Math.max(60_000, 10 * every),
  probe,
  run: (config, port, how) => createFolderWatch(config, port).run(how.once),
};

function guarantee({ ready, archive }: FilesConfig): Guarantee {
  return {
    verdict: 'loss-free',
    because:
      'stable scans' in ready
        ? 'A file is taken when it has stopped changing, and again when it grows.'
        : 'The source says itself when a file is whole.',
    position: 'key',
    cannotShow: archive === false ? ['files that were overwritten between two scans'] : [],
  };
}

const shown = 200;

async function probe(config: FilesConfig, port: ConnectorPort): Promise<ProbeReport> {
  const [entry] = await candidates(config, port);
  if (!entry) return { ok: true, records: [], findings: [`No file in ${config.folder} fits ${config.pattern}`] };
  const bytes = await port.files.read(entry.path, config.maxBytes ?? largestFile);
  const { records, issue } = formatOf(config).frame(bytes, config.decode);
  return {
    ok: issue === undefined,
    records: records.slice(0, 20).map(({ start, end }, row) => ({
      position: `${entry.path}:${row}`,
      preview: Buffer.from(bytes.subarray(start, Math.min(end, start + shown))).toString('utf8'),
    })),
    findings: issue ? [issue.message] : [],
  };
}
