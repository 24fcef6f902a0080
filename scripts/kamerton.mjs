#!/usr/bin/env node
// The `kamerton` command: checks that the product is installed, then hands over to the TypeScript sources.
import { existsSync } from 'node:fs';
import { fileURLToPath } from 'node:url';

const [major = 0, minor = 0] = process.versions.node.split('.').map(Number);
if (major < 20 || (major === 20 && minor < 19)) {
  process.stderr.write(`kamerton: нужен Node.js 20.19 или новее, здесь ${process.versions.node}\n`);
  process.exit(1);
}
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
