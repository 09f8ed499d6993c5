import type {
  ObjectReference,
  ProjectedApplication,
} from '../../projections/types';
import type { ApplicationAddress } from '../connection/ArgocdClient';

export const addressOf = (app: ProjectedApplication): ApplicationAddress => ({
  namespace: app.namespace ?? '',
  name: app.name,
  project: app.project,
});

/** Names an object of the fleet on its hub. */
export const referenceOf = (object: ObjectReference): ObjectReference => ({
  apiVersion: object.apiVersion,
  kind: object.kind,
  namespace: object.namespace,
  name: object.name,
});
