import process from 'node:process';
import { makeReady } from './ready.mjs';
import { runJest } from './run-jest.mjs';

runJest(makeReady({ development: true }), process.argv.slice(2));
