import { KubeObject } from '../../store/types';
import { Failure } from '../runtime/FailurePlan';
import { hexDigest } from '../runtime/names';
import { awsService, identifierOf, profileOf } from './awsResource';

/**
 * The error a Terraform provider returns for a failed creation, as provider-upjet-aws wraps it: one diagnostic in
 * brackets, ending in an empty detail and path (`[{0 <summary>  []}]`).
 */
export function createFailure(
  object: KubeObject,
  failure: Failure,
  account: string,
): string {
  const summary = failure.message ?? awsSummary(object, failure.kind, account);
  return `async create failed: failed to create the resource: [{0 ${summary}  []}]`;
}

function awsSummary(
  object: KubeObject,
  kind: Failure['kind'],
  account: string,
): string {
  const { service, title, createCall } = profileOf(object);
  const name = nameOf(object);
  const { status, error } = apiError(object, kind, account);
  return `creating ${title} (${name}): operation error ${service}: ${createCall}, https response error StatusCode: ${status}, RequestID: ${requestId(
    object,
  )}, api error ${error}`;
}

function nameOf(object: KubeObject): string {
  return profileOf(object).idPrefix
    ? object.metadata.name
    : identifierOf(object);
}

/** Stable for one object, so that a retry does not look like news. */
function requestId(object: KubeObject): string {
  const hex = hexDigest(`${object.metadata.uid}/request`, 32);
  return [
    hex.slice(0, 8),
    hex.slice(8, 12),
    hex.slice(12, 16),
    hex.slice(16, 20),
    hex.slice(20),
  ].join('-');
}

function apiError(
  object: KubeObject,
  kind: Failure['kind'],
  account: string,
): { status: number; error: string } {
  const { createCall } = profileOf(object);
  const service = awsService(object.apiVersion);
  switch (kind) {
    case 'access-denied':
      return {
        status: 403,
        error: `AccessDenied: User: arn:aws:sts::${account}:assumed-role/crossplane-provider/sandbox is not authorized to perform: ${service}:${createCall} on resource: ${resourceArn(
          object,
          account,
        )} because no identity-based policy allows the ${service}:${createCall} action`,
      };
    case 'quota':
      return quotaError(object);
    case 'throttling':
      return { status: 400, error: 'Throttling: Rate exceeded' };
    case 'invalid-cidr':
      return {
        status: 400,
        error: `InvalidVpc.Range: The CIDR '${object.spec?.forProvider?.cidrBlock}' is invalid.`,
      };
    default:
      return {
        status: 503,
        error:
          'ServiceUnavailable: The service is unavailable. Please try again.',
      };
  }
}

function resourceArn(object: KubeObject, account: string): string {
  const service = awsService(object.apiVersion);
  const { region = 'us-east-1' } = object.spec?.forProvider ?? {};
  const regional = service === 'iam' ? '' : region;
  return `arn:aws:${service}:${regional}:${account}:${object.kind.toLowerCase()}/${nameOf(
    object,
  )}`;
}

function quotaError(object: KubeObject): { status: number; error: string } {
  switch (object.kind) {
    case 'VPC':
      return {
        status: 400,
        error: 'VpcLimitExceeded: The maximum number of VPCs has been reached.',
      };
    case 'Role':
      return {
        status: 409,
        error: 'LimitExceeded: Cannot exceed quota for RolesPerAccount: 1000',
      };
    case 'EIP':
      return {
        status: 400,
        error:
          'AddressLimitExceeded: The maximum number of addresses has been reached.',
      };
    default:
      return {
        status: 400,
        error: `ResourceLimitExceeded: Resource limit exceeded for ${object.kind}`,
      };
  }
}
