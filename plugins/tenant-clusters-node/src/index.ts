export * from './octokit';
export * from './manifests';
