/** What no record of a plant needs (trust.md §7). Beyond it a document is refused by code, not read slowly. */
export const limits = {
  depth: 64,
  xmlAttributes: 256,
  documentBytes: 50 * 1024 * 1024,
  csvRecordBytes: 1024 * 1024,
  records: 100_000,
} as const;
