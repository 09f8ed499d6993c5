import { mockServices } from '@backstage/backend-test-utils';
import type { ParsedFile } from './parseChangedFile';
import type { PullFacts } from './pullFacts';
import { ASKED_PER_POLL, PullMemory } from './PullMemory';
import { MAX_OPEN, type PullRequestReader } from './PullRequestReader';

const pull = (number: number): PullFacts => ({
  number,
  url: `https://git.example.org/acme/platform/pull/${number}`,
  title: `Request ${number}`,
  open: true,
  draft: false,
  author: 'spokeport-bot',
  branch: `b-${number}`,
  base: 'main',
  headSha: 'a'.repeat(40),
  baseSha: 'b'.repeat(40),
  createdAt: '2026-11-21T10:00:00Z',
  updatedAt: '2026-11-21T10:00:00Z',
  mergeableState: 'clean',
  autoMerge: false,
  requestedReviewers: [],
});

/** A repository with so many open requests, all of which touch claims; counts what is asked of each. */
function repositoryWith(count: number) {
  const open = Array.from({ length: count }, (_, index) => pull(index + 1));
  const asked: number[] = [];
  let listed = false;
  const reader: Partial<PullRequestReader> = {
    open: async () => {
      const changed = !listed;
      listed = true;
      return changed ? open : undefined;
    },
    ended: async () => undefined,
    files: async () => [
      { path: 'a.yaml', base: [], head: [], renders: false } as ParsedFile,
    ],
    facts: async number => {
      asked.push(number);
      return { pull: pull(number), reviews: [] };
    },
    forget: () => {},
  };
  return { reader: reader as PullRequestReader, asked };
}

const memory = () =>
  new PullMemory({
    repository: 'acme/platform',
    branch: 'main',
    wants: () => true,
    touches: () => true,
    logger: mockServices.logger.mock(),
  });

const everything = { hinted: new Set<number>(), onlyHinted: false };

describe('PullMemory', () => {
  it('asks about a bounded number of quiet requests a poll, each in its turn', async () => {
    const count = 2 * ASKED_PER_POLL + 10;
    const { reader, asked } = repositoryWith(count);
    const pulls = memory();
    await pulls.refresh(reader, everything);
    expect(asked).toHaveLength(count);
    asked.length = 0;
    for (const expected of [1, 2, 3]) {
      await pulls.refresh(reader, everything);
      expect(asked).toHaveLength(expected * ASKED_PER_POLL);
    }
    expect(new Set(asked).size).toBe(count);
  });

  it('asks in a poll for a webhook about what that named alone', async () => {
    const { reader, asked } = repositoryWith(20);
    const pulls = memory();
    await pulls.refresh(reader, everything);
    asked.length = 0;
    await pulls.refresh(reader, { hinted: new Set([7]), onlyHinted: true });
    expect(asked).toEqual([7]);
  });

  it('knows whether it saw all that are open', async () => {
    const few = memory();
    await few.refresh(repositoryWith(3).reader, everything);
    expect(few.complete).toBe(true);
    const many = memory();
    await many.refresh(repositoryWith(MAX_OPEN).reader, everything);
    expect(many.complete).toBe(false);
    expect(many.sources).toHaveLength(MAX_OPEN);
  });
});
