import { DefaultFleet } from '../../fleet';
import { projectObject, type ProjectedApplication } from '../../projections';
import { recorded } from '../../projections/__testUtils__/recorded';
import { addonOf } from './addonOf';

const ROLES = {
  Application: 'application',
  ApplicationSet: 'application-set',
} as const;

function project(object: Record<string, any>) {
  const kind: keyof typeof ROLES = object.kind;
  return projectObject({
    type: { hub: 'hub-eu', apiVersion: object.apiVersion, kind },
    plan: { role: ROLES[kind] },
    object,
  })!;
}

const bySeveral = () => {
  const set = recorded('applicationset');
  const { matchLabels } = set.spec.generators[0].clusters.selector;
  matchLabels.enable_logging = 'true';
  return set;
};

const merged = () => {
  const set = recorded('applicationset');
  const [generator] = set.spec.generators;
  const expression = {
    key: 'enable_metrics',
    operator: 'In',
    values: ['true'],
  };
  generator.clusters.selector = { matchExpressions: [expression] };
  set.spec.generators = [
    { merge: { mergeKeys: ['server'], generators: [generator, {}] } },
  ];
  return set;
};

it.each([
  {
    reason: 'the recorded set selects clusters by one label',
    set: recorded('applicationset'),
    addon: 'metrics',
  },
  {
    reason: 'the pattern of the GitOps bridge merges generators',
    set: merged(),
    addon: 'metrics',
  },
  {
    reason: 'a set that selects by several labels is no add-on of one of them',
    set: bySeveral(),
    addon: undefined,
  },
  { reason: 'nobody knows the set', set: undefined, addon: undefined },
  {
    reason: 'a label says it',
    set: recorded('applicationset'),
    label: 'prometheus',
    addon: 'prometheus',
  },
])(
  'takes an Application for add-on $addon: $reason',
  ({ set, label, addon }) => {
    const fleet = new DefaultFleet();
    const object = recorded('application-helm-spoke');
    if (label) {
      object.metadata.labels['spokeport.dev/addon'] = label;
    }
    const application = project(object) as ProjectedApplication;
    fleet.put(application);
    if (set) {
      fleet.put(project(set));
    }
    expect(addonOf(fleet, application)).toBe(addon);
  },
);
