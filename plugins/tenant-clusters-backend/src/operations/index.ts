export * from './createOperations';
export { applicationScopes } from './access/relatedScopes';
