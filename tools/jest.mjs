import { spawnNode } from './spawn-node.mjs';

// jest needs vm modules for ESM; the flag can only be given at the start of a process.
const flags = ['--experimental-vm-modules', '--disable-warning=ExperimentalWarning'];

spawnNode(process.execPath, [...flags, 'node_modules/jest/bin/jest.js', ...process.argv.slice(2)]);
