#!/usr/bin/env node
import process from 'node:process';
import { fileURLToPath } from 'node:url';
import { makeReady } from '../tools/ready.mjs';
import { spawnNode } from '../tools/spawn-node.mjs';

const node = makeReady({ development: false });
const sources = new URL('../tools/run-sources.ts', import.meta.url);

if (node === process.execPath) await import(sources.href);
else spawnNode(node, [fileURLToPath(sources), ...process.argv.slice(2)]);
