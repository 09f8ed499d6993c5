export { readClaimManifests, type ClaimManifest } from './readClaimManifests';
