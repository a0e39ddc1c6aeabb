import process from 'node:process';

interface Results {
  readonly numPassedTests: number;
  readonly numFailedTests: number;
  readonly numPendingTests: number;
  readonly numTodoTests: number;
  readonly numRuntimeErrorTestSuites: number;
}

/**
 * The last line of a test run, for people and for machines: `N passed, N failed`.
 * Printed on exit, because jest writes its own summary after every reporter. A suite that could not run counts as failed.
 */
export default class ClosingLine {
  private line = '0 passed, 1 failed';

  constructor() {
    process.once('exit', () => process.stdout.write(`${this.line}\n`));
  }

  onRunComplete(_contexts: unknown, results: Results): void {
    const failed = results.numFailedTests + results.numRuntimeErrorTestSuites;
    const skipped = results.numPendingTests + results.numTodoTests;
    this.line = `${results.numPassedTests} passed, ${failed} failed${skipped > 0 ? `, ${skipped} skipped` : ''}`;
  }
}
