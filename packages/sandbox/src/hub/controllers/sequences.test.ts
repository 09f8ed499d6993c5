import recorded from './__fixtures__/recordedSequences.json';
import {
  API_VERSION,
  claim,
  recordedPlatform,
  recordedTemplate,
  workflow,
} from './__testUtils__/recordedPlatform';
import { TestHub } from './__testUtils__/TestHub';
import { KubeObject } from '../store/types';

jest.setTimeout(30_000);

const conditions = (object: KubeObject): string[] =>
  (object.status?.conditions ?? []).map(
    ({ type, status, reason, message }: Record<string, string>) =>
      `${type}=${status}/${reason}${message ? ` ${message}` : ''}`,
  );

/**
 * What may differ from the recordings, and why:
 * - the sandbox never closes its ears to a busy resource, so `WatchCircuitOpen` reads as `WatchCircuitClosed`;
 * - the recorded function set the XR's readiness itself and so kept Crossplane from naming the unready resources;
 * - the recorded function's own error text stands after "fatal result:".
 */
const allowed = (states: string[][]) =>
  distinct(
    states.map(state =>
      state.map(line =>
        line
          .replace(/Responsive=.*/, 'Responsive=True/WatchCircuitClosed')
          .replace(/ Unready resources: .*/, '')
          .replace(/(fatal result:).*/, '$1'),
      ),
    ),
  );

function distinct<T>(states: T[]): T[] {
  return states.filter(
    (state, index) =>
      index === 0 ||
      JSON.stringify(state) !== JSON.stringify(states[index - 1]),
  );
}

describe('sequences of states, as the real controllers wrote them', () => {
  let hub: TestHub;

  beforeEach(() => {
    hub = new TestHub(20);
    hub.apply(...recordedPlatform, recordedTemplate);
  });
  afterEach(() => hub.close());

  const withClaims = async (...claims: KubeObject[]) => {
    hub.start();
    await hub.until('the claim kind', () => hub.store.resourceType(claims[0]));
    await hub.until('the functions', () =>
      hub.store
        .list({ apiVersion: 'pkg.crossplane.io/v1', kind: 'Function' })
        .every(({ status }) => status?.conditions?.[0]?.status === 'True'),
    );
    hub.apply(...claims);
  };
  const sequence = (kind: string, name: RegExp): string[][] =>
    hub
      .states(
        object => object.kind === kind && name.test(object.metadata.name),
        object => JSON.stringify(conditions(object)),
      )
      .map(text => JSON.parse(text));
  const shop = {
    apiVersion: API_VERSION,
    kind: 'TenantCluster',
    namespace: 'team-a',
    name: 'shop',
  };

  it('claim, XR, nested XR and managed resource, from creation to deletion', async () => {
    await withClaims(claim('shop'));
    await hub.until(
      'the claim to be Ready',
      () =>
        conditions(hub.get(shop) ?? ({} as KubeObject))[1] ===
        'Ready=True/Available',
    );
    const children = hub.store.list({
      apiVersion: 'nop.crossplane.io/v1alpha1',
      kind: 'ClusterNopResource',
    });
    hub.store.delete(shop);
    await hub.until('everything to be gone', () =>
      children.every(
        ({ metadata }) =>
          !hub.get({
            apiVersion: 'nop.crossplane.io/v1alpha1',
            kind: 'ClusterNopResource',
            name: metadata.name,
          }),
      ),
    );

    expect(allowed(sequence('TenantCluster', /^shop$/))).toEqual(
      allowed(recorded.claim),
    );
    expect(allowed(sequence('XTenantCluster', /^shop-/))).toEqual(
      allowed(recorded.composite),
    );
    expect(allowed(sequence('XNetwork', /^shop-/))).toEqual(
      allowed(recorded.nestedComposite),
    );
    const vpc = children.find(
      ({ metadata }) =>
        metadata.annotations?.['crossplane.io/composition-resource-name'] ===
        'vpc',
    )!;
    expect(
      sequence('ClusterNopResource', new RegExp(`^${vpc.metadata.name}$`)),
    ).toEqual(recorded.managed);
  });

  it('lets the claim go before managed resources begin to go', async () => {
    await withClaims(claim('shop'));
    await hub.until(
      'the claim to be Ready',
      () =>
        conditions(hub.get(shop) ?? ({} as KubeObject))[1] ===
        'Ready=True/Available',
    );
    const begun = hub.events.length;
    hub.store.delete(shop);
    await hub.until(
      'the managed resources to be gone',
      () =>
        hub.store.list({
          apiVersion: 'nop.crossplane.io/v1alpha1',
          kind: 'ClusterNopResource',
        }).length === 0,
    );
    const later = hub.events.slice(begun);
    const first = (
      kind: string,
      goes: (object: KubeObject, type: string) => boolean,
    ) =>
      later.findIndex(
        ({ object, type }) => object.kind === kind && goes(object, type),
      );
    const dying = ({ metadata }: KubeObject) =>
      metadata.deletionTimestamp !== undefined;
    const steps = [
      first('TenantCluster', dying),
      first('XTenantCluster', dying),
      first('XTenantCluster', (_, type) => type === 'DELETED'),
      first('ClusterNopResource', dying),
    ];
    expect(steps).toEqual([...steps].sort((a, b) => a - b));
    expect(steps).not.toContain(-1);
  });

  it.each([
    {
      reason: 'a Composition that does not exist',
      claimed: claim('broken', {
        region: 'eu-west-1',
        compositionRef: { name: 'does-not-exist' },
      }),
      expected: recorded.compositeWithoutComposition,
    },
    {
      reason: 'a function that refuses the claim',
      claimed: claim('broken', { region: 'nowhere' }),
      expected: recorded.compositeOfFatalFunction,
    },
  ])('XR of $reason', async ({ claimed, expected }) => {
    await withClaims(claimed);
    await hub.until(
      'the last state',
      () =>
        allowed(sequence('XTenantCluster', /^broken-/)).length ===
        allowed(expected).length,
    );
    expect(allowed(sequence('XTenantCluster', /^broken-/))).toEqual(
      allowed(expected),
    );
    expect(sequence('TenantCluster', /^broken$/)).toEqual(
      recorded.claimWithoutComposition,
    );
  });

  it.each([
    {
      reason: 'all steps go well',
      failing: false,
      expected: recorded.workflowSucceeding,
    },
    {
      reason: 'a step fails',
      failing: true,
      expected: recorded.workflowFailing,
    },
  ])('Workflow of which $reason', async ({ failing, expected }) => {
    hub.start({
      failurePlan: {
        failureFor: (_, step) =>
          failing && step === 'configure-user-access'
            ? {
                kind: 'failing-step',
                message: 'Error (exit code 1): admin login refused',
              }
            : undefined,
      },
    });
    hub.apply(workflow('run'));
    await hub.until(
      'the end',
      () =>
        hub.get({ ...workflow('run'), name: 'run', namespace: 'argo' })?.status
          ?.finishedAt,
    );
    const states = hub.states(
      ({ kind }) => kind === 'Workflow',
      ({ status }) =>
        JSON.stringify({
          phase: status?.phase ?? null,
          progress: status?.progress ?? null,
          conditions: (status?.conditions ?? []).map(
            ({ type, status: value }: Record<string, string>) =>
              `${type}=${value}`,
          ),
          nodes: Object.values<any>(status?.nodes ?? {})
            .map(({ type, displayName, phase, message }) =>
              [type === 'DAG' ? 'root' : displayName, type, phase, message]
                .filter(Boolean)
                .join(' '),
            )
            .sort(),
        }),
    );
    expect(states.map(state => JSON.parse(state))).toEqual(expected);
  });
});
