import type { Connector } from './connector.ts';
import { captureConnector } from './connectors/capture/connector.ts';
import { filesConnector } from './connectors/files/connector.ts';
import { sftpConnector } from './connectors/sftp/connector.ts';

const all: readonly Connector<never>[] = [captureConnector, filesConnector, sftpConnector];

/** Every connector a source can name. To add one: a folder in `connectors/`, a line here. */
export const connectors: ReadonlyMap<string, Connector<object>> = new Map(
  all.map((connector) => [connector.kind, connector as Connector<object>]),
);
