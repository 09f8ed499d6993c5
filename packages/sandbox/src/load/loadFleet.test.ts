import { mkdtemp, rm } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { Agent, request } from 'undici';
import { FLEET_SIZES } from './FleetSize';
import { KINDS, LoadKind } from './LoadKind';
import { RunningLoadFleet, startLoadFleet } from './startLoadFleet';

interface Line {
  type: string;
  object: {
    kind: string;
    spec?: unknown;
    data?: unknown;
    code?: number;
    metadata: {
      uid?: string;
      name?: string;
      resourceVersion: string;
      annotations?: Record<string, string>;
    };
  };
}

const METADATA = 'application/json;as=PartialObjectMetadata;g=meta.k8s.io;v=v1';
const TOKEN = 'let-me-in';

describe('the hubs of the large fleet', () => {
  let dir: string;
  let running: RunningLoadFleet;
  const agent = new Agent({ connect: { rejectUnauthorized: false } });

  beforeAll(async () => {
    dir = await mkdtemp(join(tmpdir(), 'load-'));
    running = await startLoadFleet({
      size: FLEET_SIZES.XS,
      dir,
      token: TOKEN,
    });
  });

  afterAll(async () => {
    await agent.destroy();
    await running.close();
    await rm(dir, { recursive: true, force: true });
  });

  const send = (path: string, accept = 'application/json', token = TOKEN) =>
    request(`${running.apis[0].url}${path}`, {
      dispatcher: agent,
      headers: { authorization: `Bearer ${token}`, accept },
    });

  const json = async (path: string, accept?: string) => {
    const { body } = await send(path, accept);
    return body.json() as Promise<any>;
  };

  const pathOf = ({ group, version, plural }: LoadKind) =>
    group ? `/apis/${group}/${version}/${plural}` : `/api/${version}/${plural}`;

  /** Reads lines of a watch until one fits. */
  async function watch(
    path: string,
    isLast: (line: Line) => boolean,
    accept?: string,
  ): Promise<Line[]> {
    const { body } = await send(path, accept);
    const lines: Line[] = [];
    let rest = '';
    for await (const chunk of body) {
      const texts = (rest + chunk).split('\n');
      rest = texts.pop()!;
      for (const text of texts) {
        lines.push(JSON.parse(text));
        if (isLast(lines[lines.length - 1])) {
          return lines;
        }
      }
    }
    return lines;
  }

  const endsList = ({ type, object }: Line) =>
    type === 'BOOKMARK' &&
    object.metadata.annotations?.['k8s.io/initial-events-end'] === 'true';

  it('let nobody in without the token', async () => {
    const { statusCode, body } = await send('/api', undefined, 'wrong');
    await body.dump();
    expect(statusCode).toBe(401);
  });

  it('tell all of their resources in aggregated discovery', async () => {
    const accept =
      'application/json;g=apidiscovery.k8s.io;v=v2;as=APIGroupDiscoveryList';
    const documents = [await json('/api', accept), await json('/apis', accept)];
    const found = documents.flatMap(({ items }) =>
      items.flatMap((item: any) =>
        item.versions.flatMap((version: any) =>
          version.resources.map(
            (resource: any) =>
              `${item.metadata.name ?? ''}/${resource.resource}`,
          ),
        ),
      ),
    );
    expect(found.sort()).toEqual(
      running.fleet.hubs[0]
        .collections()
        .map(({ kind }) => `${kind.group}/${kind.plural}`)
        .sort(),
    );
  });

  it('list in pages that show one version', async () => {
    const path = pathOf(KINDS.application);
    const names: string[] = [];
    const versions = new Set<string>();
    let token: string | undefined;
    do {
      const page = await json(
        `${path}?limit=7${token ? `&continue=${token}` : ''}`,
      );
      expect(page.items.length).toBeLessThanOrEqual(7);
      names.push(...page.items.map((item: any) => item.metadata.name));
      versions.add(page.metadata.resourceVersion);
      token = page.metadata.continue;
      running.traffic.sendOne('application');
    } while (token);
    expect(new Set(names).size).toBe(
      running.fleet.hubs[0].serve(KINDS.application).size,
    );
    expect(versions.size).toBe(1);
  });

  it('stream a list, and what changes after it', async () => {
    const path = `${pathOf(KINDS.claim)}?watch=true&sendInitialEvents=true`;
    const { size } = running.fleet.hubs[0].serve(KINDS.claim);
    let listed = false;
    const lines = await watch(path, line => {
      if (endsList(line)) {
        listed = true;
        for (let times = 0; times < 20; times++) {
          running.traffic.sendOne('claim');
        }
      }
      return listed && line.type === 'MODIFIED';
    });
    expect(lines.filter(({ type }) => type === 'ADDED')).toHaveLength(size);
    expect(endsList(lines[size])).toBe(true);
    const changed = lines[size + 1].object;
    expect(Number(changed.metadata.resourceVersion)).toBeGreaterThan(
      Number(lines[size].object.metadata.resourceVersion),
    );
    const mark = running.traffic
      .takeMarks()
      .find(
        ({ hub, resourceVersion }) =>
          hub === 'load-1' &&
          String(resourceVersion) === changed.metadata.resourceVersion,
      );
    expect(changed.spec).toMatchObject({
      kubernetesVersion: mark?.kubernetesVersion,
    });
  });

  it('resume a watch, or say that its version is too old', async () => {
    const hub = running.fleet.hubs[0];
    const from = hub.resourceVersion;
    const [entry] = hub.serve(KINDS.application).entries();
    const version = hub.change(KINDS.application, entry, object => {
      object.metadata.labels = { changed: 'yes' };
    });
    const path = pathOf(KINDS.application);
    const [line] = await watch(
      `${path}?watch=true&resourceVersion=${from}`,
      () => true,
    );
    expect(line.type).toBe('MODIFIED');
    expect(line.object.metadata.resourceVersion).toBe(String(version));
    for (let times = 0; times < 4_200; times++) {
      hub.put(KINDS.sensor, {
        metadata: { uid: 'one', name: 'one', namespace: 'argo-events' },
      });
    }
    const [error] = await watch(
      `${pathOf(KINDS.sensor)}?watch=true&resourceVersion=${from}`,
      () => true,
    );
    expect(error.object.code).toBe(410);
  });

  it('give metadata alone where only that is asked for', async () => {
    const lines = await watch(
      `${pathOf(
        KINDS.secret,
      )}?watch=true&sendInitialEvents=true&labelSelector=argocd.argoproj.io%2Fsecret-type%3Dcluster`,
      endsList,
      METADATA,
    );
    const list = await json(`${pathOf(KINDS.configMap)}?limit=1`, METADATA);
    for (const { object } of lines) {
      expect(object.kind).toBe('PartialObjectMetadata');
      expect(object.data).toBeUndefined();
    }
    expect(list.kind).toBe('PartialObjectMetadataList');
  });

  it('select by label and by field', async () => {
    const events = pathOf(KINDS.event);
    const all = await json(events);
    const warnings = await json(`${events}?fieldSelector=type%3DWarning`);
    const normal = await json(`${events}?fieldSelector=type%3DNormal`);
    const labelled = await json(
      `${pathOf(KINDS.configMap)}?labelSelector=no-such-label`,
    );
    expect(warnings.items).toHaveLength(all.items.length);
    expect(normal.items).toEqual([]);
    expect(labelled.items).toEqual([]);
  });

  it('count who asked for what', async () => {
    const { counts } = running.apis[0];
    const before = { ...counts };
    await json(`${pathOf(KINDS.application)}?limit=500`);
    await json(`${pathOf(KINDS.namespace)}?limit=1`);
    await json(`${pathOf(KINDS.namespace)}/kube-system`);
    expect(counts).toEqual({
      ...before,
      list: before.list + 1,
      probe: before.probe + 2,
    });
  });

  it('refuse to write', async () => {
    const { statusCode, body } = await request(
      `${running.apis[0].url}${pathOf(KINDS.claim)}`,
      {
        method: 'POST',
        dispatcher: agent,
        headers: { authorization: `Bearer ${TOKEN}` },
        body: '{}',
      },
    );
    await body.dump();
    expect(statusCode).toBe(405);
  });
});
