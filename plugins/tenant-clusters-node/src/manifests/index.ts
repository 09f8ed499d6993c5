export { readClaimManifests, type ClaimManifest } from './readClaimManifests';
export {
  readKustomization,
  type KustomizationContent,
} from './readKustomization';
