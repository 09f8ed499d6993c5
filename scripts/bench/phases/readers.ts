import type { BenchProcess } from '../BenchProcess.ts';
import type { Lab } from '../Lab.ts';
import { platformEngineer, productEngineer } from '../people.ts';
import type { SeenMark } from '../processes/StreamReader.ts';

/** What open streams have seen. */
export interface SeenReading {
  now: number;
  open: number;
  messages: number;
  bytes: number;
  seen: SeenMark[];
}

export function startReader(lab: Lab): Promise<BenchProcess> {
  return lab.start({
    name: 'reader',
    role: 'reader',
    script: 'scripts/bench/processes/reader.ts',
  });
}

/** Tokens of platform engineers, who see everything. */
export function platformTokens(lab: Lab, count: number): Promise<string[]> {
  return Promise.all(
    Array.from({ length: count }, (_, index) =>
      lab.people.token(platformEngineer(index)),
    ),
  );
}

/** Tokens of product engineers, each of one tenant, whose clusters alone they see. */
export function tenantTokens(lab: Lab, count: number): Promise<string[]> {
  const { tenants } = lab.fleet;
  return Promise.all(
    Array.from({ length: count }, (_, index) =>
      lab.people.token(productEngineer(index, tenants[index % tenants.length])),
    ),
  );
}

export const seconds = (count: number) =>
  new Promise(resolve => setTimeout(resolve, count * 1_000));
