export * from './addHealthRoute';
export * from './createObservability';
