#!/usr/bin/env node
// The `kamerton` command: checks that the product is installed, then hands over to the TypeScript sources.
import { existsSync } from 'node:fs';
import { fileURLToPath } from 'node:url';
import { requireNode } from './setup/node-version.mjs';

requireNode();
if (!existsSync(fileURLToPath(new URL('../node_modules/tsx', import.meta.url)))) {
  process.stderr.write('kamerton: зависимости не установлены; выполните в папке проекта npm start (или npm ci)\n');
  process.exit(1);
}
// Settings beside the working folder; what the environment already names wins.
if (existsSync('.env')) process.loadEnvFile('.env');
const { register } = await import('tsx/esm/api');
register();
const { runCommand } = await import('../analyzer/cli/kamerton.ts');
const serve = async (args) => (await import('../api/serve.ts')).serve(args);
process.exitCode = await runCommand(process.argv.slice(2), { serve });
