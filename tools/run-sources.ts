import { enableCompileCache } from 'node:module';
import process from 'node:process';
import { fileURLToPath } from 'node:url';
import './register-hook.ts';

// What was read once need not be compiled again: a command then answers in half the time.
enableCompileCache(fileURLToPath(new URL('../node_modules/.cache/compiled', import.meta.url)));

process.setSourceMapsEnabled(true);

// Not written as constants: the entry points belong to src/, which may import everything and is imported by nothing.
const entry = process.argv[2] === 'start' ? 'main.ts' : 'cli/whence.ts';
await import(new URL(`../src/${entry}`, import.meta.url).href);
