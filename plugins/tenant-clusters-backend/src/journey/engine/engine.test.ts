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
  const found = (tree: string[], beside: string[] = []) => ({
    tree: new Map(tree.map(uid => [uid, 0])),
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

  it('keeps what moves between a tree and what is beside it', () => {
    const dependents = new Dependents();
    dependents.replace('a', nothing, found(['x'], ['y']));
    dependents.replace('a', found(['x'], ['y']), found(['y'], ['x']));
    expect([...dependents.of('x')]).toEqual(['a']);
    expect([...dependents.of('y')]).toEqual(['a']);
  });

  it('keeps a tree that stayed while what is beside it changes', () => {
    const dependents = new Dependents();
    const { tree } = found(['x']);
    const before = { tree, beside: new Set(['y']) };
    const after = { tree, beside: new Set(['z']) };
    dependents.replace('a', nothing, before);
    dependents.replace('a', before, after);
    expect(['x', 'y', 'z'].map(token => [...dependents.of(token)])).toEqual([
      ['a'],
      [],
      ['a'],
    ]);
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
