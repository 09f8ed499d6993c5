import { clusterWith } from '../../__testUtils__/clusterWith';
import {
  applicationObject,
  READY,
  secretObject,
  SYNCED,
} from '../../__testUtils__/objects';
import type { Lookalike } from './Lookalike';
import { failingWith, merged, outOfSync, saying } from './situations';

const registered = (application: ReturnType<typeof applicationObject>) => () =>
  clusterWith([], { claim: { conditions: [SYNCED, READY] } }).sample.put(
    secretObject('prod', { createdAt: '2026-11-28T09:30:00Z' }),
    application,
  );

const bootstrap = (health: string) =>
  applicationObject('bootstrap-prod', {
    metadata: { labels: { 'spokeport.dev/bootstrap': 'true' } },
    spec: { destination: { server: 'https://prod.example.org' } },
    status: { health: { status: health } },
  });

/** Situations that look like those of argoCdCases.ts, and are not. */
export const argoCdLookalikes: Lookalike[] = [
  {
    id: 'no-application',
    reason: 'a path that an application reads from above',
    sample: () =>
      merged(
        applicationObject('tenants', {
          spec: {
            source: {
              repoURL: 'http://localhost:7008/acme/platform.git',
              path: 'tenants',
            },
          },
        }),
      ),
  },
  {
    id: 'comparison-error',
    reason: 'a warning about orphaned resources',
    sample: () =>
      merged(
        outOfSync({
          status: {
            conditions: [
              {
                type: 'OrphanedResourceWarning',
                message: 'Application has 1 orphaned resources',
              },
            ],
          },
        }),
      ),
  },
  {
    id: 'sync-failed',
    reason: 'a sync that is running for the first time',
    sample: () =>
      merged(
        outOfSync({
          status: {
            operationState: { phase: 'Running', operation: { sync: {} } },
          },
        }),
      ),
  },
  {
    id: 'project-denied',
    reason: 'a project of a cloud that denies',
    sample: saying('resource is not permitted in project "gcp-billing"'),
  },
  {
    id: 'sync-manual',
    reason: 'an application that syncs by itself',
    sample: () => merged(outOfSync()),
  },
  {
    id: 'sync-window',
    reason: 'a window that is for other applications',
    sample: () =>
      merged(
        outOfSync(),
        failingWith.project({
          kind: 'deny',
          schedule: '* * * * *',
          duration: '1h',
          applications: ['addon-*'],
        }),
      ),
  },
  {
    id: 'sync-window',
    reason: 'an application that is in step while a window denies',
    sample: () =>
      merged(
        applicationObject('tenant-payments'),
        failingWith.project({
          kind: 'deny',
          schedule: '* * * * *',
          duration: '1h',
          applications: ['*'],
        }),
      ),
  },
  {
    id: 'application-set',
    reason: 'an ApplicationSet that says ErrorOccurred=False',
    sample: () =>
      merged(
        applicationObject('tenant-payments', {
          metadata: {
            ownerReferences: [
              {
                apiVersion: 'argoproj.io/v1alpha1',
                kind: 'ApplicationSet',
                name: 'tenants',
                uid: 'set-tenants',
                controller: true,
              },
            ],
          },
        }),
        failingWith.applicationSet('False'),
      ),
  },
  {
    id: 'application-unhealthy',
    reason: 'an application that is Progressing',
    sample: registered(bootstrap('Progressing')),
  },
  {
    id: 'application-missing',
    reason: 'an application that is there and Degraded',
    sample: registered(bootstrap('Degraded')),
  },
];
