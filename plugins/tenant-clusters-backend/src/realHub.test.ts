import type {
  ClusterDetail,
  ResourceTree,
} from '@spokeport/backstage-plugin-tenant-clusters-common';
import { describeUnless } from './__testUtils__/describeUnless';
import { realHubMissing } from './__testUtils__/realHub/RealHub';
import {
  claimManifest,
  claimPath,
  RealPlatform,
} from './__testUtils__/realHub/RealPlatform';

/*
 * The tracker over the real kube-apiserver, Crossplane, Argo CD, Argo Workflows and Argo Events: what it reports must be right
 * there, not only where this project plays their part.
 */
jest.setTimeout(240_000);

const isReady = (detail?: ClusterDetail) => detail?.cluster.state === 'Ready';

/** Argo CD passes over a file that looks like no manifest; this one does. */
const TYPO = 'apiVersion: v1\nkind: ConfigMap\nmetadata: {name: [\n';

/** Long enough for every connection to break and be tried again several times. */
const AWAY_MS = 12_000;

const namesOf = ({ items }: ResourceTree) => items.map(({ name }) => name);

/** A finished removal stays readable at the door of its cluster. */
const isRemoved = ({ journey }: Partial<ClusterDetail> = {}) =>
  journey?.kind === 'remove' && journey.state === 'done';

const isStage =
  (wanted: string, state: string) =>
  ({ journey }: Partial<ClusterDetail> = {}) =>
    journey?.stages.some(
      stage => stage.name === wanted && stage.state === state,
    ) ?? false;

const blockedBy = (explainer: string) => (detail?: ClusterDetail) =>
  detail?.cluster.blocker?.explainer === explainer;

const titleOf = (detail?: ClusterDetail) => detail?.cluster.blocker?.title.text;

describeUnless(realHubMissing(), 'over real controllers', () => {
  let platform: RealPlatform;

  beforeAll(async () => {
    platform = await RealPlatform.start();
  });

  afterAll(async () => {
    await platform?.close();
  });

  async function ask(name: string, spec?: object): Promise<number> {
    const number = await platform.request(`create-${name}`, {
      [claimPath(name)]: claimManifest(name, spec),
    });
    await platform.merge(number);
    return number;
  }

  it('follows a request to a ready cluster, and its removal to the end', async () => {
    const number = await platform.request('create-truth-1', {
      [claimPath('truth-1')]: claimManifest('truth-1'),
    });
    await platform.follow(
      'truth-1',
      detail => detail?.cluster.state === 'Requested',
    );
    await platform.merge(number);
    const lines = await platform.follow(
      'truth-1',
      isStage('connected', 'done'),
    );
    await platform.register('truth-1');
    lines.push(
      ...(await platform.follow(
        'truth-1',
        detail => detail?.journey?.state === 'done',
      )),
    );
    // Nothing stood in the way, and nothing was said to, once the merge was seen.
    const obstacles = lines.filter(line => line.includes(' | '));
    expect(
      obstacles.filter(line => !line.endsWith(' | review-missing')),
    ).toEqual([]);
    const { journey } = (await platform.cluster('truth-1'))!;
    expect(
      journey?.stages.map(({ name, state }) => `${name} ${state}`),
    ).toEqual([
      'requested done',
      'reviewed done',
      'synced done',
      'provisioned done',
      'verified skipped',
      'connected done',
      'delivering done',
    ]);

    await platform.merge(
      await platform.request('remove-truth-1', {
        [claimPath('truth-1')]: undefined,
      }),
    );
    await platform.follow('truth-1', isStage('pruned', 'done'));
    await platform.unregister('truth-1');
    await platform.follow('truth-1', isRemoved);
    const { body } = await platform.plugin.get('/clusters?text=truth-1');
    expect(body.items).toEqual([]);
  });

  it.each([
    {
      reason: 'no Composition of that name',
      name: 'no-composition',
      spec: { compositionRef: { name: 'does-not-exist' } },
      explainer: 'no-composition',
      title: 'There is no Composition does-not-exist',
    },
    {
      reason: 'the function of the Composition fails',
      name: 'function-fatal',
      spec: { region: 'broken' },
      explainer: 'function-fatal',
      title: 'The platform refuses it: region broken is not offered',
    },
    {
      reason: 'a managed resource is Unavailable',
      name: 'unavailable',
      spec: { region: 'eu-fail-1', provisionSeconds: 2 },
      explainer: 'unavailable',
      title: 'ClusterNopResource eks is unavailable',
    },
  ])('says why: $reason', async ({ name, spec, explainer, title }) => {
    await ask(name, spec);
    await platform.follow(name, blockedBy(explainer));
    expect(titleOf(await platform.cluster(name))).toBe(title);
    await platform.push({ [claimPath(name)]: undefined });
    await platform.follow(name, isRemoved);
  });

  it('says which step of the handover failed', async () => {
    const template = ['-n', 'argo', 'patch', 'workflowtemplate'];
    const failing = (task: string) =>
      JSON.stringify([
        {
          op: 'replace',
          path: '/spec/arguments/parameters/5/value',
          value: task,
        },
      ]);
    await platform.hub.kubectl(
      ...[...template, 'onboard-cluster', '--type=json', '-p'],
      failing('configure-user-access'),
    );
    await ask('handover-fails');
    await platform.follow('handover-fails', blockedBy('step-failed'));
    expect(titleOf(await platform.cluster('handover-fails'))).toBe(
      'The handover failed at configure-user-access',
    );
    await platform.hub.kubectl(
      ...[...template, 'onboard-cluster', '--type=json', '-p'],
      failing(''),
    );
    await platform.push({ [claimPath('handover-fails')]: undefined });
  });

  it('says that Argo CD cannot read the repository as it is', async () => {
    await platform.push({ 'clusters/typo.yaml': TYPO });
    await ask('comparison-error');
    await platform.follow('comparison-error', blockedBy('comparison-error'));
    expect(titleOf(await platform.cluster('comparison-error'))).toBe(
      'Argo CD cannot read requests',
    );
    await platform.push({ 'clusters/typo.yaml': undefined });
    await platform.follow('comparison-error', isReady);
  });

  it('syncs and compares through the API of the real Argo CD', async () => {
    const manual = '/applications/hub-eu/argocd/manual';
    const { body } = await platform.plugin.post(`${manual}/operations`, {
      operation: 'sync',
      idempotencyKey: 'truth',
    });
    expect(body).toMatchObject({ via: 'argo-cd', operation: 'sync' });
    const uid = await platform.hub.kubectl(
      ...['-n', 'argocd', 'get', 'application', 'manual'],
      '-ojsonpath={.metadata.uid}',
    );
    await platform.applicationBecomes(manual, 'Synced');
    const diff = await platform.plugin.get(`/objects/hub-eu/${uid}/diff`);
    expect(diff.body.items).toEqual([
      {
        kind: 'ConfigMap',
        namespace: 'team-a',
        name: 'manual',
        state: 'same',
      },
    ]);
  });

  it('forgets nothing while the API server is away, and goes on when it is back', async () => {
    await ask('outlives');
    await platform.follow('outlives', isReady);
    const { body: before } = await platform.plugin.get(
      '/clusters/hub-eu/team-a/outlives/resources',
    );
    await platform.hub.control('stop', 'kube-apiserver');
    const away = Date.now();
    try {
      await platform.hubBecomes('unreachable');
      await platform.follow('outlives', () => Date.now() - away > AWAY_MS);
      const { body } = await platform.plugin.get(
        '/clusters/hub-eu/team-a/outlives/resources',
      );
      expect(namesOf(body)).toEqual(namesOf(before));
    } finally {
      await platform.hub.control('start', 'kube-apiserver');
    }
    await platform.hubBecomes('live');
    await platform.follow(
      'outlives',
      detail => isReady(detail) && isStage('synced', 'done')(detail),
    );
    const { body: after } = await platform.plugin.get(
      '/clusters/hub-eu/team-a/outlives/resources',
    );
    expect(namesOf(after)).toEqual(namesOf(before));
  });
});
