export { CROSSPLANE_SPEC_FIELDS } from './crossplaneFields';
export { readClaimManifests, type ClaimManifest } from './readClaimManifests';
export {
  readKustomization,
  type KustomizationContent,
} from './readKustomization';
