import { stringify } from 'yaml';
import { TestHub } from '../__testUtils__/TestHub';
import { KubeObject } from '../../store/types';

jest.setTimeout(30_000);

const provider = (name = 'payments'): KubeObject => ({
  apiVersion: 'aws.upbound.io/v1beta1',
  kind: 'ProviderConfig',
  metadata: { name },
  spec: {
    credentials: { source: 'IRSA' },
    assumeRoleChain: [{ roleARN: 'arn:aws:iam::222222222222:role/crossplane' }],
  },
});
const managed = (
  kind: string,
  group: string,
  forProvider: Record<string, unknown>,
  labels: Record<string, string> = {},
): KubeObject => ({
  apiVersion: `${group}.aws.upbound.io/v1beta1`,
  kind,
  metadata: { name: `my-${kind.toLowerCase()}`, labels },
  spec: { forProvider, providerConfigRef: { name: 'payments' } },
});
const role = managed('Role', 'iam', { assumeRolePolicy: '{}' });
const vpc = managed(
  'VPC',
  'ec2',
  { region: 'eu-west-1', cidrBlock: '10.0.0.0/16' },
  { net: 'a' },
);
const subnet = managed('Subnet', 'ec2', {
  region: 'eu-west-1',
  vpcIdSelector: { matchLabels: { net: 'a' } },
});

describe('the cloud behind managed resources', () => {
  let hub: TestHub;
  beforeEach(() => {
    hub = new TestHub(50);
    hub.apply({
      apiVersion: 'v1',
      kind: 'Namespace',
      metadata: { name: 'crossplane-system' },
    });
  });
  afterEach(() => hub.close());

  const read = (object: KubeObject) =>
    hub.get({ ...object, name: object.metadata.name });
  const condition = (object: KubeObject, type: string) =>
    read(object)?.status?.conditions?.find(
      (entry: { type: string }) => entry.type === type,
    );
  const until = (object: KubeObject, type: string, fields: object) =>
    hub.until(`${object.kind} ${type}`, () => {
      const found = condition(object, type);
      return (
        found &&
        Object.entries(fields).every(([key, value]) => found[key] === value) &&
        found
      );
    });
  const warnings = (object: KubeObject) =>
    hub.store
      .list({ apiVersion: 'v1', kind: 'Event' })
      .filter(
        ({ type, involvedObject }) =>
          type === 'Warning' && involvedObject.name === object.metadata.name,
      );

  it('goes through the states upjet writes, and fills what AWS tells', async () => {
    hub.start();
    hub.apply(provider(), vpc);
    await until(vpc, 'Ready', { status: 'True' });
    const states = hub.states(
      ({ kind }) => kind === 'VPC',
      ({ status }) =>
        (status?.conditions ?? [])
          .map(
            ({ type, reason }: Record<string, string>) => `${type}/${reason}`,
          )
          .join(' '),
    );
    expect(states).toEqual([
      '',
      'Synced/ReconcileSuccess',
      'Synced/ReconcileSuccess Ready/Creating',
      'Synced/ReconcileSuccess Ready/Creating AsyncOperation/Ongoing',
      'Synced/ReconcileSuccess Ready/Creating AsyncOperation/Finished LastAsyncOperation/Success',
      'Synced/ReconcileSuccess Ready/Available AsyncOperation/Finished LastAsyncOperation/Success',
    ]);
    const { status, metadata } = read(vpc)!;
    const id = metadata.annotations?.['crossplane.io/external-name'];
    expect(id).toMatch(/^vpc-0[0-9a-f]{16}$/);
    expect(status.atProvider).toMatchObject({
      id,
      cidrBlock: '10.0.0.0/16',
      arn: `arn:aws:ec2:eu-west-1:222222222222:vpc/${id}`,
    });
  });

  it('waits for what a selector means, and says so', async () => {
    hub.start();
    hub.apply(provider(), subnet);
    expect((await until(subnet, 'Synced', { status: 'False' })).message).toBe(
      'cannot resolve references: mg.Spec.ForProvider.VPCID: no resources matched selector',
    );
    expect(warnings(subnet)).toMatchObject([
      { reason: 'CannotResolveResourceReferences' },
    ]);
    hub.apply(vpc);
    await until(subnet, 'Ready', { status: 'True' });
    expect(read(subnet)?.spec.forProvider.vpcId).toBe(
      read(vpc)?.metadata.annotations?.['crossplane.io/external-name'],
    );
  });

  it('cannot connect without its ProviderConfig, and goes on once there is one', async () => {
    hub.start();
    hub.apply(vpc);
    const { message } = await until(vpc, 'Synced', { status: 'False' });
    expect(message).toMatch(
      /^connect failed: .*ProviderConfig.aws.upbound.io "payments" not found$/,
    );
    hub.apply(provider());
    await until(vpc, 'Ready', { status: 'True' });
  });

  it('fails as told, keeps failing, and recovers when the fault is taken away', async () => {
    const faults = {
      apiVersion: 'v1',
      kind: 'ConfigMap',
      metadata: { name: 'sandbox-cloud', namespace: 'crossplane-system' },
    };
    hub.apply({
      ...faults,
      data: {
        faults: stringify([{ kind: 'access-denied', match: { kind: 'Role' } }]),
      },
    });
    hub.start();
    hub.apply(provider(), role);
    const { message } = await until(role, 'Synced', { status: 'False' });
    expect(message).toMatch(
      /^create failed: async create failed: failed to create the resource: \[\{0 creating IAM Role \(my-role\): operation error IAM: CreateRole, https response error StatusCode: 403, RequestID: [0-9a-f-]{36}, api error AccessDenied: User: arn:aws:sts::222222222222:assumed-role\/\S+ is not authorized to perform: iam:CreateRole on resource: arn:aws:iam::222222222222:role\/my-role .*\[\]\}\]$/,
    );
    expect(condition(role, 'LastAsyncOperation')).toMatchObject({
      status: 'False',
      reason: 'AsyncCreateFailure',
    });
    expect(condition(role, 'Ready')).toMatchObject({ reason: 'Creating' });
    expect(warnings(role)).toMatchObject([
      { reason: 'CannotCreateExternalResource' },
    ]);
    hub.apply({ ...faults, data: { faults: '[]' } });
    await until(role, 'Ready', { status: 'True' });
    expect(condition(role, 'LastAsyncOperation')).toMatchObject({
      status: 'True',
      reason: 'Success',
    });
  });

  it('takes its time to go', async () => {
    hub.start();
    hub.apply(provider(), vpc);
    await until(vpc, 'Ready', { status: 'True' });
    hub.store.delete({ ...vpc, name: vpc.metadata.name });
    const begun = hub.clock.uptime();
    await hub.until('the VPC to be gone', () => !read(vpc));
    // Two seconds at speed 1, less the tolerance of the clock.
    expect(hub.clock.uptime() - begun).toBeGreaterThan(1.9);
    expect(
      hub.states(
        ({ kind }) => kind === 'VPC',
        object =>
          object.status?.conditions?.find(
            ({ type }: { type: string }) => type === 'Ready',
          )?.reason ?? '-',
      ),
    ).toEqual(['-', 'Creating', 'Available', 'Deleting']);
  });
});
