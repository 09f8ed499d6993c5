import { defineCrd } from './defineCrd';
import {
  boolean,
  column,
  integer,
  list,
  map,
  object,
  openObject,
  openWith,
  string,
  time,
} from './schemas';

const group = 'argoproj.io';

const source = openWith(
  {
    repoURL: string,
    path: string,
    targetRevision: string,
    chart: string,
    ref: string,
    name: string,
  },
  ['repoURL'],
);

const destination = object({ name: string, namespace: string, server: string });

const applicationSpec = openWith(
  {
    destination,
    project: string,
    source,
    sources: list(source),
    syncPolicy: openWith({
      automated: object({
        allowEmpty: boolean,
        enabled: boolean,
        prune: boolean,
        selfHeal: boolean,
      }),
      syncOptions: list(string),
      retry: openObject,
    }),
    ignoreDifferences: list(openObject),
    info: list(object({ name: string, value: string }, ['name', 'value'])),
    revisionHistoryLimit: { type: 'integer', format: 'int64' },
  },
  ['destination', 'project'],
);

const operation = openWith({
  initiatedBy: object({ automated: boolean, username: string }),
  info: list(object({ name: string, value: string }, ['name', 'value'])),
  retry: openObject,
  sync: openWith({
    revision: string,
    revisions: list(string),
    prune: boolean,
    dryRun: boolean,
    resources: list(openObject),
    syncOptions: list(string),
  }),
});

const health = object({
  lastTransitionTime: time,
  message: string,
  status: string,
});

const applicationStatus = openWith({
  conditions: list(
    object({ lastTransitionTime: time, message: string, type: string }, [
      'message',
      'type',
    ]),
  ),
  controllerNamespace: string,
  health,
  history: list(
    openWith(
      {
        deployStartedAt: time,
        deployedAt: time,
        id: { type: 'integer', format: 'int64' },
        initiatedBy: object({ automated: boolean, username: string }),
        revision: string,
        revisions: list(string),
      },
      ['deployedAt', 'id'],
    ),
  ),
  observedAt: time,
  operationState: openWith(
    {
      finishedAt: time,
      message: string,
      operation,
      phase: string,
      retryCount: { type: 'integer', format: 'int64' },
      startedAt: time,
      syncResult: openWith({ revision: string, resources: list(openObject) }, [
        'revision',
      ]),
    },
    ['operation', 'phase', 'startedAt'],
  ),
  reconciledAt: time,
  resourceHealthSource: string,
  resources: list(
    openWith({
      group: string,
      health,
      hook: boolean,
      kind: string,
      name: string,
      namespace: string,
      requiresPruning: boolean,
      status: string,
      version: string,
    }),
  ),
  sourceType: string,
  sourceTypes: list(string),
  summary: object({ externalURLs: list(string), images: list(string) }),
  sync: openWith(
    {
      comparedTo: openWith({ destination, source, sources: list(source) }, [
        'destination',
      ]),
      revision: string,
      revisions: list(string),
      status: string,
    },
    ['status'],
  ),
});

const application = defineCrd({
  group,
  kind: 'Application',
  plural: 'applications',
  scope: 'Namespaced',
  shortNames: ['app', 'apps'],
  versions: [
    {
      name: 'v1alpha1',
      columns: [
        column('Sync Status', '.status.sync.status'),
        column('Health Status', '.status.health.status'),
        column('Revision', '.status.sync.revision', 'string', { priority: 10 }),
        column('Project', '.spec.project', 'string', { priority: 10 }),
      ],
      fields: { operation, spec: applicationSpec, status: applicationStatus },
      required: ['metadata', 'spec'],
    },
  ],
});

const applicationSet = defineCrd({
  group,
  kind: 'ApplicationSet',
  plural: 'applicationsets',
  scope: 'Namespaced',
  shortNames: ['appset', 'appsets'],
  versions: [
    {
      name: 'v1alpha1',
      status: true,
      fields: {
        spec: openWith(
          {
            generators: list(openObject),
            goTemplate: boolean,
            goTemplateOptions: list(string),
            preservedFields: openObject,
            strategy: openObject,
            syncPolicy: openObject,
            template: openWith({ metadata: openObject, spec: openObject }, [
              'metadata',
              'spec',
            ]),
            templatePatch: string,
          },
          ['generators', 'template'],
        ),
        status: openWith({
          applicationStatus: list(openObject),
          conditions: list(
            object(
              {
                lastTransitionTime: time,
                message: string,
                reason: string,
                status: string,
                type: string,
              },
              ['message', 'reason', 'status', 'type'],
            ),
          ),
          resources: list(openObject),
          resourcesCount: integer,
        }),
      },
      required: ['metadata', 'spec'],
    },
  ],
});

const groupKinds = list(
  openWith({ group: string, kind: string }, ['group', 'kind']),
);

const appProject = defineCrd({
  group,
  kind: 'AppProject',
  plural: 'appprojects',
  scope: 'Namespaced',
  shortNames: ['appproj', 'appprojs'],
  versions: [
    {
      name: 'v1alpha1',
      fields: {
        spec: openWith({
          clusterResourceBlacklist: groupKinds,
          clusterResourceWhitelist: groupKinds,
          description: string,
          destinations: list(destination),
          namespaceResourceBlacklist: groupKinds,
          namespaceResourceWhitelist: groupKinds,
          permitOnlyProjectScopedClusters: boolean,
          roles: list(
            openWith(
              {
                description: string,
                groups: list(string),
                name: string,
                policies: list(string),
              },
              ['name'],
            ),
          ),
          sourceNamespaces: list(string),
          sourceRepos: list(string),
          syncWindows: list(openObject),
        }),
        status: openWith({ jwtTokensByRole: map(openObject) }),
      },
      required: ['metadata', 'spec'],
    },
  ],
});

/** Argo CD 3.2: status has no subresource on Application and AppProject. */
export const argoCdCrds = [application, applicationSet, appProject];
