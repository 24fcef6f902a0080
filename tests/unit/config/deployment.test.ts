/** The files of deployment name only settings that exist, and give no container more than it needs. */
import { readdirSync, readFileSync } from 'node:fs';
import { join } from 'node:path';
import { describe, expect, it } from 'vitest';
import { parse, parseAllDocuments } from 'yaml';
import { z } from 'zod';
import { apiConfigSchema } from '../../../api/config.ts';

const settings = Object.keys(apiConfigSchema.shape);
const isSetting = (name: string) => settings.includes(name) || settings.includes(name.replace(/_FILE$/, ''));

const serviceSchema = z.object({
  image: z.string(),
  user: z.string().optional(),
  cap_drop: z.array(z.string()).optional(),
  environment: z.record(z.string(), z.json()).optional(),
});
const composeSchema = z.object({ services: z.record(z.string(), serviceSchema) });

describe('docker-compose.yml', () => {
  const compose = composeSchema.parse(parse(readFileSync('docker-compose.yml', 'utf8'), { merge: true }));

  it('gives Kamerton settings that exist', () => {
    const given = ['kamerton', 'worker'].flatMap((name) => Object.keys(compose.services[name]?.environment ?? {}));
    expect(given.length).toBeGreaterThan(10);
    expect(given.filter((name) => !isSetting(name))).toEqual([]);
  });

  it('runs nothing with rights that it does not need, from images with a version', () => {
    for (const [name, service] of Object.entries(compose.services)) {
      expect(service.cap_drop, name).toEqual(['ALL']);
      expect(service.image, name).toMatch(/^[\w/-]+:[\w.-]+$/);
    }
  });
});

describe('systemd units', () => {
  const folder = 'scripts/deploy/systemd';
  const units = readdirSync(folder)
    .filter((name) => name.endsWith('.service'))
    .map((name) => readFileSync(join(folder, name), 'utf8'));

  it('set what exists and give up every right', () => {
    expect(units.length).toBeGreaterThan(1);
    for (const unit of units) {
      const given = [...unit.matchAll(/^Environment=(.*)$/gm)].flatMap(([, line = '']) =>
        line.split(' ').map((pair) => pair.split('=')[0] ?? ''),
      );
      expect(given.filter((name) => name !== 'NODE_ENV' && !isSetting(name))).toEqual([]);
      expect(unit).toContain('NoNewPrivileges=yes');
      expect(unit).toMatch(/^User=kamerton$/m);
    }
  });
});

const podSchema = z.object({
  securityContext: z.object({ runAsNonRoot: z.literal(true) }),
  containers: z.array(
    z.object({
      volumeMounts: z.array(z.object({ name: z.string() })),
      securityContext: z.object({
        readOnlyRootFilesystem: z.literal(true),
        allowPrivilegeEscalation: z.literal(false),
        capabilities: z.object({ drop: z.tuple([z.literal('ALL')]) }),
      }),
    }),
  ),
  volumes: z.array(
    z.object({ name: z.string(), persistentVolumeClaim: z.object({ claimName: z.string() }).optional() }),
  ),
});
const labels = z.record(z.string(), z.string());
const deploymentSchema = z.object({
  kind: z.literal('Deployment'),
  spec: z.object({
    selector: z.object({ matchLabels: labels }),
    template: z.object({ metadata: z.object({ labels }), spec: podSchema }),
  }),
});
const objectSchema = z.object({ kind: z.string(), metadata: z.object({ name: z.string() }), data: labels.optional() });

describe('Kubernetes manifests', () => {
  const folder = 'scripts/deploy/kubernetes';
  const { resources } = z
    .object({ resources: z.array(z.string()) })
    .parse(parse(readFileSync(join(folder, 'kustomization.yaml'), 'utf8')));
  const objects = resources.flatMap((name) =>
    parseAllDocuments(readFileSync(join(folder, name), 'utf8')).map((one): unknown => one.toJS()),
  );
  const named = objects.map((one) => objectSchema.parse(one));

  it('are all in the kustomization', () => {
    expect(resources.sort()).toEqual(
      readdirSync(folder)
        .filter((name) => name !== 'kustomization.yaml')
        .sort(),
    );
  });

  it('set what exists', () => {
    const given = named.flatMap((one) => Object.keys(one.kind === 'ConfigMap' ? (one.data ?? {}) : {}));
    expect(given.length).toBeGreaterThan(8);
    expect(given.filter((name) => !isSetting(name))).toEqual([]);
  });

  it('hold pods that may do nothing more than they need, over volumes that are there', () => {
    const claims = named.filter((one) => one.kind === 'PersistentVolumeClaim').map((one) => one.metadata.name);
    const deployments = objects.flatMap((one) => deploymentSchema.safeParse(one).data ?? []);
    expect(deployments).toHaveLength(named.filter((one) => one.kind === 'Deployment').length);
    expect(deployments.length).toBe(2);
    for (const { spec } of deployments) {
      expect(spec.template.metadata.labels).toEqual(spec.selector.matchLabels);
      const { containers, volumes } = spec.template.spec;
      const mounted = containers.flatMap((one) => one.volumeMounts.map(({ name }) => name));
      expect(mounted.sort()).toEqual(volumes.map(({ name }) => name).sort());
      for (const { persistentVolumeClaim: claim } of volumes) if (claim) expect(claims).toContain(claim.claimName);
    }
  });
});
