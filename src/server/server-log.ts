/** Where the server tells what went wrong: never a secret, and a caller only gets the incident's id. */
export interface ServerLog {
  error(about: object, message: string): void;
}
