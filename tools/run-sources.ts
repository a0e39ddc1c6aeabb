import process from 'node:process';
import './register-hook.ts';

process.setSourceMapsEnabled(true);

// Not written as constants: the entry points belong to src/, which may import everything and is imported by nothing.
const entry = process.argv[2] === 'start' ? 'main.ts' : 'cli/whence.ts';
await import(new URL(`../src/${entry}`, import.meta.url).href);
