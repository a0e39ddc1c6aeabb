import { join } from 'node:path';
import { root } from './ready.mjs';
import { spawnNode } from './spawn-node.mjs';

// jest needs vm modules for ESM, and the flag can only be given when a process starts.
const flags = ['--experimental-vm-modules', '--disable-warning=ExperimentalWarning'];

/**
 * @param {string} node
 * @param {readonly string[]} args
 */
export const runJest = (node, args) =>
  spawnNode(node, [...flags, join(root, 'node_modules/jest/bin/jest.js'), '--rootDir', root, ...args]);
