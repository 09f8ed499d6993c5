import type { BlockerExplainer } from '@spokeport/backstage-plugin-tenant-clusters-node';
import { say } from '../text';
import { PATIENCE } from './patience';

/** argoproj/argo-cd:util/argo/argo.go (ValidatePermissions) and gitops-engine's permission check during a sync. */
const DENIED =
  /\b(is|are) not permitted in project\b|\bdo(es)? not match any of the allowed destinations in project\b|application references project [^ ]+ which does not exist|\bis not allowed to use project\b/;

export const projectDenied: BlockerExplainer = {
  id: 'project-denied',
  explain({ cause, actors }) {
    const { application, project } = cause.facts;
    return application && DENIED.test(cause.message ?? '')
      ? {
          title: say('blocker.project-denied.title', { project }),
          detail: say('blocker.project-denied.detail', {
            project,
            application,
          }),
          nextStep: say('blocker.project-denied.next', {
            project,
            application,
          }),
          actor: actors.platformTeam,
          patience: PATIENCE.none,
        }
      : undefined;
  },
};
