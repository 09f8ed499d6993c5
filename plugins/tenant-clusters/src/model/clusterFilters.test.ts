import {
  NO_FILTERS,
  isFiltered,
  readClusterFilters,
  toClusterQuery,
  writeClusterFilters,
} from './clusterFilters';

const read = (address: string) =>
  readClusterFilters(new URLSearchParams(address));

describe('clusterFilters', () => {
  it('survives the way through the address', () => {
    const filters = {
      ...NO_FILTERS,
      text: 'a&b=ç',
      tenant: ['orders', 'payments'],
      state: ['Blocked' as const],
      sort: 'age' as const,
      group: 'tenant' as const,
    };
    expect(readClusterFilters(writeClusterFilters(filters))).toEqual(filters);
  });

  it('writes nothing for the defaults', () => {
    expect(writeClusterFilters(NO_FILTERS).toString()).toBe('');
  });

  it.each([
    { address: 'state=Broken', reason: 'a state there is none of' },
    { address: 'sort=colour&group=mood', reason: 'an unknown sort and group' },
    { address: 'tenant=&text=', reason: 'empty values' },
    { address: 'utm_source=x', reason: 'a parameter of someone else' },
  ])('ignores $reason', ({ address }) => {
    expect(read(address)).toEqual(NO_FILTERS);
  });

  it('cuts a text that the API would refuse', () => {
    expect(read(`text=${'x'.repeat(500)}`).text).toHaveLength(200);
  });

  it('knows what narrows the list', () => {
    expect(isFiltered(read('sort=name&group=tenant'))).toBe(false);
    expect(isFiltered(read('hub=hub-eu'))).toBe(true);
  });

  it('asks the API only for what is set', () => {
    expect(toClusterQuery(read('state=Ready&state=Blocked'))).toEqual({
      text: undefined,
      tenant: undefined,
      environment: undefined,
      state: ['Blocked', 'Ready'],
      hub: undefined,
      owner: undefined,
      sort: 'attention',
      order: 'asc',
    });
    expect(toClusterQuery(read('sort=age')).order).toBe('desc');
  });
});
