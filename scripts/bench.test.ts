import assert from 'node:assert/strict';
import { execFile } from 'node:child_process';
import { once } from 'node:events';
import { mkdtempSync, readFileSync, rmSync, writeFileSync } from 'node:fs';
import { createServer, type IncomingMessage } from 'node:http';
import type { AddressInfo } from 'node:net';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { after, before, describe, it } from 'node:test';
import { PHASES, readBenchOptions } from './bench/BenchOptions.ts';
import { formatValue, verdictOf, type Figure } from './bench/Figure.ts';
import { ForgeGate } from './bench/git/ForgeGate.ts';
import { growthPercent } from './bench/phases/measureStreams.ts';
import { modelDelays, streamDelays } from './bench/phases/measureSteady.ts';
import type { GrowthPoint } from './bench/phases/measureGrowth.ts';
import { svgChart } from './bench/report/svgChart.ts';
import { formatTable } from './bench/report/table.ts';
import { textChart } from './bench/report/textChart.ts';
import type { BenchReport } from './bench/runBench.ts';
import { percentile, slope } from './bench/statistics.ts';
import { parse } from 'yaml';
import { PortalError } from './lib/PortalError.ts';
import { ROOT, statePaths } from './lib/paths.ts';
import { writeFleetConfig } from './lib/writeFleetConfig.ts';

describe('the options of bench', () => {
  it('measure size L and everything but chaos unless told otherwise', () => {
    const options = readBenchOptions([]);
    assert.ok(options !== 'help');
    assert.equal(options.size, 'L');
    assert.equal(options.rate, 250);
    assert.deepEqual(
      [...options.phases],
      PHASES.filter(phase => phase !== 'chaos'),
    );
  });

  it('run chaos alone where that is asked for', () => {
    const options = readBenchOptions(['chaos', '--seeds', '12']);
    assert.ok(options !== 'help');
    assert.deepEqual([...options.phases], ['chaos']);
    assert.equal(options.seeds, 12);
  });

  const REFUSED: { args: string[]; sentence: RegExp; reason: string }[] = [
    {
      args: ['--size', 'XXL'],
      sentence: /--size needs one of XS, S, M, L/,
      reason: 'a size that there is not',
    },
    {
      args: ['--only', 'cold,warm'],
      sentence: /no measure 'warm'/,
      reason: 'a measure that there is not',
    },
    {
      args: ['--rounds', '0'],
      sentence: /--rounds needs a whole number above 0/,
      reason: 'no round at all',
    },
    {
      args: ['--seconds', 'ten'],
      sentence: /--seconds needs a whole number/,
      reason: 'no number',
    },
    {
      args: ['disorder'],
      sentence: /knows nothing of 'disorder'/,
      reason: 'another word than chaos',
    },
    {
      args: ['--speed', '9'],
      sentence: /'--speed'/,
      reason: 'an option of another command',
    },
  ];
  for (const { args, sentence, reason } of REFUSED) {
    it(`refuse ${reason}`, () => {
      assert.throws(
        () => readBenchOptions(args),
        (error: Error) => {
          assert.ok(error instanceof PortalError);
          assert.match(error.message, sentence);
          return true;
        },
      );
    });
  }
});

describe('what bench makes of its readings', () => {
  it('takes percentiles, slopes and growth as defined', () => {
    assert.equal(percentile([5, 1, 4, 2, 3], 50), 3);
    assert.equal(percentile([1, 2, 3, 4], 95), 4);
    assert.ok(Number.isNaN(percentile([], 95)));
    assert.equal(
      slope([
        { x: 0, y: 1 },
        { x: 1, y: 3 },
        { x: 2, y: 5 },
      ]),
      2,
    );
    assert.equal(growthPercent([100, 100, 105, 105, 110, 110]), 10);
  });

  it('finds an event again by its version, and by what a stream shows', () => {
    const sent = [
      { hub: 'a', resourceVersion: 7, at: 100, change: 'managed' },
      {
        hub: 'b',
        resourceVersion: 7,
        at: 110,
        change: 'claim',
        kubernetesVersion: '1.33.7-1',
      },
      { hub: 'a', resourceVersion: 8, at: 120, change: 'managed' },
    ];
    assert.deepEqual(
      modelDelays(sent, [
        { hub: 'b', resourceVersion: 7, at: 113 },
        { hub: 'a', resourceVersion: 7, at: 101 },
      ]),
      [1, 3],
    );
    assert.deepEqual(
      streamDelays(sent, [
        { kubernetesVersion: '1.33.7-1', at: 410 },
        { kubernetesVersion: '1.33.6-1', at: 420 },
      ]),
      [300],
    );
  });

  it('judges by the target, and an unknown value as missed', () => {
    const figure: Figure = {
      id: 'x',
      title: 'X',
      value: 10,
      unit: 'ms',
      target: 10,
    };
    assert.equal(verdictOf(figure), 'met');
    assert.equal(verdictOf({ ...figure, value: 10.1 }), 'missed');
    assert.equal(verdictOf({ ...figure, value: NaN }), 'missed');
    assert.equal(verdictOf({ ...figure, target: undefined }), '–');
    assert.equal(formatValue(0.7912, 'KB'), '0.79 KB');
    assert.equal(formatValue(1234.5, 'MiB'), '1235 MiB');
    assert.equal(formatValue(1.5, '×'), '1.50×');
  });

  it('puts columns under each other', () => {
    assert.equal(
      formatTable(
        [
          ['a', 'value'],
          ['long', '7'],
        ],
        [1],
      ),
      'a     value\nlong      7',
    );
  });

  it('draws what grows, and leaves out what did not get there', () => {
    const point: GrowthPoint = {
      size: 'S',
      objects: 1_500,
      floor: 0.1,
      model: 0.2,
      plugin: 0.3,
      informer: 0.4,
      rss: 200,
      list: 5,
    };
    const points = [
      point,
      { ...point, size: 'M', objects: 15_000, informer: undefined } as const,
    ];
    assert.match(textChart(points), /M {2}did not get there/);
    const drawing = svgChart(points, 'a <machine> & more');
    assert.match(drawing, /a &lt;machine> &amp; more/);
    assert.match(drawing, /informer, s \(not at every size\)/);
    assert.equal(drawing.match(/<polyline /g)?.length, 6);
  });
});

describe('a portal on a large fleet', () => {
  const folder = mkdtempSync(join(tmpdir(), 'portal-fleet-'));
  after(() => rmSync(folder, { recursive: true, force: true }));
  const ready = join(folder, 'ready.json');

  it("has its hubs beside the sandbox's own, which stays as it is", async () => {
    writeFileSync(
      ready,
      JSON.stringify({ fleet: { 'load-1': '/x/1', 'load-2': '/x/2' } }),
    );
    const file = await writeFleetConfig(statePaths(folder), ready);
    const hubsOf = (path: string) =>
      parse(readFileSync(path, 'utf8')).tenantClusters.hubs;
    const [own, ...fleet] = hubsOf(file!);
    assert.deepEqual([own], hubsOf(join(ROOT, 'app-config.yaml')));
    assert.deepEqual(
      fleet.map((hub: { name: string; kubernetes: object }) => [
        hub.name,
        hub.kubernetes,
      ]),
      [
        ['load-1', { kubeconfig: '/x/1' }],
        ['load-2', { kubeconfig: '/x/2' }],
      ],
    );
  });

  it('needs no configuration of its own where there is none', async () => {
    writeFileSync(ready, JSON.stringify({ fleet: {} }));
    assert.equal(await writeFleetConfig(statePaths(folder), ready), undefined);
  });
});

describe('bench', () => {
  const folder = mkdtempSync(join(tmpdir(), 'portal-bench-'));
  after(() => rmSync(folder, { recursive: true, force: true }));
  let output = '';
  let report: BenchReport;

  // A run that is too small and too short to tell anything, through everything.
  before(
    () =>
      new Promise<void>((resolve, reject) => {
        const json = join(folder, 'figures.json');
        execFile(
          process.execPath,
          [
            '--disable-warning=ExperimentalWarning',
            join(ROOT, 'scripts/portal.ts'),
            ...['bench', '--size', 'XS', '--rounds', '1', '--seconds', '2'],
            ...['--only', 'cold,steady,api,streams,growth'],
            ...['--streams', '12', '--rate', '100'],
            ...['--state', folder, '--json', json],
          ],
          { cwd: folder, maxBuffer: 10 ** 7 },
          (error, stdout, stderr) => {
            output = stdout;
            if (error) {
              reject(new Error(`${error.message}\n${stdout}\n${stderr}`));
            } else {
              report = JSON.parse(readFileSync(json, 'utf8'));
              resolve();
            }
          },
        );
      }),
    { timeout: 600_000 },
  );

  const valueOf = (id: string) => {
    const figure = report.figures.find(one => one.id === id);
    assert.ok(figure, `there is no figure ${id}`);
    return figure.value;
  };

  it('measures every figure that it promises', () => {
    for (const id of [
      'cold.floor',
      'cold.model.ratio',
      'cold.plugin',
      'memory.peak',
      'memory.heap.model',
      'steady.cpu',
      'steady.model.p99',
      'steady.loop.p99',
      'steady.stream.p95',
      'api.list.p95',
      'api.detail.p95',
      'streams.heap.growth',
    ]) {
      assert.ok(Number.isFinite(valueOf(id)), `${id}: ${valueOf(id)}`);
    }
    assert.deepEqual(report.failures, []);
    assert.ok(report.growth[0].informer, "client-node's informer");
    assert.ok(report.growth[0].list, 'the fleet list');
  });

  it('reads everything that there is, and no hub for what people read', () => {
    assert.match(
      report.figures.find(({ id }) => id === 'cold.plugin')?.note ?? '',
      /(\d+) of \1 objects/,
    );
    assert.equal(valueOf('api.upstream'), 0);
    assert.equal(valueOf('streams.lost'), 0);
    for (const id of ['api.list.p95', 'api.list.own.p95', 'api.detail.p95']) {
      const { note } = report.figures.find(one => one.id === id)!;
      assert.doesNotMatch(note ?? '', /×/, 'an answer was no 200');
    }
  });

  it('says where and with what, and draws the chart', () => {
    assert.match(output, /^Machine {3}.+ cores, \d+ GiB/m);
    assert.match(output, /^Versions .*undici \d/m);
    assert.match(output, /^Load {6}size XS: \d+ objects/m);
    assert.match(output, /^Figure .*Target {2}Verdict/m);
    assert.match(
      readFileSync(join(folder, 'bench/growth.svg'), 'utf8'),
      /^<svg /,
    );
  });
});

describe('the gate before the forge', () => {
  it('passes requests as they are, and refuses for as long as it asked to wait', async () => {
    const arrived: IncomingMessage[] = [];
    const forge = createServer((incoming, outgoing) => {
      arrived.push(incoming);
      outgoing.writeHead(201, { 'x-of': 'forge' }).end('made');
    }).listen(0, '127.0.0.1');
    await once(forge, 'listening');
    const { port } = forge.address() as AddressInfo;
    const gate = await ForgeGate.open(port);
    const ask = () =>
      fetch(`${gate.url}/api/v3/repos`, {
        method: 'POST',
        body: '{"name":"x"}',
        headers: { authorization: 'token t' },
      });
    try {
      const first = await ask();
      assert.equal(first.status, 201);
      assert.equal(first.headers.get('x-of'), 'forge');
      assert.equal(await first.text(), 'made');
      assert.equal(arrived[0].headers.authorization, 'token t');
      assert.equal(arrived[0].headers.host, `localhost:${port}`);

      gate.throttle({ status: 429, retryAfter: 1 });
      const refused = await ask();
      const begun = performance.now();
      assert.equal(refused.status, 429);
      assert.equal(refused.headers.get('retry-after'), '1');
      let next = await ask();
      assert.equal(next.status, 429);
      while (next.status === 429) {
        next = await ask();
      }
      assert.ok(performance.now() - begun > 500);
      assert.equal(gate.pauses, 1);
      assert.ok(gate.early.length >= 1);
      assert.equal(arrived.length, 2);
      assert.deepEqual(
        gate.seen
          .slice(0, 1)
          .map(({ method, path, body }) => [method, path, body]),
        [['POST', '/api/v3/repos', '{"name":"x"}']],
      );
    } finally {
      await gate.close();
      forge.closeAllConnections();
      forge.close();
    }
  });
});
