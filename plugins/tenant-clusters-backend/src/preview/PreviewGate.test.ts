import { PreviewGate } from './PreviewGate';

/** Work that goes on until it is told to end. */
class Work {
  readonly log: string[] = [];
  readonly #ends = new Map<string, () => void>();

  begin = (name: string) => () => {
    this.log.push(`begins ${name}`);
    return new Promise<string>(resolve =>
      this.#ends.set(name, () => resolve(name)),
    );
  };

  end(name: string): void {
    this.#ends.get(name)!();
  }
}

const never = () => new AbortController().signal;

describe('PreviewGate', () => {
  let work: Work;
  let gate: PreviewGate;

  beforeEach(() => {
    work = new Work();
    gate = new PreviewGate({ total: 2, queue: 2 });
  });

  const pass = (person: string, name: string, signal = never()) =>
    gate.pass(person, signal, work.begin(name));

  /** What is due has happened: promises are settled before any timer. */
  const settled = () => new Promise(resolve => setImmediate(resolve));

  it('runs one at a time for a person, and others beside it', async () => {
    const first = pass('ana', 'a1');
    const second = pass('ana', 'a2');
    const other = pass('davi', 'd1');
    await settled();
    expect(work.log).toEqual(['begins a1', 'begins d1']);
    work.end('a1');
    await expect(first).resolves.toBe('a1');
    await settled();
    expect(work.log).toContain('begins a2');
    work.end('a2');
    work.end('d1');
    await expect(Promise.all([second, other])).resolves.toEqual(['a2', 'd1']);
  });

  it('keeps only the newest of those of one person that wait', async () => {
    const running = pass('ana', 'a1');
    const replaced = pass('ana', 'a2');
    const newest = pass('ana', 'a3');
    await expect(replaced).rejects.toMatchObject({ name: 'ConflictError' });
    work.end('a1');
    await running;
    await settled();
    work.end('a3');
    await expect(newest).resolves.toBe('a3');
    expect(work.log).toEqual(['begins a1', 'begins a3']);
  });

  it('runs no more than a few in all, and lets no more wait than it should', async () => {
    const running = ['ana', 'davi'].map(person => pass(person, person));
    const waiting = ['lia', 'bruno'].map(person => pass(person, person));
    await expect(pass('carla', 'carla')).rejects.toMatchObject({
      name: 'ServiceUnavailableError',
    });
    await settled();
    expect(work.log).toEqual(['begins ana', 'begins davi']);
    work.end('ana');
    await running[0];
    await settled();
    expect(work.log).toEqual(['begins ana', 'begins davi', 'begins lia']);
    work.end('davi');
    await settled();
    work.end('lia');
    work.end('bruno');
    await Promise.all([...running, ...waiting]);
  });

  it('never begins what nobody waits for, and gives its place to the next', async () => {
    const gone = new AbortController();
    const running = pass('ana', 'a1');
    const left = pass('ana', 'a2', gone.signal);
    gone.abort(new Error('gone'));
    await expect(left).rejects.toThrow('gone');
    await expect(pass('ana', 'a3', gone.signal)).rejects.toThrow('gone');
    work.end('a1');
    await running;
    const next = pass('ana', 'a4');
    await settled();
    work.end('a4');
    await next;
    expect(work.log).toEqual(['begins a1', 'begins a4']);
  });

  it('lets the next in when work fails', async () => {
    await expect(
      gate.pass('ana', never(), async () => {
        throw new Error('broken');
      }),
    ).rejects.toThrow('broken');
    const next = pass('ana', 'a1');
    await settled();
    work.end('a1');
    await expect(next).resolves.toBe('a1');
  });
});
