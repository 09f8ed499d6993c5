import {
  cidrsOverlap,
  parseCidr,
  SPOKEPORT_TRAILERS,
} from '@spokeport/backstage-plugin-tenant-clusters-common';
import {
  readClaimManifests,
  type ClaimManifest,
} from '@spokeport/backstage-plugin-tenant-clusters-node';
import { isRecord } from '../manifest/isRecord';
import type { ClaimChanges } from './claimChanges';
import type { ProposedFile, StandingPullRequest } from './types';

/** A claim with a block of addresses, which no other may overlap. Such a claim is a cluster: its name is unique on its hub, too. */
export interface NetworkStatement {
  cidr: string;
  /** `group/Kind/namespace/name`. */
  claim: string;
}

const nameOf = (claim: string) => claim.split('/').pop() ?? claim;

/** The block that a claim states, where the platform's own kinds keep it. */
function networkOf({ content }: ClaimManifest): string | undefined {
  const { spec } = content;
  const network = isRecord(spec) ? spec.network : undefined;
  const cidr = isRecord(network) ? network.cidr : undefined;
  return typeof cidr === 'string' && parseCidr(cidr) ? cidr.trim() : undefined;
}

function networksOf(manifests: ClaimManifest[]): NetworkStatement[] {
  return manifests.flatMap(manifest => {
    const { group, kind, namespace = '', name } = manifest;
    const cidr = networkOf(manifest);
    const claim = [group, kind, namespace, name].join('/');
    // One line and no blanks: what is no name of Kubernetes is refused elsewhere, and names nothing here.
    return cidr && !/\s/.test(claim) ? [{ cidr, claim }] : [];
  });
}

/** The networks that a proposal is the first to ask for: of new claims, and those that changed. */
export function newNetworks(
  { added, changed }: ClaimChanges,
  files: ProposedFile[],
): NetworkStatement[] {
  const before = new Map(
    networksOf(changed).map(({ claim, cidr }) => [claim, cidr]),
  );
  const texts = files.flatMap(({ path, content }) =>
    content && /\.ya?ml$/.test(path) ? [content.toString('utf8')] : [],
  );
  const after = networksOf(texts.flatMap(readClaimManifests));
  return [
    ...networksOf(added),
    ...after.filter(
      ({ claim, cidr }) => before.has(claim) && before.get(claim) !== cidr,
    ),
  ];
}

/** Networks as lines of a pull request's body. */
export const networkTrailers = (networks: NetworkStatement[]) =>
  networks.map(
    ({ cidr, claim }) => `${SPOKEPORT_TRAILERS.network}: ${cidr} ${claim}`,
  );

/** Networks that a pull request's body states. */
export function networksOfBody(body: string): NetworkStatement[] {
  const prefix = `${SPOKEPORT_TRAILERS.network}: `;
  return body.split(/\r?\n/).flatMap(line => {
    const [cidr, claim, ...rest] = line.startsWith(prefix)
      ? line.slice(prefix.length).split(' ')
      : [];
    return cidr && claim && rest.length === 0 ? [{ cidr, claim }] : [];
  });
}

/** The hub that a pull request's body states. */
const hubOfBody = (body: string) =>
  body
    .split(/\r?\n/)
    .find(line => line.startsWith(`${SPOKEPORT_TRAILERS.hub}: `))
    ?.slice(SPOKEPORT_TRAILERS.hub.length + 2);

/** A body with other networks than it had; everything else stays as people left it. */
export function replaceNetworks(
  body: string,
  networks: NetworkStatement[],
): string {
  const kept = body
    .split('\n')
    .filter(line => !line.startsWith(`${SPOKEPORT_TRAILERS.network}: `));
  return [...kept, ...networkTrailers(networks)].join('\n').trim();
}

/** How what is asked for meets what another open pull request asks for, as sentences; none where it does not. */
export function collisions(
  networks: NetworkStatement[],
  hub: string | undefined,
  other: StandingPullRequest,
): string[] {
  if (hubOfBody(other.body) !== hub) {
    return [];
  }
  return networksOfBody(other.body).flatMap(theirs =>
    networks
      .filter(({ claim }) => claim !== theirs.claim)
      .flatMap(({ claim, cidr }) => {
        const [own, block] = [parseCidr(cidr), parseCidr(theirs.cidr)];
        return [
          ...(own && block && cidrsOverlap(own, block)
            ? [`${cidr} overlaps ${theirs.cidr}`]
            : []),
          ...(nameOf(claim) === nameOf(theirs.claim)
            ? [`it asks for the name ${nameOf(claim)}, too`]
            : []),
        ];
      }),
  );
}
