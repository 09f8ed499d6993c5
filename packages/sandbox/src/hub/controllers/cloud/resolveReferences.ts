import { cloneJson } from '../../store/cloneJson';
import { HubStore, KubeObject } from '../../store/types';
import { isTrue } from '../runtime/conditions';
import { isMap } from '../runtime/fieldPath';
import {
  controllerOf,
  groupOf,
  hasLabels,
  listIfServed,
} from '../runtime/objects';
import { EXTERNAL_NAME, identifierOf } from './awsResource';

/** What a reference field of `forProvider` points to, by the field's name. */
const TARGETS: Record<string, string> = {
  vpcId: 'ec2/VPC',
  subnetId: 'ec2/Subnet',
  routeTableId: 'ec2/RouteTable',
  gatewayId: 'ec2/InternetGateway',
  internetGatewayId: 'ec2/InternetGateway',
  natGatewayId: 'ec2/NATGateway',
  allocationId: 'ec2/EIP',
  securityGroupId: 'ec2/SecurityGroup',
  sourceSecurityGroupId: 'ec2/SecurityGroup',
  roleArn: 'iam/Role',
  nodeRoleArn: 'iam/Role',
  role: 'iam/Role',
  policyArn: 'iam/Policy',
  clusterName: 'eks/Cluster',
  bucket: 's3/Bucket',
  dbSubnetGroupName: 'rds/SubnetGroup',
  kmsKeyId: 'kms/Key',
};

/** Kinds whose subnets and security groups are lists. */
const WITH_LISTS = [
  'Cluster',
  'NodeGroup',
  'FargateProfile',
  'SubnetGroup',
  'Instance',
  'VPCEndpoint',
];

/** The message is the one of crossplane-runtime's resolver, after `cannot resolve references: `. */
export class UnresolvedReferenceError extends Error {
  override name = 'UnresolvedReferenceError';
}

/**
 * `spec.forProvider` with its references and selectors resolved to identifiers, or an {@link UnresolvedReferenceError}.
 * What is set already stays.
 */
export function resolveReferences(
  store: HubStore,
  object: KubeObject,
): Record<string, any> {
  const resolved = cloneJson(object.spec?.forProvider ?? {});
  resolveMap(store, object, resolved, 'mg.Spec.ForProvider');
  return resolved;
}

function resolveMap(
  store: HubStore,
  object: KubeObject,
  map: Record<string, any>,
  path: string,
) {
  for (const [field, value] of Object.entries(map)) {
    const match = /^(\w+?)(Ref|Refs|Selector)$/.exec(field);
    if (match && TARGETS[match[1]]) {
      resolveField(store, object, { map, base: match[1], path });
    } else if (Array.isArray(value)) {
      value.forEach((item, index) => {
        if (isMap(item)) {
          resolveMap(
            store,
            object,
            item,
            `${path}.${goName(field)}[i${index}]`,
          );
        }
      });
    } else if (isMap(value)) {
      resolveMap(store, object, value, `${path}.${goName(field)}`);
    }
  }
}

function resolveField(
  store: HubStore,
  object: KubeObject,
  place: { map: Record<string, any>; base: string; path: string },
) {
  const { map, base, path } = place;
  const isList =
    map[`${base}Refs`] !== undefined ||
    (['subnetId', 'securityGroupId'].includes(base) &&
      WITH_LISTS.includes(object.kind));
  const field = isList ? `${base}s` : base;
  if (map[field] !== undefined) return;
  const where = `${path}.${goName(field)}`;
  const targets = targetsOf(store, object, { map, base, where });
  const values = targets.map(target => valueOf(target, base));
  if (values.length === 0) {
    throw new UnresolvedReferenceError(
      `${where}: no resources matched selector`,
    );
  }
  if (values.some(value => !value)) {
    throw new UnresolvedReferenceError(
      `${where}: referenced field was empty (referenced resource may not yet be ready)`,
    );
  }
  map[field] = isList ? values : values[0];
  const refs = targets.map(({ metadata }) => ({ name: metadata.name }));
  if (isList) map[`${base}Refs`] = refs;
  else [map[`${base}Ref`]] = refs;
}

function targetsOf(
  store: HubStore,
  object: KubeObject,
  place: { map: Record<string, any>; base: string; where: string },
): KubeObject[] {
  const { map, base, where } = place;
  const candidates = candidatesFor(store, object, TARGETS[base]);
  const refs = map[`${base}Refs`] ?? [map[`${base}Ref`]].filter(Boolean);
  if (refs.length > 0) {
    return refs.map((ref: { name: string }) => {
      const found = candidates.find(
        ({ metadata }) => metadata.name === ref.name,
      );
      if (!found) {
        throw new UnresolvedReferenceError(
          `${where}: cannot get referenced resource: ${notFound(
            object,
            TARGETS[base],
            ref.name,
          )}`,
        );
      }
      return found;
    });
  }
  const selector = map[`${base}Selector`] ?? {};
  const owner = controllerOf(object)?.uid;
  return candidates.filter(
    candidate =>
      hasLabels(candidate, selector.matchLabels) &&
      (!selector.matchControllerRef || controllerOf(candidate)?.uid === owner),
  );
}

function notFound(object: KubeObject, target: string, name: string): string {
  const [service, kind] = target.split('/');
  const family = groupOf(object.apiVersion).replace(/^[^.]+\./, '');
  return `${kind}.${service}.${family} "${name}" not found`;
}

function candidatesFor(
  store: HubStore,
  object: KubeObject,
  target: string,
): KubeObject[] {
  const [service, kind] = target.split('/');
  const family = groupOf(object.apiVersion).replace(/^[^.]+\./, '');
  const type = store
    .resourceTypes()
    .find(
      ({ group, kind: served }) =>
        served === kind && group === `${service}.${family}`,
    );
  if (!type) return [];
  return listIfServed(store, {
    apiVersion: `${type.group}/${type.version}`,
    kind,
    ...(type.namespaced ? { namespace: object.metadata.namespace } : {}),
  });
}

/** Known only once the referenced resource is up. */
function valueOf(target: KubeObject, base: string): string | undefined {
  if (!isTrue(target, 'Ready')) return undefined;
  if (/Arn$/.test(base)) return target.status?.atProvider?.arn;
  return target.metadata.annotations?.[EXTERNAL_NAME] ?? identifierOf(target);
}

/** A field's name in the provider's Go types: `vpcId` → VPCID, `subnetIds` → SubnetIds. */
function goName(field: string): string {
  const name = field
    .replace(/^vpc/, 'VPC')
    .replace(/^kms/, 'KMS')
    .replace(/Id$/, 'ID');
  return name[0].toUpperCase() + name.slice(1);
}
