import {
  cidrsOverlap,
  formatCidr,
  nextFreeCidr,
  parseCidr,
  type AvailabilityAnswer,
  type CidrBlock,
  type Sentence,
} from '@spokeport/backstage-plugin-tenant-clusters-common';
import type { ApiSettings } from '../ApiSettings';
import type { TakenSubject } from './TakenSubject';

const blockOf = (text: string | undefined) =>
  text === undefined ? undefined : parseCidr(text);

/**
 * Is this block free on the hub? It may overlap no cluster's, no open request's and no reserved block. A subject does not
 * collide with itself: asking again for the same cluster finds its own block free. Always proposes the next free block.
 */
export function checkCidr(options: {
  cidr: string;
  /** The cluster that the block is for, where it has a name already. */
  subject?: { namespace?: string; name?: string };
  subjects: TakenSubject[];
  network: ApiSettings['network'];
  complete: boolean;
}): AvailabilityAnswer {
  const { cidr, subject, subjects, network, complete } = options;
  const others = subjects.filter(
    other =>
      other.name !== subject?.name || other.namespace !== subject?.namespace,
  );
  const taken = others.flatMap(other => {
    const block = blockOf(other.cidr);
    return block ? [{ block, other }] : [];
  });
  const reserved = network.reserved.flatMap(text => blockOf(text) ?? []);
  const pool = blockOf(network.pool);
  const wanted = parseCidr(cidr);
  const free = nextFree({
    pool,
    prefix: wanted?.prefix ?? network.prefix,
    taken: [...taken.map(({ block }) => block), ...reserved],
  });
  const answer = (
    status: AvailabilityAnswer['status'],
    reason?: Sentence,
  ): AvailabilityAnswer => ({
    value: cidr,
    status,
    ...(reason && { reason }),
    ...(free && { nextFree: free }),
  });

  if (!wanted) {
    return answer('invalid', {
      id: 'cidr.invalid',
      text: 'This is no IPv4 block; write it like 10.42.0.0/16, with no bits set after the prefix.',
    });
  }
  if (pool && (wanted.first < pool.first || wanted.last > pool.last)) {
    return answer('invalid', {
      id: 'cidr.outside-pool',
      text: `The block is outside of ${formatCidr(
        pool,
      )}, from which clusters get theirs.`,
      values: { pool: formatCidr(pool) },
    });
  }
  if (reserved.some(block => cidrsOverlap(block, wanted))) {
    return answer('taken', {
      id: 'cidr.reserved',
      text: 'The block overlaps one that is reserved.',
    });
  }
  const holders = taken.filter(({ block }) => cidrsOverlap(block, wanted));
  const holder = holders.find(({ other }) => other.readable) ?? holders[0];
  return holder
    ? answer('taken', overlaps(holder))
    : answer(complete ? 'free' : 'unknown');
}

function nextFree(options: {
  pool: CidrBlock | undefined;
  prefix: number;
  taken: CidrBlock[];
}): string | undefined {
  const { pool, prefix, taken } = options;
  const block = pool && nextFreeCidr({ pool, prefix, taken });
  return block && formatCidr(block);
}

function overlaps(holder: { block: CidrBlock; other: TakenSubject }): Sentence {
  const { namespace, name, readable } = holder.other;
  return readable
    ? {
        id: 'cidr.overlaps-cluster',
        text: `The block overlaps ${formatCidr(
          holder.block,
        )} of ${namespace}/${name}.`,
        values: { namespace, name, cidr: formatCidr(holder.block) },
      }
    : {
        id: 'cidr.overlaps',
        text: 'The block overlaps one that another cluster uses.',
      };
}
