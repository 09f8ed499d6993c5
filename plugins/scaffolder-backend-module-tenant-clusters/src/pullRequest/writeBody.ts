import { SPOKEPORT_TRAILERS } from '@spokeport/backstage-plugin-tenant-clusters-common';
import {
  readClaimManifests,
  type ClaimManifest,
} from '@spokeport/backstage-plugin-tenant-clusters-node';

/** Claims that YAML texts name, and others, as `group/Kind/namespace/name`, for the trailers. */
export function claimsOf(
  texts: string[],
  more: ClaimManifest[] = [],
): string[] {
  const claims = [...texts.flatMap(readClaimManifests), ...more].map(
    ({ group, kind, namespace, name }) =>
      // One line each: a name with a line break in it would write a trailer of its own.
      [group, kind, namespace ?? '', name].join('/').replace(/\s+/g, ' '),
  );
  return [...new Set(claims)].sort();
}

/** A pull request's body: what people say, then the trailers. */
export function writeBody(options: {
  description: string;
  requester?: string;
  hub?: string;
  claims: string[];
}): string {
  const trailers = [
    options.requester &&
      `${SPOKEPORT_TRAILERS.requester}: ${options.requester}`,
    options.hub && `${SPOKEPORT_TRAILERS.hub}: ${options.hub}`,
    ...options.claims.map(claim => `${SPOKEPORT_TRAILERS.claim}: ${claim}`),
  ].filter(Boolean);
  return [options.description.trim(), trailers.join('\n')]
    .filter(Boolean)
    .join('\n\n');
}
