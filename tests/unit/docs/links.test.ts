/** Links between the pages of the documentation lead to files and headings that are there; commands, settings and routes that they name exist. */
import { existsSync, readdirSync, readFileSync } from 'node:fs';
import { dirname, join, resolve } from 'node:path';
import { describe, expect, it } from 'vitest';
import { z } from 'zod';
import { apiConfigSchema } from '../../../api/config.ts';

const pages = [
  ...readdirSync('.'),
  ...['docs', 'scripts', 'analyzer', 'lexicons'].flatMap((folder) =>
    readdirSync(folder, { recursive: true, encoding: 'utf8' }).map((name) => join(folder, name)),
  ),
].filter((name) => name.endsWith('.md'));
const textOf = (path: string) => readFileSync(path, 'utf8');
const withoutCode = (text: string) => text.replace(/```.*?```/gs, '').replace(/`[^`\n]*`/g, '');

/** Names of headings as pages of a repository make them. */
const anchorsOf = (text: string) =>
  [...text.matchAll(/^#+ (.+)$/gm)].map(([, heading = '']) =>
    heading
      .toLowerCase()
      .replace(/[^\p{L}\p{N}\s_-]/gu, '')
      .trim()
      .replace(/\s/g, '-'),
  );

describe('the documentation', () => {
  it('links to what is there', () => {
    expect(pages.length).toBeGreaterThan(15);
    const dead: string[] = [];
    for (const page of pages) {
      for (const [, target = ''] of withoutCode(textOf(page)).matchAll(/\]\(([^)\s]+)\)/g)) {
        if (/^[a-z]+:/.test(target)) continue;
        const [path = '', anchor] = target.split('#');
        const file = path === '' ? page : resolve(dirname(page), path);
        if (!existsSync(file)) dead.push(`${page}: ${target}`);
        else if (anchor !== undefined && !anchorsOf(textOf(file)).includes(decodeURIComponent(anchor)))
          dead.push(`${page}: ${target}`);
      }
    }
    expect(dead).toEqual([]);
  });

  it('names commands of npm and of kamerton that exist', () => {
    const { scripts } = z
      .object({ scripts: z.record(z.string(), z.string()) })
      .parse(JSON.parse(textOf('package.json')));
    const commands = textOf('analyzer/cli/kamerton.ts');
    const unknown: string[] = [];
    for (const page of pages) {
      for (const [, name = ''] of textOf(page).matchAll(/npm run ([a-z][a-z:-]*[a-z])/g))
        if (!(name in scripts)) unknown.push(`${page}: npm run ${name}`);
      for (const [, name = ''] of textOf(page).matchAll(/npx kamerton ([a-z][a-z-]*)/g))
        if (!new RegExp(`\\b${name}\\b`).test(commands)) unknown.push(`${page}: kamerton ${name}`);
    }
    expect(unknown).toEqual([]);
  });

  it('names settings that exist', () => {
    const known = new Set(Object.keys(apiConfigSchema.shape));
    const named = /\b(?:KAMERTON|ASR|SHERPA|WHISPER|CLICKHOUSE|DATABASE|REDIS|LDAP|OIDC|SMTP)_[A-Z0-9_]*[A-Z]\b/g;
    const unknown = pages.flatMap((page) =>
      [...textOf(page).matchAll(named)]
        .map(([name]) => name)
        .filter((name) => !known.has(name) && !known.has(name.replace(/_FILE$/, '')))
        .map((name) => `${page}: ${name}`),
    );
    expect(unknown).toEqual([]);
  });

  it('names routes that exist', () => {
    const { paths } = z
      .object({ paths: z.record(z.string(), z.record(z.string(), z.unknown())) })
      .parse(JSON.parse(textOf('api/openapi.json')));
    const unknown: string[] = [];
    for (const page of pages)
      for (const [, method = '', path = ''] of textOf(page).matchAll(
        /`(GET|POST|PUT|PATCH|DELETE) (\/api\/[^`\s?]+)`/g,
      ))
        if (!isThere(method.toLowerCase(), path)) unknown.push(`${page}: ${method} ${path}`);
    expect(unknown).toEqual([]);

    /** A path that ends in «…» stands for all that begin so. */
    function isThere(method: string, path: string): boolean {
      const ways = Object.entries(paths).filter(([, methods]) => method in methods);
      return ways.some(([known]) => (path.endsWith('…') ? known.startsWith(path.slice(0, -1)) : known === path));
    }
  });
});
