import { SPOKEPORT_TRAILERS } from '@spokeport/backstage-plugin-tenant-clusters-common';

/** What a pull request's body states about itself. Shown as stated; it authorises nothing. */
export interface RequestTrailers {
  requester?: string;
  hub?: string;
  claims: string[];
}

/**
 * Reads the trailers of a pull request's body: lines `Key: value`, as `git interpret-trailers` writes them. They are looked
 * for anywhere, since people and bots append to bodies; the last one of a key wins, claims add up.
 */
export function readTrailers(body: string | null | undefined): RequestTrailers {
  const trailers: RequestTrailers = { claims: [] };
  for (const line of (body ?? '').split(/\r?\n/)) {
    const [, key, rest] = /^([A-Za-z-]+):\s(.*)$/.exec(line) ?? [];
    const value = rest?.trim();
    if (!value) {
      continue;
    }
    if (key === SPOKEPORT_TRAILERS.requester) {
      trailers.requester = value;
    } else if (key === SPOKEPORT_TRAILERS.hub) {
      trailers.hub = value;
    } else if (key === SPOKEPORT_TRAILERS.claim) {
      trailers.claims.push(value);
    }
  }
  return trailers;
}
