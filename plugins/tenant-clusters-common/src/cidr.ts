import ipaddr from 'ipaddr.js';

/** An IPv4 block as numbers, both ends included. @public */
export interface CidrBlock {
  first: number;
  last: number;
  prefix: number;
}

const toNumber = (octets: number[]) =>
  octets.reduce((sum, octet) => sum * 256 + octet, 0);

const toText = (value: number) =>
  [24, 16, 8, 0].map(shift => Math.floor(value / 2 ** shift) % 256).join('.');

/**
 * Parses an IPv4 block such as `10.42.0.0/16`. Undefined when it is none, or when bits are set after the prefix.
 * @public
 */
export function parseCidr(text: string): CidrBlock | undefined {
  const trimmed = text.trim();
  if (
    !/^\d+\.\d+\.\d+\.\d+\/\d+$/.test(trimmed) ||
    !ipaddr.IPv4.isValidCIDR(trimmed)
  ) {
    return undefined;
  }
  const [address, prefix] = ipaddr.IPv4.parseCIDR(trimmed);
  const first = toNumber(address.octets);
  const size = 2 ** (32 - prefix);
  if (first % size !== 0) {
    return undefined;
  }
  return { first, last: first + size - 1, prefix };
}

/** Writes a block as text. @public */
export function formatCidr(block: CidrBlock): string {
  return `${toText(block.first)}/${block.prefix}`;
}

/** Whether two blocks share an address. @public */
export function cidrsOverlap(left: CidrBlock, right: CidrBlock): boolean {
  return left.first <= right.last && right.first <= left.last;
}

/**
 * The lowest block of the given prefix length within `pool` that overlaps none of `taken`; undefined when the pool is full.
 * @public
 */
export function nextFreeCidr(options: {
  pool: CidrBlock;
  prefix: number;
  taken: CidrBlock[];
}): CidrBlock | undefined {
  const { pool, prefix, taken } = options;
  const size = 2 ** (32 - prefix);
  let first = Math.ceil(pool.first / size) * size;
  while (first + size - 1 <= pool.last) {
    const candidate = { first, last: first + size - 1, prefix };
    const start = candidate.first;
    const obstacle = taken.find(block =>
      cidrsOverlap(block, { ...candidate, first: start }),
    );
    if (!obstacle) {
      return candidate;
    }
    first = Math.floor(obstacle.last / size + 1) * size;
  }
  return undefined;
}
