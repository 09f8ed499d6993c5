import { HubStore, KubeObject } from '../../store/types';
import { getIfServed } from '../runtime/objects';
import { awsService } from './awsResource';

const DEFAULT_ACCOUNT = '111122223333';

/** The message is provider-upjet-aws's, after `connect failed: `. */
export class ProviderConfigError extends Error {
  override name = 'ProviderConfigError';
}

/** The AWS account of a managed resource, from its ProviderConfig's role; a missing ProviderConfig is an error. */
export function accountOf(store: HubStore, object: KubeObject): string {
  if (!awsService(object.apiVersion)) return DEFAULT_ACCOUNT;
  const modern = object.apiVersion.includes('.aws.m.');
  const {
    name = 'default',
    kind = modern ? 'ClusterProviderConfig' : 'ProviderConfig',
  } = object.spec?.providerConfigRef ?? {};
  const group = modern ? 'aws.m.upbound.io' : 'aws.upbound.io';
  const config = getIfServed(store, {
    apiVersion: `${group}/v1beta1`,
    kind,
    name,
    ...(modern && kind === 'ProviderConfig'
      ? { namespace: object.metadata.namespace }
      : {}),
  });
  if (!config) {
    throw new ProviderConfigError(
      `cannot initialize the Terraform plugin SDK async external client: cannot get terraform setup: cannot get referenced Provider: ${name}: ${kind}.${group} "${name}" not found`,
    );
  }
  const roles = (config.spec?.assumeRoleChain ?? [])
    .map(({ roleARN }: { roleARN?: string }) => roleARN)
    .join(' ');
  return /arn:aws:iam::(\d{12}):/.exec(roles)?.[1] ?? DEFAULT_ACCOUNT;
}
