import { runChaosSeed } from './__testUtils__/chaos';

it.each([1, 2, 3, 4, 5, 6, 7, 8, 9, 10])(
  'equals the hub after every fault, and reports nothing deleted that was not: seed %i',
  async seed => {
    const { divergences, falseDeletes } = await runChaosSeed(seed);
    expect(falseDeletes).toEqual([]);
    expect(divergences).toEqual([]);
  },
  20_000,
);
