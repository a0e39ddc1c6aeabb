/** One thing that was looked at, and what mends it. */
export interface Examined {
  readonly what: string;
  readonly state: 'ok' | 'warning' | 'failed';
  readonly says: string;
  readonly fix?: string;
}
