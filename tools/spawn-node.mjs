import { spawn } from 'node:child_process';
import { constants } from 'node:os';
import process from 'node:process';

const forwarded = /** @type {const} */ (['SIGINT', 'SIGTERM', 'SIGHUP']);

/**
 * Runs a script in another Node and ends as it ends. Signals are passed on, so that a supervisor may stop either process.
 *
 * @param {string} node
 * @param {readonly string[]} args
 */
export function spawnNode(node, args) {
  const child = spawn(node, args, { stdio: 'inherit' });
  for (const signal of forwarded) process.on(signal, () => child.kill(signal));
  child.on('error', (error) => {
    process.stderr.write(`${node} could not be started: ${error.message}\n`);
    process.exitCode = 1;
  });
  child.on('exit', (code, signal) => {
    process.exitCode = code ?? 128 + (signal === null ? 0 : constants.signals[signal]);
    for (const name of forwarded) process.removeAllListeners(name);
  });
}
