import process from 'node:process';
import { runJest } from './run-jest.mjs';

runJest(process.execPath, process.argv.slice(2));
