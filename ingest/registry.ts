import type { Connector } from './connector.ts';
import { captureConnector } from './connectors/capture/connector.ts';
import { filesConnector } from './connectors/files/connector.ts';
import { sftpConnector } from './connectors/sftp/connector.ts';

const all: readonly Connector<never>[] = [
  // A line each, so that two that are added at once do not meet.
  captureConnector,
  filesConnector,
  sftpConnector,
];

/** Every connector a source can name. To add one: a folder in `connectors/`, a line here. */
export const connectors: ReadonlyMap<string, Connector<object>> = new Map(
  all.map((connector) => [connector.kind, connector as Connector<object>]),
);
