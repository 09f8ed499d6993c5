import { CustomResourceDefinition } from '../CustomResourceDefinition';
import { argoCdCrds } from './argoCdCrds';
import { argoEventsCrds } from './argoEventsCrds';
import { argoWorkflowsCrds } from './argoWorkflowsCrds';
import { awsCrds } from './awsCrds';
import { crossplaneCrds } from './crossplaneCrds';

/** The CRDs of what a hub runs: names, scopes, versions, columns and subresources as published, schemas in short. */
export function bundledCrds(): CustomResourceDefinition[] {
  return [
    ...argoCdCrds,
    ...argoWorkflowsCrds,
    ...argoEventsCrds,
    ...crossplaneCrds,
    ...awsCrds,
  ];
}
