/** What is installed is what was chosen: digests, no foreign sources, no new scripts at installation (A80). */
import { readFileSync } from 'node:fs';
import { expect, it } from 'vitest';
import { z } from 'zod';

const lock = z
  .object({
    packages: z.record(
      z.string(),
      z.object({
        version: z.string().optional(),
        resolved: z.string().optional(),
        integrity: z.string().optional(),
        hasInstallScript: z.boolean().optional(),
        license: z.union([z.string(), z.object({ type: z.string() }), z.array(z.unknown())]).optional(),
        link: z.boolean().optional(),
        optional: z.boolean().optional(),
      }),
    ),
  })
  .parse(JSON.parse(readFileSync(new URL('../../../package-lock.json', import.meta.url), 'utf8')));
const packages = Object.entries(lock.packages).filter(([path]) => path !== '');
const manifest = z
  .object({ dependencies: z.record(z.string(), z.string()), devDependencies: z.record(z.string(), z.string()) })
  .parse(JSON.parse(readFileSync(new URL('../../../package.json', import.meta.url), 'utf8')));

/**
 * scarf (it comes with swagger-ui-dist) would count installations: `scarfSettings` in package.json forbids it as well.
 * ssh2 and its cpu-features would build faster ciphers; Node's own are used without them.
 */
const knownScripts = ['@scarf/scarf', 'cpu-features', 'esbuild', 'msgpackr-extract', 'ssh2'];
/** MIT by the licence file (combine-errors: the readme) of each, which their manifests do not name. */
const knownOtherLicences = [
  'buildcheck',
  'combine-errors',
  'cpu-features',
  'png-js',
  'rechoir',
  'ssh2',
  'sylvester',
].map((name) => `node_modules/${name}`);

it('A80 every package is locked by its digest and comes from no git, file or plain http', () => {
  for (const [path, one] of packages) {
    // Engines for other machines have no digest here: they are never installed from this lock.
    if (one.optional !== true) expect(one.integrity, path).toMatch(/^sha512-/);
    expect(one.resolved ?? '', path).not.toMatch(/^(git|file|http:)/);
    expect(one.link, path).not.toBe(true);
  }
  for (const [name, version] of Object.entries({ ...manifest.dependencies, ...manifest.devDependencies })) {
    expect(version, name).toMatch(/^\d+\.\d+\.\d+[\w.-]*$/);
  }
});

it('A80 no package has joined those that want to run something at installation (none is let: --ignore-scripts)', () => {
  const wanting = packages
    .filter(([, one]) => one.hasInstallScript)
    .map(([path]) => path.split('node_modules/').at(-1));
  expect([...new Set(wanting)].sort()).toEqual(knownScripts);
});

it('A80 every package that is shipped has a licence that goes with Apache-2.0', () => {
  const good =
    /\b(MIT|ISC|Apache-2\.0|BSD-[23]-Clause|0BSD|BlueOak-1\.0\.0|CC0-1\.0|Unlicense|Python-2\.0|MPL-2\.0|WTFPL|CC-BY-4\.0)\b/;
  const others = packages.filter(([, one]) => !good.test(JSON.stringify(one.license ?? '')));
  expect(others.map(([path]) => path)).toEqual(knownOtherLicences);
});
