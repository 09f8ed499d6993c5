export * from './extensions';
export * from './octokit';
export * from './manifests';
