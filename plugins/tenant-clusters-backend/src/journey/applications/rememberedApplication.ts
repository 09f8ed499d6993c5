import type { Application } from '@spokeport/backstage-plugin-tenant-clusters-common';
import type { ProjectedApplication } from '../../projections/types';
import { textHash } from '../walk/textHash';
import { toApplication } from './toApplication';

type Options = Parameters<typeof toApplication>[0];

interface Remembered {
  application: Application;
  expected: boolean;
  tenant?: string;
  addon?: string;
  /** Address of the Argo CD that it was linked to. */
  argocd?: string;
}

/** Objects are never changed but replaced: what was made of one holds as long as nothing beside it is another. */
const remembered = new WeakMap<ProjectedApplication, Remembered>();
const revisions = new WeakMap<Application, number>();

/** An Application as pages show it, put into words once a version of its object. */
export function rememberedApplication(options: Options): Application {
  const { application: object, expected, tenant, addon, settings } = options;
  const argocd = settings.argocdUrl?.(object.hub, object.namespace ?? '');
  const known = remembered.get(object);
  if (
    known?.expected === expected &&
    known.tenant === tenant &&
    known.addon === addon &&
    known.argocd === argocd
  ) {
    return known.application;
  }
  const application = toApplication(options);
  remembered.set(object, { application, expected, tenant, addon, argocd });
  return application;
}

/** A number that is another whenever an application is shown in another way. */
export function applicationRevision(application: Application): number {
  const known = revisions.get(application);
  if (known !== undefined) {
    return known;
  }
  const revision = textHash(JSON.stringify(application));
  revisions.set(application, revision);
  return revision;
}
