import { CustomResourceDefinition } from '../CustomResourceDefinition';
import { PrinterColumn } from '../ServedType';
import { StructuralSchema } from '../schema/StructuralSchema';
import { defineCrd, KindShape, VersionShape } from './defineCrd';
import {
  ageColumn,
  boolean,
  column,
  conditionColumn,
  conditions,
  list,
  map,
  object,
  oneOf,
  openObject,
  openWith,
  string,
  withDefault,
} from './schemas';

const status = openWith({ conditions });

interface CrossplaneKind extends Omit<KindShape, 'scope' | 'versions'> {
  scope?: KindShape['scope'];
  versions: VersionShape[];
}

function kind(shape: CrossplaneKind): CustomResourceDefinition {
  return defineCrd({ scope: 'Cluster', categories: ['crossplane'], ...shape });
}

// --- apiextensions.crossplane.io

const names = object(
  {
    categories: list(string),
    kind: string,
    listKind: string,
    plural: string,
    shortNames: list(string),
    singular: string,
  },
  ['kind', 'plural'],
);

const xrdVersions = list(
  openWith(
    {
      additionalPrinterColumns: list(openObject),
      deprecated: boolean,
      deprecationWarning: string,
      name: string,
      referenceable: boolean,
      schema: object({ openAPIV3Schema: openObject }),
      served: boolean,
    },
    ['name', 'referenceable', 'served'],
  ),
);

const nameRef = object({ name: string }, ['name']);

function xrdSpec(scope: StructuralSchema, legacy: boolean): StructuralSchema {
  return object(
    {
      ...(legacy
        ? {
            claimNames: names,
            connectionSecretKeys: list(string),
            defaultCompositeDeletePolicy: withDefault(
              oneOf('Background', 'Foreground'),
              'Background',
            ),
          }
        : {}),
      conversion: openObject,
      defaultCompositionRef: nameRef,
      defaultCompositionUpdatePolicy: withDefault(
        oneOf('Automatic', 'Manual'),
        'Automatic',
      ),
      enforcedCompositionRef: nameRef,
      group: string,
      metadata: object({ annotations: map(string), labels: map(string) }),
      names,
      scope,
      versions: xrdVersions,
    },
    ['group', 'names', 'versions'],
  );
}

const xrdStatus = openWith({
  conditions,
  controllers: openWith({
    compositeResourceClaimType: object({ apiVersion: string, kind: string }),
    compositeResourceType: object({ apiVersion: string, kind: string }),
  }),
});

const xrdColumns = [
  conditionColumn('ESTABLISHED', 'Established'),
  conditionColumn('OFFERED', 'Offered'),
  ageColumn(),
];

const compositeTypeRef = object({ apiVersion: string, kind: string }, [
  'apiVersion',
  'kind',
]);

const pipeline = list(
  openWith(
    {
      credentials: list(openObject),
      functionRef: nameRef,
      input: {
        type: 'object',
        'x-kubernetes-embedded-resource': true,
        'x-kubernetes-preserve-unknown-fields': true,
      },
      step: string,
    },
    ['functionRef', 'step'],
  ),
);

const compositionSpec = openWith(
  {
    compositeTypeRef,
    mode: withDefault(oneOf('Pipeline'), 'Pipeline'),
    pipeline,
    writeConnectionSecretsToNamespace: string,
  },
  ['compositeTypeRef'],
);

const compositionColumns = [
  column('XR-KIND', '.spec.compositeTypeRef.kind'),
  column('XR-APIVERSION', '.spec.compositeTypeRef.apiVersion'),
  ageColumn(),
];

const usageColumns = [
  column('DETAILS', '.metadata.annotations.crossplane\\.io/usage-details'),
  conditionColumn('READY', 'Ready'),
  ageColumn(),
];

const usageResource = openWith({
  apiVersion: string,
  kind: string,
  resourceRef: openWith({ name: string }),
  resourceSelector: openObject,
});

const usageFields = {
  spec: openWith(
    {
      by: usageResource,
      of: usageResource,
      reason: string,
      replayDeletion: boolean,
    },
    ['of'],
  ),
  status,
};

const apiextensions = 'apiextensions.crossplane.io';

const apiextensionsCrds = [
  kind({
    group: apiextensions,
    kind: 'CompositeResourceDefinition',
    plural: 'compositeresourcedefinitions',
    shortNames: ['xrd', 'xrds'],
    versions: [
      {
        name: 'v1',
        storage: true,
        status: true,
        columns: xrdColumns,
        fields: {
          spec: xrdSpec(
            withDefault(
              oneOf('LegacyCluster', 'Namespaced', 'Cluster'),
              'LegacyCluster',
            ),
            true,
          ),
          status: xrdStatus,
        },
      },
      {
        name: 'v2',
        status: true,
        columns: xrdColumns,
        fields: {
          spec: xrdSpec(
            withDefault(oneOf('Namespaced', 'Cluster'), 'Namespaced'),
            false,
          ),
          status: xrdStatus,
        },
      },
    ],
  }),
  kind({
    group: apiextensions,
    kind: 'Composition',
    plural: 'compositions',
    shortNames: ['comp'],
    versions: [
      {
        name: 'v1',
        columns: compositionColumns,
        fields: { spec: compositionSpec },
      },
    ],
  }),
  kind({
    group: apiextensions,
    kind: 'CompositionRevision',
    plural: 'compositionrevisions',
    shortNames: ['comprev'],
    versions: [
      {
        name: 'v1',
        status: true,
        columns: [column('REVISION', '.spec.revision'), ...compositionColumns],
        fields: {
          spec: openWith(
            {
              compositeTypeRef,
              mode: withDefault(oneOf('Pipeline'), 'Pipeline'),
              pipeline,
              revision: { type: 'integer', format: 'int64' },
            },
            ['compositeTypeRef', 'revision'],
          ),
          status,
        },
      },
    ],
  }),
  kind({
    group: apiextensions,
    kind: 'EnvironmentConfig',
    plural: 'environmentconfigs',
    shortNames: ['envcfg'],
    versions: [
      {
        name: 'v1beta1',
        columns: [ageColumn()],
        fields: { data: openObject },
      },
    ],
  }),
  kind({
    group: apiextensions,
    kind: 'Usage',
    plural: 'usages',
    categories: ['crossplane'],
    versions: [
      {
        name: 'v1alpha1',
        storage: true,
        status: true,
        columns: usageColumns,
        fields: usageFields,
        required: ['spec'],
      },
      {
        name: 'v1beta1',
        status: true,
        columns: usageColumns,
        fields: usageFields,
        required: ['spec'],
      },
    ],
  }),
];

const protection = 'protection.crossplane.io';

const protectionCrds = (
  [
    ['ClusterUsage', 'clusterusages', 'Cluster'],
    ['Usage', 'usages', 'Namespaced'],
  ] as const
).map(([name, plural, scope]) =>
  kind({
    group: protection,
    kind: name,
    plural,
    scope,
    versions: [
      {
        name: 'v1beta1',
        status: true,
        columns: usageColumns,
        fields: usageFields,
        required: ['spec'],
      },
    ],
  }),
);

// --- pkg.crossplane.io

const packageFields = {
  spec: openWith(
    {
      ignoreCrossplaneConstraints: withDefault(boolean, false),
      package: string,
      packagePullPolicy: withDefault(string, 'IfNotPresent'),
      revisionActivationPolicy: withDefault(string, 'Automatic'),
      revisionHistoryLimit: withDefault(
        { type: 'integer', format: 'int64' },
        1,
      ),
      skipDependencyResolution: withDefault(boolean, false),
    },
    ['package'],
  ),
  status: openWith({
    conditions,
    currentIdentifier: string,
    currentRevision: string,
  }),
};

const packageColumns: PrinterColumn[] = [
  conditionColumn('INSTALLED', 'Installed'),
  conditionColumn('HEALTHY', 'Healthy'),
  column('PACKAGE', '.spec.package'),
  ageColumn(),
];

const revisionFields = {
  spec: openWith(
    {
      desiredState: string,
      image: string,
      revision: { type: 'integer', format: 'int64' },
    },
    ['desiredState', 'image', 'revision'],
  ),
  status,
};

function revisionColumns(hasRuntime: boolean): PrinterColumn[] {
  return [
    conditionColumn('HEALTHY', 'RevisionHealthy'),
    ...(hasRuntime ? [conditionColumn('RUNTIME', 'RuntimeHealthy')] : []),
    column('IMAGE', '.spec.image'),
    column('STATE', '.spec.desiredState'),
    ageColumn(),
    column('REVISION', '.spec.revision', 'string', { priority: 1 }),
    column('DEP-FOUND', '.status.foundDependencies', 'string', { priority: 1 }),
    column('DEP-INSTALLED', '.status.installedDependencies', 'string', {
      priority: 1,
    }),
  ];
}

function packageKinds(
  name: string,
  hasRuntime: boolean,
  legacyVersion?: string,
): CustomResourceDefinition[] {
  const versions = (
    columns: PrinterColumn[],
    fields: VersionShape['fields'],
  ): VersionShape[] => [
    { name: 'v1', storage: true, status: true, columns, fields },
    ...(legacyVersion
      ? [{ name: legacyVersion, status: true, columns, fields }]
      : []),
  ];
  return [
    kind({
      group: 'pkg.crossplane.io',
      kind: name,
      plural: `${name.toLowerCase()}s`,
      categories: ['crossplane', 'pkg'],
      versions: versions(packageColumns, packageFields),
    }),
    kind({
      group: 'pkg.crossplane.io',
      kind: `${name}Revision`,
      plural: `${name.toLowerCase()}revisions`,
      categories: ['crossplane', 'pkgrev'],
      versions: versions(revisionColumns(hasRuntime), revisionFields),
    }),
  ];
}

const pkgCrds = [
  ...packageKinds('Provider', true),
  ...packageKinds('Function', true, 'v1beta1'),
  ...packageKinds('Configuration', false),
  kind({
    group: 'pkg.crossplane.io',
    kind: 'DeploymentRuntimeConfig',
    plural: 'deploymentruntimeconfigs',
    versions: [
      {
        name: 'v1beta1',
        columns: [ageColumn()],
        fields: { spec: openObject },
      },
    ],
  }),
];

/** Crossplane 2.1. */
export const crossplaneCrds = [
  ...apiextensionsCrds,
  ...protectionCrds,
  ...pkgCrds,
];
