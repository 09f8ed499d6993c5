import { Dependents } from './Dependents';
import { DueTimes } from './DueTimes';
import { OwnerWatch } from './OwnerWatch';

describe('DueTimes', () => {
  it('gives out what is due, each key once and with the time that it has now', () => {
    const due = new DueTimes();
    due.set('late', 30);
    due.set('early', 10);
    due.set('moved', 5);
    due.set('moved', 40);
    due.set('dropped', 1);
    due.set('dropped', undefined);
    expect(due.take(9)).toEqual([]);
    expect(due.take(30)).toEqual(['early', 'late']);
    expect(due.take(30)).toEqual([]);
    expect(due.take(40)).toEqual(['moved']);
  });

  it('keeps the order of many, however often they are given another time', () => {
    const due = new DueTimes();
    const times = new Map<string, number>();
    for (let round = 0; round < 10; round++) {
      for (let index = 0; index < 200; index++) {
        const at = (index * 7919 + round * 104729) % 1000;
        due.set(`key-${index}`, at);
        times.set(`key-${index}`, at);
      }
    }
    const taken: string[] = [];
    for (let now = 0; now < 1000; now += 10) {
      taken.push(...due.take(now));
    }
    taken.push(...due.take(1000));
    expect(taken).toHaveLength(200);
    const order = taken.map(key => times.get(key)!);
    expect(order).toEqual([...order].sort((one, other) => one - other));
  });
});

describe('Dependents', () => {
  const found = (
    tree: string[],
    beside: string[] = [],
    facts: string[] = [],
  ) => ({
    tree: new Map(tree.map(uid => [uid, 0])),
    facts: new Set(facts),
    beside: new Set(beside),
  });
  const nothing = found([]);

  it('knows who depends on what, one or many', () => {
    const dependents = new Dependents();
    dependents.replace('a', nothing, found([], ['x', 'y']));
    dependents.replace('b', nothing, found(['y']));
    expect([...dependents.of('x')]).toEqual(['a']);
    expect([...dependents.of('y')]).toEqual(['a', 'b']);
    dependents.replace('a', found([], ['x', 'y']), found(['z']));
    expect([...dependents.of('x')]).toEqual([]);
    expect([...dependents.of('y')]).toEqual(['b']);
    dependents.replace('b', found(['y']), nothing);
    expect([...dependents.of('y')]).toEqual([]);
  });

  it('keeps what moves between a tree, the facts and what is beside them', () => {
    const dependents = new Dependents();
    const before = found(['x'], ['y'], ['z']);
    dependents.replace('a', nothing, before);
    dependents.replace('a', before, found(['y'], ['z'], ['x']));
    for (const token of ['x', 'y', 'z']) {
      expect([...dependents.of(token)]).toEqual(['a']);
    }
  });

  it('keeps a tree and facts that stayed while what is beside them changes', () => {
    const dependents = new Dependents();
    const { tree, facts } = found(['x'], [], ['w']);
    const before = { tree, facts, beside: new Set(['y']) };
    const after = { tree, facts, beside: new Set(['z']) };
    dependents.replace('a', nothing, before);
    dependents.replace('a', before, after);
    const of = (token: string) => [...dependents.of(token)];
    expect(['w', 'x', 'y', 'z'].map(of)).toEqual([['a'], ['a'], [], ['a']]);
  });
});

describe('OwnerWatch', () => {
  it('asks once a tenant, and names the views of those with another owner', () => {
    const asked: string[] = [];
    const owners = new Map([['payments', 'group:default/payments']]);
    const watch = new OwnerWatch(tenant => {
      asked.push(tenant);
      return owners.get(tenant);
    });
    const owner = 'group:default/payments';
    watch.set('one', { tenant: 'payments', owner });
    watch.set('two', { tenant: 'payments', owner });
    watch.set('other', { tenant: 'orders' });
    expect(watch.changed()).toEqual([]);
    expect(asked).toEqual(['payments', 'orders']);
    owners.set('payments', 'group:default/billing');
    watch.set('two', { tenant: 'orders' });
    expect(watch.changed()).toEqual(['one']);
    expect(watch.changed()).toEqual([]);
    watch.set('one', undefined);
    owners.set('payments', 'group:default/others');
    expect(watch.changed()).toEqual([]);
  });
});
