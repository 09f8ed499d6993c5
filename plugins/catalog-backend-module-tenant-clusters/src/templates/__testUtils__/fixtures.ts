import { readdirSync, readFileSync } from 'node:fs';
import { join } from 'node:path';
import { parse } from 'yaml';
import type { OfferedXrd } from '../types';

export const FIXTURES = join(__dirname, '../__fixtures__');

export const fixtureNames = () => readdirSync(FIXTURES).sort();

interface XrdManifest {
  metadata: { name: string; annotations?: Record<string, string> };
  spec: {
    scope?: string;
    group: string;
    names: { kind: string; plural: string };
    claimNames?: { kind: string; plural: string };
    versions: {
      name: string;
      referenceable: boolean;
      schema: { openAPIV3Schema: Record<string, unknown> };
    }[];
  };
}

/** An XRD's manifest as the tenant-clusters plugin tells of it. */
export function offered(
  { metadata, spec }: XrdManifest,
  hub: { name: string; title: string } = {
    name: 'hub-eu',
    title: 'Hub Europe',
  },
): OfferedXrd {
  const { kind, plural } = spec.claimNames ?? spec.names;
  const ofXr = spec.scope === 'Namespaced' ? 'namespaced-xr' : 'cluster-xr';
  return {
    hub: hub.name,
    hubTitle: hub.title,
    definition: metadata.name,
    group: spec.group,
    kind,
    plural,
    form: spec.claimNames ? 'claim' : ofXr,
    cluster: false,
    annotations: metadata.annotations ?? {},
    versions: spec.versions.map(({ name, referenceable, schema }) => ({
      name,
      referenceable,
      schema: schema.openAPIV3Schema,
    })),
  };
}

export const readFixture = (name: string): OfferedXrd =>
  offered(parse(readFileSync(join(FIXTURES, name, 'xrd.yaml'), 'utf8')));

export const settings = {
  owner: 'group:default/platform-team',
  environments: ['dev', 'stage', 'prod'],
};
